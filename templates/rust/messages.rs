    {{ taken.module_doc }}
    pub mod {{ taken.module }} {
        use super::rt;
{%- for message in taken.markers %}

        {{ message.doc }}
        #[derive(Clone, Copy, Debug)]
        pub struct {{ message.name }};

        impl rt::Rpc for {{ message.name }} {
            {{ message.request }}
            {{ message.reply }}
{% for constant in message.constants %}
            {{ constant }}
{%- endfor %}
        }

        impl rt::Message for {{ message.name }} {
            type Workflow = super::{{ method.names.marker }};
        }
{%- if message.update.is_empty() %}

        impl rt::{{ message.kind }} for {{ message.name }} {}
{%- else %}

        impl rt::{{ message.kind }} for {{ message.name }} {
{%- for item in message.update %}
{%- if !loop.first %}
{% endif %}
            {{ item }}
{%- endfor %}
        }
{%- endif %}
{%- endfor %}
    }