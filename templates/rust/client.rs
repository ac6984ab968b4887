{{ service.client_doc }}
{%- if service.deprecated %}
#[deprecated]
{%- endif %}
#[derive(Clone, Debug)]
pub struct {{ service.names.client }} {
    client: rt::Client,
}

impl {{ service.names.client }} {
    /// Calls with a client of the SDK, in its namespace.
    pub fn new(client: rt::Client) -> Self {
        Self { client }
    }
{%- for method in service.methods %}

    {{ method.execute_doc }}
{%- if method.deprecated %}
    #[deprecated]
{%- endif %}
    {{ method.execute }}
        rt::Call::new(self.client.clone(), {{ method.argument }})
    }

    {{ method.start_doc }}
{%- if method.deprecated %}
    #[deprecated]
{%- endif %}
    {{ method.start }}
        rt::Call::new(self.client.clone(), {{ method.argument }})
    }

    {{ method.handle_doc }}
{%- if method.deprecated %}
    #[deprecated]
{%- endif %}
    {{ method.handle }}
        rt::handle(self.client.clone(), workflow)
    }
{%- if let Some(taken) = method.taken %}
{%- for function in taken.starts %}
{% include "rust/function.rs" %}
{%- endfor %}
{%- endif %}
{%- endfor %}
}
