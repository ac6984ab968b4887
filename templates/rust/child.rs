{{ service.child_doc }}
{%- if service.deprecated %}
#[deprecated]
{%- endif %}
pub struct {{ service.names.child_client }}<W> {
    ctx: rt::WorkflowContext<W>,
}

impl<W: 'static> {{ service.names.child_client }}<W> {
    /// Calls in the workflow of a context.
    pub fn new(ctx: &rt::WorkflowContext<W>) -> Self {
        Self { ctx: ctx.clone() }
    }
{%- for method in service.methods %}
{%- if method.is_child %}

    {{ method.child_doc }}
{%- if method.deprecated %}
    #[deprecated]
{%- endif %}
    {{ method.child }}
        rt::ChildCall::new(&self.ctx, {{ method.argument }})
    }

    {{ method.start_doc }}
{%- if method.deprecated %}
    #[deprecated]
{%- endif %}
    {{ method.start_child }}
        rt::ChildCall::new(&self.ctx, {{ method.argument }})
    }
{%- endif %}

    {{ method.external_doc }}
{%- if method.deprecated %}
    #[deprecated]
{%- endif %}
    {{ method.external }}
        rt::external(&self.ctx, workflow)
    }

    {{ method.again_doc }}
{%- if method.deprecated %}
    #[deprecated]
{%- endif %}
    {{ method.again }}
        rt::ContinueAsNew::new(&self.ctx, {{ method.argument }})
    }
{%- endfor %}
}
