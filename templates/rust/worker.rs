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
    rt::{{ service.worker_queue }}, |worker| {
{%- for method in service.methods %}
        {{ method.register }}
{%- endfor %}
        Ok(())
    })
}
