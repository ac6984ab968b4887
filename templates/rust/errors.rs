impl rt::DeclaredError for {{ error.message }} {
{%- for constant in error.constants %}
    {{ constant }}
{%- endfor %}
{% for line in error.text %}
    {{ line }}
{%- endfor %}
}