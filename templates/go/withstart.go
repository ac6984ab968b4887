{%- for message in method.messages.signals %}
{%- if message.start %}
// Start{{ method.name }}With{{ message.name }} starts {{ method.full_name }}, unless it runs already,
// and sends {{ message.full_name }} in one step.
{%- for line in message.deprecation %}
//{{ line }}
{%- endfor %}
func (c *{{ service.name }}Client) Start{{ method.name }}With{{ message.name }}(ctx context.Context, {{ method.parameter }}{{ message.told }}options ...stubborn.StartOption) (*{{ method.handle.name }}, error) {
	handle, err := stubborn.StartWithSignal(ctx, c.client, {{ method.variable }}, {{ message.variable }}, {{ method.argument }}, {{ message.told_argument }}, options)
	if err != nil {
		return nil, err
	}
	return &{{ method.handle.name }}{{ "{" }}{{ method.handle.value }}}, nil
}
{% endif %}
{%- endfor %}
{%- for message in method.messages.updates %}
{%- if message.start %}
// Start{{ method.name }}With{{ message.name }} starts {{ method.full_name }}, unless it runs already,
// and executes {{ message.full_name }} in one step. Where the error has Started, there is a handle,
// too.
{%- for line in message.deprecation %}
//{{ line }}
{%- endfor %}
func (c *{{ service.name }}Client) Start{{ method.name }}With{{ message.name }}(ctx context.Context, {{ method.parameter }}{{ message.told }}options ...stubborn.WithStartOption) (*{{ method.handle.name }}, {% if !message.void %}*{{ message.reply }}, {% endif %}error) {
	handle, {% if message.void %}_{% else %}reply{% endif %}, err := stubborn.StartWithUpdate(ctx, c.client, {{ method.variable }}, {{ message.variable }}, {{ method.argument }}, {{ message.told_argument }}, options)
	if handle == nil {
		return nil, {% if !message.void %}nil, {% endif %}err
	}
	return &{{ method.handle.name }}{{ "{" }}{{ method.handle.value }}}, {% if !message.void %}reply, {% endif %}err
}

// Start{{ method.name }}WithStart{{ message.name }} is Start{{ method.name }}With{{ message.name }} without waiting for the reply.
{%- for line in message.deprecation %}
//{{ line }}
{%- endfor %}
func (c *{{ service.name }}Client) Start{{ method.name }}WithStart{{ message.name }}(ctx context.Context, {{ method.parameter }}{{ message.told }}options ...stubborn.WithStartOption) (*{{ method.handle.name }}, *{{ message.handle() }}, error) {
	handle, update, err := stubborn.StartWithStartedUpdate(ctx, c.client, {{ method.variable }}, {{ message.variable }}, {{ method.argument }}, {{ message.told_argument }}, options)
	if handle == nil {
		return nil, nil, err
	}
	return &{{ method.handle.name }}{{ "{" }}{{ method.handle.value }}}, {{ message.handle_value("update") }}, err
}
{% endif %}
{%- endfor %}
