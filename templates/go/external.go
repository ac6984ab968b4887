// {{ method.name }}External finds a call of {{ method.full_name }} by its id. An empty run id is the latest run's.
{%- for line in method.deprecation %}
//{{ line }}
{%- endfor %}
func ({{ service.name }}Children) {{ method.name }}External(workflowID, runID string) *{{ method.external.name }} {
	return &{{ method.external.name }}{{ "{" }}{{ method.external.value }}}
}

// {{ method.external.name }} is a call of {{ method.full_name }} that a workflow knows by its id.
type {{ method.external.name }} struct {
	{{ method.external.field }}
}
{%- for message in method.messages.signals %}

// {{ message.name }} sends {{ message.full_name }}.
{%- for line in message.doc %}
//{{ line }}
{%- endfor %}
{%- for line in message.deprecation %}
//{{ line }}
{%- endfor %}
func (e *{{ method.external.name }}) {{ message.name }}(ctx workflow.Context{{ message.parameter }}) error {
	return {{ message.variable }}.Tell(ctx, e.{{ method.external.own }}, {{ message.argument }})
}
{%- endfor %}
