{% if let Some(deprecated) = call.deprecated -%}
    @deprecated({{ deprecated }})
    {% endif -%}
    {{ call.signature }}
        """{{ call.doc }}"""
        {{ call.body }}
