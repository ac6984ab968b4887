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
{%- endfor %}
