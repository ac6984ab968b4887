
impl rt::Handle<{{ service.names.module }}::{{ method.names.marker }}> {
{%- for function in taken.handle %}
{%- if !loop.first %}
{% endif %}
{%- include "rust/function.rs" %}
{%- endfor %}
}
{%- if !taken.child.is_empty() %}

impl rt::ChildHandle<{{ service.names.module }}::{{ method.names.marker }}> {
{%- for function in taken.child %}
{%- if !loop.first %}
{% endif %}
{%- include "rust/function.rs" %}
{%- endfor %}
}

impl rt::ExternalHandle<{{ service.names.module }}::{{ method.names.marker }}> {
{%- for function in taken.external %}
{%- if !loop.first %}
{% endif %}
{%- include "rust/function.rs" %}
{%- endfor %}
}
{%- endif %}