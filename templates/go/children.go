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
func ({{ service.name }}Children) Start{{ method.name }}(ctx workflow.Context, {{ method.parameter }}options ...stubborn.ChildOption) (*{{ method.child }}, error) {
	handle, err := {{ method.variable }}.StartChild(ctx, {{ method.argument }}, options)
	if err != nil {
		return nil, err
	}
	return &{{ method.child }}{{ "{" }}{{ method.child_value }}}, nil
}

// {{ method.child }} is a call of {{ method.full_name }} that a workflow has started.
type {{ method.child }} struct {
	{{ method.child_type }}
}
{% endfor -%}
