{{ senders.class_line }}
    """{{ title }} ``{{ method.full_name }}``."""
{%- for call in senders.calls %}

    {% include "python/message_call.py" %}
{%- endfor %}
