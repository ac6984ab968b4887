{{ service.plugin_signature }}
    """Register ``{{ service.full_name }}`` on a worker, as one of its ``plugins``.

    With ``retry_tasks`` workflows wait for mended code where they raise what is neither
    a ``StubbornError`` nor an exception of the SDK.
    """
    {{ service.plugin }}

{% if service.queues.len() == 1 %}
def {{ service.stem }}_worker(
    client: Client,
    implementation: {{ service.class }}Implementation,
    /,
    *,
    retry_tasks: bool = False,
    keep_unknown: bool = False,
    **options: Unpack[WorkerConfig],
) -> Worker:
    """Make a worker of ``{{ service.full_name }}`` on its task queue.

    Options are the SDK's; ``task_queue`` is another queue. With ``keep_unknown``
    workflows of types that the worker does not know wait for one that knows them,
    instead of failing with ``UNIMPLEMENTED``.
    """
    {{ service.worker_plugin }}
    {{ service.new_worker }}
{%- else %}
def {{ service.stem }}_workers(
    client: Client,
    implementation: {{ service.class }}Implementation,
    /,
    *,
    retry_tasks: bool = False,
    keep_unknown: bool = False,
    **options: Unpack[WorkerConfig],
) -> list[Worker]:
    """Make workers of ``{{ service.full_name }}``, one on each of its task queues.

    Options are the SDK's; ``task_queue`` is another queue, then the only one. With
    ``keep_unknown`` workflows of types that the workers do not know wait for one that
    knows them, instead of failing with ``UNIMPLEMENTED``.
    """
    {{ service.worker_plugin }}
    {{ service.queue_list }}
    return stubborn.new_workers(
        client, plugin, queues, options, keep_unknown=keep_unknown
    )
{%- endif %}
