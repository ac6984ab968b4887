
	{{- "" }}	{{ method.variable }}.RegisterRunning(registry, func(ctx workflow.Context, {% if method.parameter.is_empty() %}_{% else %}request{% endif %} *{{ method.request }}) stubborn.Running[*{{ method.reply }}] {
		run := service.New{{ method.name }}(ctx{% if !method.parameter.is_empty() %}, request{% endif %})
		return stubborn.Running[*{{ method.reply }}]{
{%- if method.void %}
			Execute: func(ctx workflow.Context) (*{{ method.reply }}, error) {
				return &{{ method.reply }}{}, run.{{ method.execute }}(ctx)
			},
{%- else %}
			Execute: run.{{ method.execute }},
{%- endif %}
			Takes: []stubborn.MessageHandler{
{%- for message in method.messages.all() %}
				{{ message.variable }}.Handle({{ message.function }}){% if message.validate %}.Validate({{ message.validator }}){% endif %},
{%- endfor %}
			},
		}
	}, options)