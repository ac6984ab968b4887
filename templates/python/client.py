{% if let Some(deprecated) = service.deprecated -%}
@deprecated({{ deprecated }})
{% endif -%}
class {{ service.class }}Client:
    """{{ service.doc.start }}Calls ``{{ service.full_name }}``.

    What fails raises ``StubbornError``. Options take the place of the schema's.
    """

    def __init__(self, client: Client) -> None:
        """Create a client of the service on one of the SDK's."""
        self._client = client
{%- for method in service.methods %}
{%- let calls = method.client %}

{% include "python/calls.py" %}

    {% if let Some(deprecated) = method.deprecated -%}
    @deprecated({{ deprecated }})
    {% endif -%}
    {{ method.handle_signature }}
        """Find a call of ``{{ method.full_name }}`` by its id."""
        {{ method.handle }}
{%- if let Some(messages) = method.messages %}
{%- for call in messages.starts %}

    {% include "python/message_call.py" %}
{%- endfor %}
{%- endif %}
{%- endfor %}
