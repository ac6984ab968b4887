// {{ service.name }}Client calls {{ service.full_name }}.
{%- for line in service.doc %}
//{{ line }}
{%- endfor %}
{%- for line in service.deprecation %}
//{{ line }}
{%- endfor %}
type {{ service.name }}Client struct {
	client client.Client
}

// New{{ service.name }}Client calls {{ service.full_name }} through a client of the SDK.
{%- for line in service.deprecation %}
//{{ line }}
{%- endfor %}
func New{{ service.name }}Client(c client.Client) *{{ service.name }}Client {
	return &{{ service.name }}Client{client: c}
}
{% for method in service.methods %}
// {{ method.name }} executes {{ method.full_name }}.
{%- for line in method.doc %}
//{{ line }}
{%- endfor %}
{%- for line in method.deprecation %}
//{{ line }}
{%- endfor %}
func (c *{{ service.name }}Client) {{ method.name }}(ctx context.Context, {{ method.parameter }}options ...stubborn.StartOption) {{ method.result }} {
{%- if method.void %}
	_, err := {{ method.variable }}.Execute(ctx, c.client, {{ method.argument }}, options)
	return err
{%- else %}
	return {{ method.variable }}.Execute(ctx, c.client, {{ method.argument }}, options)
{%- endif %}
}

// Start{{ method.name }} starts {{ method.full_name }} without waiting for its reply.
{%- for line in method.deprecation %}
//{{ line }}
{%- endfor %}
func (c *{{ service.name }}Client) Start{{ method.name }}(ctx context.Context, {{ method.parameter }}options ...stubborn.StartOption) (*{{ method.handle.name }}, error) {
	handle, err := {{ method.variable }}.Start(ctx, c.client, {{ method.argument }}, options)
	if err != nil {
		return nil, err
	}
	return &{{ method.handle.name }}{{ "{" }}{{ method.handle.value }}}, nil
}

// {{ method.name }}Handle finds a call of {{ method.full_name }} by its id. An empty run id is the latest run's.
{%- for line in method.deprecation %}
//{{ line }}
{%- endfor %}
func (c *{{ service.name }}Client) {{ method.name }}Handle(ctx context.Context, workflowID, runID string) *{{ method.handle.name }} {
	handle := {{ method.variable }}.Handle(ctx, c.client, workflowID, runID)
	return &{{ method.handle.name }}{{ "{" }}{{ method.handle.value }}}
}
{% include "go/withstart.go" %}
// {{ method.handle.name }} is a call of {{ method.full_name }} that has been started.
type {{ method.handle.name }} struct {
	{{ method.handle.field }}
}
{% include "go/handle.go" -%}
{% endfor -%}
