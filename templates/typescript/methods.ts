{%- include "typescript/header.ts" -%}
{%- for service in services %}

/**
 * Where the workers of `{{ service.full_name }}` poll, unless a method says otherwise.
 */
{{ service.task_queue }}
{%- if let Some(task_queues) = service.task_queues %}

/** Every task queue that some method is on. */
{{ task_queues }}
{%- endif %}

/**
 * What the schema says of the methods of `{{ service.full_name }}`.
 */
export const {{ service.methods_const }} = {
{%- for method in service.methods %}
  {{ method.doc|indent(2) }}
  {{ method.name }}: {{ method.define }}({
    {%- for line in method.lines %}
    {{ line }}
    {%- endfor %}
    start: {
      {%- for line in method.start %}
      {{ line }}
      {%- endfor %}
    },
    {{ method.conflict_policy }}
    {%- for line in method.extras %}
    {{ line }}
    {%- endfor %}
    {%- if let Some(handler) = method.handler %}
    handler: {
      {%- for line in handler %}
      {{ line }}
      {%- endfor %}
    },
    {%- endif %}
    {%- if let Some(taken) = method.taken %}
    withStart: "{{ taken.with_start }}",
    messages: {
      {%- for group in taken.groups %}
      {%- if group.messages.is_empty() %}
      {{ group.name }}: {},
      {%- else %}
      {{ group.name }}: {
        {%- for message in group.messages %}
        {{ message.doc|indent(8) }}
        {{ message.name }}: {{ message.define }}({
          {%- for line in message.lines %}
          {{ line }}
          {%- endfor %}
        }),
        {%- endfor %}
      },
      {%- endif %}
      {%- endfor %}
    },
    {%- endif %}
  }),
{%- endfor %}
{%- for activity in service.activities %}
  {{ activity.doc|indent(2) }}
  {{ activity.name }}: {{ activity.define }}({
    {%- for line in activity.lines %}
    {{ line }}
    {%- endfor %}
    options: {
      {%- for line in activity.options %}
      {{ line }}
      {%- endfor %}
    },
    {%- for line in activity.rendered %}
    {{ line }}
    {%- endfor %}
  }),
{%- endfor %}
};
{%- endfor %}
