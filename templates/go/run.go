// {{ method.run }} is a run of {{ method.full_name }}. Handlers of what it takes run between its
// steps, none beside another: they change what it waits for by workflow.Await, and may take steps of
// their own. Signals are handled in their order; of those of several kinds that come at once, in the
// order of these methods. A signal that cannot be read is logged and dropped.
{%- for line in method.deprecation %}
//{{ line }}
{%- endfor %}
type {{ method.run }} interface {
	// {{ method.execute }} runs until the call is answered. stubborn.HandlersFinished tells whether
	// handlers are under way.
	{{ method.execute }}(ctx workflow.Context) {{ method.result }}
{%- for message in method.messages.signals %}
	// {{ message.name }} takes {{ message.full_name }}. Its error ends the call.
{%- for line in message.doc %}
	//{{ line }}
{%- endfor %}
{%- for line in message.deprecation %}
	//{{ line }}
{%- endfor %}
	{{ message.name }}(ctx workflow.Context{{ message.parameter }}) error
{%- endfor %}
{%- for message in method.messages.queries %}
	// {{ message.name }} answers {{ message.full_name }}, and changes nothing.
{%- for line in message.doc %}
	//{{ line }}
{%- endfor %}
{%- for line in message.deprecation %}
	//{{ line }}
{%- endfor %}
	{{ message.name }}({{ message.query_parameter() }}) {{ message.result }}
{%- endfor %}
{%- for message in method.messages.updates %}
{%- if message.validate %}
	// Validate{{ message.name }} refuses {{ message.full_name }} by an error, before anything is
	// recorded. It changes nothing.
{%- for line in message.deprecation %}
	//{{ line }}
{%- endfor %}
	Validate{{ message.name }}(ctx workflow.Context{{ message.parameter }}) error
{%- endif %}
	// {{ message.name }} takes {{ message.full_name }}. Its error ends the update alone.
{%- for line in message.doc %}
	//{{ line }}
{%- endfor %}
{%- for line in message.deprecation %}
	//{{ line }}
{%- endfor %}
	{{ message.name }}(ctx workflow.Context{{ message.parameter }}) {{ message.result }}
{%- endfor %}
}
