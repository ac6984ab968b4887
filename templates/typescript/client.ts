{%- include "typescript/header.ts" -%}
{%- for service in services %}

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
{%- endfor %}
}
{%- endfor %}
