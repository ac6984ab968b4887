{{ activities.client_doc }}
{%- if service.deprecated %}
#[deprecated]
{%- endif %}
pub struct {{ service.names.activity_client }}<W> {
    ctx: rt::WorkflowContext<W>,
}

impl<W: 'static> {{ service.names.activity_client }}<W> {
    /// Calls in the workflow of a context.
    pub fn new(ctx: &rt::WorkflowContext<W>) -> Self {
        Self { ctx: ctx.clone() }
    }
{%- for activity in activities.activities %}

    {{ activity.call_doc }}
{%- if activity.deprecated %}
    #[deprecated]
{%- endif %}
    {{ activity.call }}
        rt::ActivityCall::new(&self.ctx, {{ activity.argument }})
    }

    {{ activity.start_doc }}
{%- if activity.deprecated %}
    #[deprecated]
{%- endif %}
    {{ activity.start }}
        rt::ActivityCall::new(&self.ctx, {{ activity.argument }})
    }
{%- endfor %}
}

{{ activities.interface_doc }}
pub trait {{ service.names.activities }}: {{ service.bounds }} {
{%- for activity in activities.activities %}
{%- if !loop.first %}
{% endif %}
    {{ activity.item_doc }}
    {{ activity.item }}
{%- endfor %}
}

{{ activities.workers_doc }}
{{ activities.workers }}
    {{ activities.workers_body }}
}