
{%- for message in method.messages.signals %}
// {{ message.name }} sends {{ message.full_name }}.
{%- for line in message.doc %}
//{{ line }}
{%- endfor %}
{%- for line in message.deprecation %}
//{{ line }}
{%- endfor %}
func (h *{{ method.handle.name }}) {{ message.name }}(ctx context.Context{{ message.parameter }}) error {
	return {{ message.variable }}.Send(ctx, h.{{ method.handle.own }}, {{ message.argument }})
}
{% endfor -%}
{% for message in method.messages.queries %}
// {{ message.name }} asks {{ message.full_name }}.
{%- for line in message.doc %}
//{{ line }}
{%- endfor %}
{%- for line in message.deprecation %}
//{{ line }}
{%- endfor %}
func (h *{{ method.handle.name }}) {{ message.name }}(ctx context.Context{{ message.parameter }}, options ...stubborn.QueryOption) {{ message.result }} {
	return {{ message.variable }}.Ask(ctx, h.{{ method.handle.own }}, {{ message.argument }}, options)
}
{% endfor -%}
{% for message in method.messages.updates %}
// {{ message.name }} executes {{ message.full_name }}.
{%- for line in message.doc %}
//{{ line }}
{%- endfor %}
{%- for line in message.deprecation %}
//{{ line }}
{%- endfor %}
func (h *{{ method.handle.name }}) {{ message.name }}(ctx context.Context{{ message.parameter }}, options ...stubborn.UpdateOption) {{ message.result }} {
{%- if message.void %}
	_, err := {{ message.variable }}.Execute(ctx, h.{{ method.handle.own }}, {{ message.argument }}, options)
	return err
{%- else %}
	return {{ message.variable }}.Execute(ctx, h.{{ method.handle.own }}, {{ message.argument }}, options)
{%- endif %}
}

// Start{{ message.name }} starts {{ message.full_name }} without waiting for its reply.
{%- for line in message.deprecation %}
//{{ line }}
{%- endfor %}
func (h *{{ method.handle.name }}) Start{{ message.name }}(ctx context.Context{{ message.parameter }}, options ...stubborn.UpdateOption) (*{{ message.handle() }}, error) {
{%- if message.void %}
	handle, err := {{ message.variable }}.Start(ctx, h.{{ method.handle.own }}, {{ message.argument }}, options)
	if err != nil {
		return nil, err
	}
	return {{ message.handle_value("handle") }}, nil
{%- else %}
	return {{ message.variable }}.Start(ctx, h.{{ method.handle.own }}, {{ message.argument }}, options)
{%- endif %}
}

// Find{{ message.name }} finds an update {{ message.full_name }} by its id.
{%- for line in message.deprecation %}
//{{ line }}
{%- endfor %}
func (h *{{ method.handle.name }}) Find{{ message.name }}(updateID string) *{{ message.handle() }} {
{%- if message.void %}
	handle := {{ message.variable }}.Find(h.{{ method.handle.own }}, updateID)
	return {{ message.handle_value("handle") }}
{%- else %}
	return {{ message.variable }}.Find(h.{{ method.handle.own }}, updateID)
{%- endif %}
}
{% endfor -%}
