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

/**
 * The workflows of `{{ service.full_name }}`, for the default export of the module that
 * a worker's `workflowsPath` names.
 */
{{ service.create_signature }}
  {{ service.serve }}
}

{{ service.child_doc }}
export class {{ service.child_client }} {
{%- for method in service.child_methods %}
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
{%- endfor %}
}
{%- endfor %}
{%- if let Some(export) = default_export %}

/** As `workflowsPath`, this module serves what needs no workflow of yours. */
{{ export }}
{%- endif %}
