{%- for constant in service.constants %}
{{ constant.assignment }}
"""{{ constant.doc }}"""
{% endfor %}
{%- for method in service.methods %}
{%- for function in method.functions %}

{{ function }}
{% endfor %}
{%- endfor %}
{%- for activity in service.activities %}
{%- for function in activity.functions %}

{{ function }}
{% endfor %}
{%- endfor %}
{%- if service.has_functions() %}
{% endif %}
{%- for method in service.methods %}
{{ method.definition }}
{% endfor %}
{%- for activity in service.activities %}
{{ activity.definition }}
{% endfor %}
