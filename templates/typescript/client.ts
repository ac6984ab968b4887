{%- include "typescript/header.ts" -%}
{%- for service in services %}
{%- for handle in service.handles %}

{{ handle.doc }}
{{ handle.declaration }}
{%- endfor %}

{{ service.doc }}
export class {{ service.name }} {
  readonly #client: {{ client }};

  constructor(client: {{ client }}) {
    this.#client = client;
  }
{%- for method in service.methods %}

  {{ method.execute.doc|indent(2) }}
  {{ method.execute.signature }}
    {{ method.execute.body }}
  }

  {{ method.start.doc|indent(2) }}
  {{ method.start.signature }}
    {{ method.start.body }}
  }

  {{ method.handle.doc|indent(2) }}
  {{ method.handle.signature }}
    {{ method.handle.body }}
  }
{%- for call in method.with_start %}

  {{ call.doc|indent(2) }}
  {{ call.signature }}
    {{ call.body }}
  }
{%- endfor %}
{%- endfor %}
}

{{ service.schedules_doc }}
export const {{ service.schedules }} = {
{%- for method in service.methods %}
  {%- if !loop.first %}
{% endif %}
  {{ method.scheduled.doc|indent(2) }}
  {{ method.scheduled.signature }}
    {{ method.scheduled.body }}
  },
{%- endfor %}
};
{%- endfor %}
