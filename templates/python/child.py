{% if let Some(deprecated) = service.deprecated -%}
@deprecated({{ deprecated }})
{% endif -%}
class {{ service.class }}ChildClient:
    """Calls ``{{ service.full_name }}`` from inside of workflows, as child workflows.

    What fails raises ``StubbornError``. Options take the place of the schema's.
    """
{%- for method in service.methods %}
{%- let calls = method.child %}

{% include "python/calls.py" %}

    {% if let Some(deprecated) = method.deprecated -%}
    @deprecated({{ deprecated }})
    {% endif -%}
    {{ method.external_signature }}
        """Find a call of ``{{ method.full_name }}``, somebody else's too, by its id."""
        {{ method.external }}
{%- if let Some((signature, call)) = method.continuation %}

    {{ signature }}
        """End this run of ``{{ method.full_name }}``, and begin the next one."""
        {{ call }}
{%- endif %}
{%- endfor %}
