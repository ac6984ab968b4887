// {{ service.name }}Service is what implements {{ service.full_name }}.
{%- for line in service.doc %}
//{{ line }}
{%- endfor %}
//
// Methods that take a workflow.Context are workflows.
{%- if service.has_runs() %} Those whose names begin with New make what
// runs one of them, and takes the messages that come meanwhile.
{%- endif %}
{%- if service.has_handlers() %} The others, handlers, may do whatever they
// like, and may be begun again after an error or the loss of their worker: stubborn.IdempotencyKey
// is the same in all attempts, stubborn.Attempt counts them. What a handler records with
// activity.RecordHeartbeat reaches the next attempt by activity.GetHeartbeatDetails, in whatever
// language that runs: one value as encoding/json writes it, a number, a text or a struct, is read
// by all. Cancellation reaches ctx.Done() where a handler records heartbeats.
{%- endif %}
{%- for line in service.deprecation %}
//{{ line }}
{%- endfor %}
type {{ service.name }}Service interface {
{%- for method in service.methods %}
{%- if method.messages.is_empty() %}
	// {{ method.name }} answers {{ method.full_name }}.
{%- else %}
	// New{{ method.name }} begins a run of {{ method.full_name }}.
{%- endif %}
{%- for line in method.doc %}
	//{{ line }}
{%- endfor %}
{%- for line in method.deprecation %}
	//{{ line }}
{%- endfor %}
{%- if method.messages.is_empty() %}
	{{ method.name }}({{ method.implementation }}) {{ method.result }}
{%- else %}
	New{{ method.name }}({{ method.implementation }}) {{ method.run }}
{%- endif %}
{%- endfor %}
}
{%- for method in service.methods %}
{%- if !method.messages.is_empty() %}

{% include "go/run.go" %}
{%- endif %}
{%- endfor %}

// Register{{ service.name }} adds all of {{ service.full_name }} to a worker.
{%- for line in service.deprecation %}
//{{ line }}
{%- endfor %}
func Register{{ service.name }}(registry worker.Registry, service {{ service.name }}Service, options ...stubborn.RegisterOption) {
{%- for method in service.methods %}
{%- if method.messages.is_empty() %}
	{{ method.variable }}.{{ method.register }}(registry, {{ method.function }}{% if !method.handler %}, options{% endif %})
{%- else %}
{% include "go/registerrun.go" %}
{%- endif %}
{%- endfor %}
}
{% match service.queues.as_slice() %}{% when [queue] %}
// New{{ service.name }}Worker makes a worker of {{ service.full_name }} on its task queue.
{%- for line in service.deprecation %}
//{{ line }}
{%- endfor %}
func New{{ service.name }}Worker(c client.Client, service {{ service.name }}Service, options ...stubborn.WorkerOption) worker.Worker {
	w := stubborn.NewWorker(c, {{ queue }}, options)
	Register{{ service.name }}(w, service)
	return w
}
{% when queues %}
// New{{ service.name }}Workers makes workers of {{ service.full_name }}, one on each of its task queues.
{%- for line in service.deprecation %}
//{{ line }}
{%- endfor %}
func New{{ service.name }}Workers(c client.Client, service {{ service.name }}Service, options ...stubborn.WorkerOption) []worker.Worker {
	workers := stubborn.NewWorkers(c, []string{{ "{" }}{{ queues|join(", ") }}}, options)
	for _, w := range workers {
		Register{{ service.name }}(w, service)
	}
	return workers
}
{% endmatch -%}
