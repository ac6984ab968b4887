{{ service.plugin_signature }}
    """Register ``{{ service.full_name }}`` on a worker, as one of its ``plugins``."""
    {{ service.plugin }}

{% if service.queues.len() == 1 %}
def {{ service.stem }}_worker(
    client: Client,
    implementation: {{ service.class }}Implementation,
    /,
    **options: Unpack[WorkerConfig],
) -> Worker:
    """Make a worker of ``{{ service.full_name }}`` on its task queue.

    Options are the SDK's; ``task_queue`` is another queue.
    """
    plugin = {{ service.stem }}_plugin(implementation)
    return stubborn.new_worker(client, plugin, {{ service.queues[0] }}, options)
{%- else %}
def {{ service.stem }}_workers(
    client: Client,
    implementation: {{ service.class }}Implementation,
    /,
    **options: Unpack[WorkerConfig],
) -> list[Worker]:
    """Make workers of ``{{ service.full_name }}``, one on each of its task queues.

    Options are the SDK's; ``task_queue`` is another queue, then the only one.
    """
    plugin = {{ service.stem }}_plugin(implementation)
    {{ service.queue_list }}
    return stubborn.new_workers(client, plugin, queues, options)
{%- endif %}
