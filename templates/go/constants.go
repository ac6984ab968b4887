// Names of {{ service.full_name }} on the wire.
const (
{%- for constant in service.constants %}
	// {{ constant.name }} is {{ constant.what }}.
	{{ constant.name }} = {{ constant.value }}
{%- endfor %}
)
{% for method in service.methods %}
var {{ method.variable }} = {{ method.definition }}
{% if let Some(id) = method.id %}
func {{ id.name }}({{ id.parameters }}) string {
	return {{ id.expression }}
}
{% endif %}
{%- if let Some(rendered) = method.rendered %}
func {{ rendered.name }}({{ rendered.parameter }}) stubborn.Rendered {
	var rendered stubborn.Rendered
{%- for line in rendered.lines %}
	{{ line }}
{%- endfor %}
	return rendered
}
{% endif %}
{%- for message in method.messages.all() %}
var {{ message.variable }} = {{ message.definition }}
{% if let Some(id) = message.id %}
func {{ id.name }}({{ id.parameters }}) string {
	return {{ id.expression }}
}
{% endif %}
{%- endfor %}
{%- endfor %}
