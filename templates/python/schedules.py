{% if let Some(deprecated) = service.deprecated -%}
@deprecated({{ deprecated }})
{% endif -%}
class {{ service.class }}Schedules:
    """What schedules do to call ``{{ service.full_name }}``.

    For the SDK's own, ``client.create_schedule(id, Schedule(action=…, spec=…))``.
    """
{%- for method in service.methods %}

    {% if let Some(deprecated) = method.deprecated -%}
    @deprecated({{ deprecated }})
    {% endif -%}
    {{ method.schedule_signature }}
        """Start ``{{ method.full_name }}``."""
        {{ method.schedule }}
{%- endfor %}
