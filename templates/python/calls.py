    {% if let Some(deprecated) = method.deprecated -%}
    @deprecated({{ deprecated }})
    {% endif -%}
    {{ calls.execute_signature }}
        """{{ method.doc.start }}Executes ``{{ method.full_name }}``.{{ method.doc.end }}"""
        {{ calls.execute }}

    {% if let Some(deprecated) = method.deprecated -%}
    @deprecated({{ deprecated }})
    {% endif -%}
    {{ calls.start_signature }}
        """Start ``{{ method.full_name }}`` without waiting for its reply."""
        {{ calls.start }}
