{{ service.interface_doc }}
pub trait {{ service.names.interface }}: {{ service.bounds }} {
{%- for method in service.methods %}
{%- if !loop.first %}
{% endif %}
    {{ method.item_doc }}
    {{ method.item }}
{%- endfor %}
}

{{ service.worker_doc }}
{{ service.worker }}
    {{ service.worker_body }}
}