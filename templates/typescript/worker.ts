{%- include "typescript/header.ts" -%}
{%- for service in services %}
{%- if let Some(handlers) = service.handlers %}

{{ handlers.doc }}
export interface {{ handlers.interface }} {
{%- for method in handlers.methods %}
  {{ method.doc|indent(2) }}
  {{ method.signature }}
{%- endfor %}
}

/** The activities that run the handlers, for a worker that is made otherwise. */
{{ handlers.create_signature }}
  {{ handlers.create_body }}
}
{%- endif %}

/**
 * How a worker of `{{ service.full_name }}` is made: the SDK's own options, and these.
 */
export interface {{ service.options }} extends {{ service.base_options }} {
  {%- if let Some(handlers) = service.handlers %}
  readonly handlers: {{ handlers.interface }};
  {%- endif %}
  {{ service.queue_option|indent(2) }}
}

{{ service.create_doc }}
{{ service.create_signature }}
  {%- for line in service.create_body %}
  {{ line }}
  {%- endfor %}
}
{%- endfor %}
