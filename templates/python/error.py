{% if let Some(function) = error.text_function -%}
{{ function }}


{% endif -%}
{{ error.class_line }}
    """{{ error.doc.start }}Fails a call with ``{{ error.full_name }}``.{{ error.doc.end }}"""

    {{ error.declaration }}
