class {{ service.class }}Implementation(Protocol):
    """{{ service.doc.start }}What implements ``{{ service.full_name }}``; it need not derive from this.

    Workflows are classes, derived from those of this module. Handlers are functions,
    ``async`` or not; for those that are not, a worker needs an ``activity_executor``.
{%- if !service.activities.is_empty() %}

    Activities are functions like handlers. One that is completed by somebody else leaves
    with ``temporalio.activity.raise_complete_async()``.
{%- endif %}

    Handlers run at least once. In them, ``stubborn_runtime.idempotency_key()`` is the same
    in all attempts at a call, and ``attempt()`` counts these. Those that heartbeat are
    told of cancellation, and find the last attempt's details in
    ``temporalio.activity.info()``: in every language, if they are plain JSON.
    """
{%- for method in service.methods %}
{%- if let Some(workflow) = method.workflow %}

    @property
    @abstractmethod
    def {{ method.name }}(self) -> type[{{ workflow.class }}]:
        """The class of the workflows ``{{ method.full_name }}``."""
{%- endif %}
{%- if let Some(handler) = method.handler %}

    @abstractmethod
    {{ handler.signature }}
        """{{ method.doc.start }}Answers ``{{ method.full_name }}``.{{ method.doc.end }}"""
{%- endif %}
{%- endfor %}
{%- for activity in service.activities %}

    @abstractmethod
    {{ activity.function }}
        """{{ activity.doc.start }}Does ``{{ activity.full_name }}`` for workflows.{{ activity.doc.end }}"""
{%- endfor %}
