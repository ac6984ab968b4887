{%- for method in service.methods %}
{%- if let Some(messages) = method.messages %}
{%- if let Some(senders) = messages.signals %}
{%- let title = "Signals to a workflow" %}


{% include "python/sender.py" %}
{%- endif %}
{%- if let Some(senders) = messages.queries %}
{%- let title = "Queries of a workflow" %}


{% include "python/sender.py" %}
{%- endif %}
{%- if let Some(senders) = messages.updates %}
{%- let title = "Updates of a workflow" %}


{% include "python/sender.py" %}
{%- endif %}


{{ messages.handle_line }}
    """A call of ``{{ method.full_name }}`` that was started."""
{%- if let Some(senders) = messages.signals %}

    @property
    def signal(self) -> {{ senders.class }}:
        """Tells the workflow something, without waiting for it to be read."""
        return {{ senders.class }}(self)
{%- endif %}
{%- if let Some(senders) = messages.queries %}

    @property
    def query(self) -> {{ senders.class }}:
        """Asks the workflow something, which changes nothing in it."""
        return {{ senders.class }}(self)
{%- endif %}
{%- if let Some(senders) = messages.updates %}

    @property
    def update(self) -> {{ senders.class }}:
        """Tells the workflow something, and waits for its answer."""
        return {{ senders.class }}(self)
{%- endif %}
{%- endif %}
{%- endfor %}
