
    {{ function.doc }}
{%- if function.deprecated %}
    #[deprecated]
{%- endif %}
    {{ function.signature }}
        {{ function.body }}
    }