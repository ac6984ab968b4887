{{ service.schedules_doc }}
{%- if service.deprecated %}
#[deprecated]
{%- endif %}
pub struct {{ service.names.schedules }};

impl {{ service.names.schedules }} {
{%- for method in service.methods %}
{%- if !loop.first %}
{% endif %}
    {{ method.scheduled_doc }}
{%- if method.deprecated %}
    #[deprecated]
{%- endif %}
    {{ method.scheduled }}
        rt::ScheduledCall::new({{ method.argument }})
    }
{%- endfor %}
}