{%- for method in service.methods %}
{%- if let Some(messages) = method.messages %}
{%- if let Some(senders) = messages.child_signals %}
{%- let title = "Signals, from inside of workflows, to a workflow" %}


{% include "python/sender.py" %}
{%- endif %}


{{ messages.child_handle_line }}
    """A call of ``{{ method.full_name }}`` that this workflow has started."""
{%- if let Some(senders) = messages.child_signals %}

    @property
    def signal(self) -> {{ senders.class }}:
        """Tells the workflow something, without waiting for it to be read."""
        return {{ senders.class }}(self)
{%- endif %}


{{ messages.external_handle_line }}
    """A call of ``{{ method.full_name }}`` that somebody has started."""
{%- if let Some(senders) = messages.child_signals %}

    @property
    def signal(self) -> {{ senders.class }}:
        """Tells the workflow something, without waiting for it to be read."""
        return {{ senders.class }}(self)
{%- endif %}
{%- endif %}
{%- endfor %}
