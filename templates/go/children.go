// {{ service.name }}Children calls {{ service.full_name }} from inside workflows, as child workflows.
{%- for line in service.deprecation %}
//{{ line }}
{%- endfor %}
type {{ service.name }}Children struct{}
{% for method in service.methods %}
// {{ method.name }} executes {{ method.full_name }}.
{%- for line in method.doc %}
//{{ line }}
{%- endfor %}
{%- for line in method.deprecation %}
//{{ line }}
{%- endfor %}
func ({{ service.name }}Children) {{ method.name }}(ctx workflow.Context, {{ method.parameter }}options ...stubborn.ChildOption) {{ method.result }} {
{%- if method.void %}
	_, err := {{ method.variable }}.ExecuteChild(ctx, {{ method.argument }}, options)
	return err
{%- else %}
	return {{ method.variable }}.ExecuteChild(ctx, {{ method.argument }}, options)
{%- endif %}
}

// Start{{ method.name }} starts {{ method.full_name }} without waiting for its reply.
{%- for line in method.deprecation %}
//{{ line }}
{%- endfor %}
func ({{ service.name }}Children) Start{{ method.name }}(ctx workflow.Context, {{ method.parameter }}options ...stubborn.ChildOption) (*{{ method.child.name }}, error) {
	handle, err := {{ method.variable }}.StartChild(ctx, {{ method.argument }}, options)
	if err != nil {
		return nil, err
	}
	return &{{ method.child.name }}{{ "{" }}{{ method.child.value }}}, nil
}
{% if !method.handler %}
// Continue{{ method.name }} is what {{ method.full_name }} returns to begin anew.
{%- for line in method.deprecation %}
//{{ line }}
{%- endfor %}
func ({{ service.name }}Children) Continue{{ method.name }}(ctx workflow.Context, {{ method.parameter }}options ...stubborn.ContinueOption) error {
	return {{ method.variable }}.Continue(ctx, {{ method.argument }}, options)
}
{% endif %}
// {{ method.child.name }} is a call of {{ method.full_name }} that a workflow has started.
type {{ method.child.name }} struct {
	{{ method.child.field }}
}
{%- for message in method.messages.signals %}

// {{ message.name }} sends {{ message.full_name }}.
{%- for line in message.doc %}
//{{ line }}
{%- endfor %}
{%- for line in message.deprecation %}
//{{ line }}
{%- endfor %}
func (h *{{ method.child.name }}) {{ message.name }}(ctx workflow.Context{{ message.parameter }}) error {
	return {{ message.variable }}.Tell(ctx, h.{{ method.child.own }}, {{ message.argument }})
}
{%- endfor %}
{% if !method.messages.signals.is_empty() %}
{% include "go/external.go" %}
{% endif -%}
{% endfor -%}
