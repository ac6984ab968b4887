{%- for constant in service.constants %}
{{ constant.assignment }}
"""{{ constant.doc }}"""
{% endfor %}
{%- for method in service.methods %}
{%- if let Some(function) = method.id_function %}

{{ function }}
{% endif %}
{%- endfor %}
{%- if service.has_ids() %}
{% endif %}
{%- for method in service.methods %}
{{ method.definition }}
{% endfor %}
