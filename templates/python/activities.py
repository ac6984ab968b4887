{% if let Some(deprecated) = service.deprecated -%}
@deprecated({{ deprecated }})
{% endif -%}
class {{ service.class }}Activities:
    """Calls the activities of ``{{ service.full_name }}`` from inside of workflows.

    What fails raises ``StubbornError``. Options take the place of the schema's.
    """
{%- for activity in service.activities %}

    {% if let Some(deprecated) = activity.deprecated -%}
    @deprecated({{ deprecated }})
    {% endif -%}
    {{ activity.execute_signature }}
        """{{ activity.doc.start }}Executes ``{{ activity.full_name }}``.{{ activity.doc.end }}"""
        {{ activity.execute }}

    {% if let Some(deprecated) = activity.deprecated -%}
    @deprecated({{ deprecated }})
    {% endif -%}
    {{ activity.start_signature }}
        """Start ``{{ activity.full_name }}`` without waiting for its reply."""
        {{ activity.start }}
{%- endfor %}
