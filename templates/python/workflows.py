{%- for method in service.methods %}
{%- if let Some(workflow) = method.workflow %}

{{ workflow.class_line }}
    """{{ method.class_doc.start }}The base of the workflows ``{{ method.full_name }}``.{{ method.class_doc.end }}"""

    @abstractmethod
    {{ workflow.run_signature }}
        """Answer a call."""
{%- if let Some(messages) = method.messages %}
{%- for handler in messages.handlers %}

    @abstractmethod
    {{ handler.signature }}
        """{{ handler.doc }}"""
{%- endfor %}
{%- endif %}
{% endif %}
{%- endfor %}
