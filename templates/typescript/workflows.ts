{%- include "typescript/header.ts" -%}
{%- for service in services %}
{%- for alias in service.types %}

{{ alias.doc }}
{{ alias.signature }}
{%- endfor %}
{%- if !service.written.is_empty() %}

{{ service.doc }}
export interface {{ service.interface }} {
{%- for method in service.written %}
  {{ method.doc|indent(2) }}
  {{ method.signature }}
{%- endfor %}
}
{%- endif %}
{%- if let Some(served) = service.served %}

/**
 * The workflows of `{{ service.full_name }}`, for the default export of the module that
 * a worker's `workflowsPath` names.
 */
{{ served.create_signature }}
  {{ served.serve }}
}

{{ served.child_doc }}
export class {{ served.child_client }} {
{%- for method in served.child_methods %}
{%- if !loop.first %}
{% endif %}
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

  {{ method.continued.doc|indent(2) }}
  {{ method.continued.signature }}
    {{ method.continued.body }}
  }
{%- endfor %}
}
{%- endif %}
{%- if let Some(activities) = service.activities %}

{{ activities.doc }}
export class {{ activities.name }} {
{%- for call in activities.calls %}
{%- if !loop.first %}
{% endif %}
  {{ call.doc|indent(2) }}
  {{ call.signature }}
    {{ call.body }}
  }
{%- endfor %}
}
{%- endif %}
{%- endfor %}
{%- if let Some(export) = default_export %}

/** As `workflowsPath`, this module serves what needs no workflow of yours. */
{{ export }}
{%- endif %}
