{%- include "typescript/header.ts" -%}
{%- for error in errors %}

{{ error.doc }}
{{ error.extends }}
  static readonly definition = {{ error.define }}({
    schema: {{ error.schema }},
    code: {{ error.code }},
    nonRetryable: {{ error.non_retryable }},
    {{ error.text }}
  });

  constructor(
    detail: {{ error.detail }}<typeof {{ error.schema }}>,
    options?: {{ error.options }},
  ) {
    super({{ error.class }}.definition, detail, options);
  }
}
{%- endfor %}
