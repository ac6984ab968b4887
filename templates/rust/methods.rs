{{ service.module_doc }}
pub mod {{ service.names.module }} {
    use super::rt;
{%- if !service.methods.is_empty() %}
{%- for task_queue in service.task_queues %}

    {{ task_queue }}
{%- endfor %}

    /// Adds every method to a worker.
    {{ service.register }}
{%- for method in service.methods %}
{%- if let Some(taken) = method.taken %}
        {{ taken.listeners }}
{%- endif %}
        {{ method.register }}
{%- endfor %}
        Ok(())
    }
{%- endif %}
{%- for method in service.methods %}

    {{ method.marker_doc }}
    #[derive(Clone, Copy, Debug)]
    pub struct {{ method.names.marker }};

    impl rt::Rpc for {{ method.names.marker }} {
        {{ method.request }}
        {{ method.reply }}
{% for constant in method.rpc %}
        {{ constant }}
{%- endfor %}
    }

    impl rt::Method for {{ method.names.marker }} {
{%- for constant in method.constants %}
        {{ constant }}
{%- endfor %}
{%- for function in method.functions %}

        {{ function }}
{%- endfor %}
    }
{%- if let Some(items) = method.handler %}

    impl rt::HandlerMethod for {{ method.names.marker }} {
{%- for item in items %}
{%- if !loop.first %}
{% endif %}
        {{ item }}
{%- endfor %}
    }
{%- endif %}
{%- if let Some(workflow) = method.workflow %}

    {{ workflow.context_doc }}
    pub type {{ method.names.context }}<T> = rt::Context<{{ method.names.marker }}, T>;

    {{ workflow.doc }}
    pub trait {{ method.names.workflow }}: {{ workflow.bounds }} {
        /// Answers a call.
        {{ workflow.run }}
{%- if let Some(taken) = method.taken %}
{%- for item in taken.items %}

        {{ item.doc }}
        {{ item.signature }}
{%- endfor %}
{%- endif %}
    }
{%- endif %}
{%- if let Some(taken) = method.taken %}

{% include "rust/messages.rs" %}
{%- endif %}
{%- endfor %}
{%- if let Some(activities) = service.activities %}

{% include "rust/activity_markers.rs" %}
{%- endif %}
}