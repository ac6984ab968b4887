// {{ service.name }}Schedules makes what schedules do to call {{ service.full_name }}, for the Action of
// client.ScheduleOptions.
{%- for line in service.deprecation %}
//{{ line }}
{%- endfor %}
type {{ service.name }}Schedules struct{}
{% for method in service.methods %}
// {{ method.name }} calls {{ method.full_name }}.
{%- for line in method.deprecation %}
//{{ line }}
{%- endfor %}
func ({{ service.name }}Schedules) {{ method.name }}({{ method.parameter }}options ...stubborn.StartOption) (*client.ScheduleWorkflowAction, error) {
	return {{ method.variable }}.Schedule({{ method.argument }}, options)
}
{% endfor %}
// {{ service.name }}Tests calls {{ service.full_name }} in the environment of a test, one call an environment.
{%- for line in service.deprecation %}
//{{ line }}
{%- endfor %}
type {{ service.name }}Tests struct {
	environment stubborn.TestEnvironment
}

// New{{ service.name }}Tests serves {{ service.full_name }} in a testsuite.TestWorkflowEnvironment.
{%- for line in service.deprecation %}
//{{ line }}
{%- endfor %}
func New{{ service.name }}Tests(environment stubborn.TestEnvironment, service {{ service.name }}Service) *{{ service.name }}Tests {
	Register{{ service.name }}(environment, service)
	return &{{ service.name }}Tests{environment: environment}
}
{% for method in service.methods %}
// {{ method.name }} executes {{ method.full_name }}.
{%- for line in method.deprecation %}
//{{ line }}
{%- endfor %}
func (t *{{ service.name }}Tests) {{ method.name }}({% if !method.parameter.is_empty() %}request *{{ method.request }}{% endif %}) {{ method.result }} {
{%- if method.void %}
	_, err := {{ method.variable }}.Test(t.environment, {{ method.argument }})
	return err
{%- else %}
	return {{ method.variable }}.Test(t.environment, {{ method.argument }})
{%- endif %}
}
{% endfor -%}
{% for method in service.methods %}
{%- if !method.messages.signals.is_empty() || !method.messages.queries.is_empty() %}
// {{ method.test }} tells and asks the run of {{ method.full_name }} in a test: when it has ended, and from the
// environment's RegisterDelayedCallback before.
{%- for line in method.deprecation %}
//{{ line }}
{%- endfor %}
type {{ method.test }} struct {
	environment stubborn.TestEnvironment
}

// New{{ method.test }} is for what the environment of a test runs.
{%- for line in method.deprecation %}
//{{ line }}
{%- endfor %}
func New{{ method.test }}(environment stubborn.TestEnvironment) *{{ method.test }} {
	return &{{ method.test }}{environment: environment}
}
{% for message in method.messages.signals %}
// {{ message.name }} sends {{ message.full_name }}.
{%- for line in message.deprecation %}
//{{ line }}
{%- endfor %}
func (t *{{ method.test }}) {{ message.name }}({{ message.query_parameter() }}) error {
	return {{ message.variable }}.SendTest(t.environment, {{ message.argument }})
}
{% endfor -%}
{% for message in method.messages.queries %}
// {{ message.name }} asks {{ message.full_name }}.
{%- for line in message.deprecation %}
//{{ line }}
{%- endfor %}
func (t *{{ method.test }}) {{ message.name }}({{ message.query_parameter() }}) {{ message.result }} {
	return {{ message.variable }}.AskTest(t.environment, {{ message.argument }})
}
{% endfor -%}
{%- endif %}
{%- endfor %}