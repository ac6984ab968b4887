{%- for activity in service.activities %}
var {{ activity.variable }} = {{ activity.definition }}
{% if let Some(rendered) = activity.rendered %}
func {{ rendered.name }}({{ rendered.parameter }}) stubborn.Rendered {
	var rendered stubborn.Rendered
{%- for line in rendered.lines %}
	{{ line }}
{%- endfor %}
	return rendered
}
{% endif %}
{%- endfor %}
// {{ service.name }}Activities is what implements the activities of {{ service.full_name }}.
//
// Activities may do whatever they like, and are begun again after an error or the loss of their worker
// unless they say otherwise: stubborn.IdempotencyKey is the same in all attempts, stubborn.Attempt
// counts them. One that returns activity.ErrResultPending is answered later, by the SDK's
// client.CompleteActivity.
{%- for line in service.deprecation %}
//{{ line }}
{%- endfor %}
type {{ service.name }}Activities interface {
{%- for activity in service.activities %}
	// {{ activity.name }} does {{ activity.full_name }}.
{%- for line in activity.doc %}
	//{{ line }}
{%- endfor %}
{%- for line in activity.deprecation %}
	//{{ line }}
{%- endfor %}
	{{ activity.name }}({{ activity.implementation }}) {{ activity.result }}
{%- endfor %}
}

// Register{{ service.name }}Activities adds all activities of {{ service.full_name }} to a worker.
{%- for line in service.deprecation %}
//{{ line }}
{%- endfor %}
func Register{{ service.name }}Activities(registry worker.ActivityRegistry, activities {{ service.name }}Activities) {
{%- for activity in service.activities %}
	{{ activity.variable }}.Register(registry, {{ activity.function }})
{%- endfor %}
}
{% match service.activity_queues.as_slice() %}{% when [] %}{% when [queue] %}
// New{{ service.name }}ActivityWorker makes a worker of the activities of {{ service.full_name }} on their task queue.
{%- for line in service.deprecation %}
//{{ line }}
{%- endfor %}
func New{{ service.name }}ActivityWorker(c client.Client, activities {{ service.name }}Activities, options ...stubborn.WorkerOption) worker.Worker {
	w := stubborn.NewActivityWorkers(c, []string{{ "{" }}{{ queue }}}, options)[0]
	Register{{ service.name }}Activities(w, activities)
	return w
}
{% when queues %}
// New{{ service.name }}ActivityWorkers makes workers of the activities of {{ service.full_name }}, one on each of their task queues.
{%- for line in service.deprecation %}
//{{ line }}
{%- endfor %}
func New{{ service.name }}ActivityWorkers(c client.Client, activities {{ service.name }}Activities, options ...stubborn.WorkerOption) []worker.Worker {
	workers := stubborn.NewActivityWorkers(c, []string{{ "{" }}{{ queues|join(", ") }}}, options)
	for _, w := range workers {
		Register{{ service.name }}Activities(w, activities)
	}
	return workers
}
{% endmatch %}
// {{ service.name }}ActivityCalls calls the activities of {{ service.full_name }} from inside workflows.
{%- for line in service.deprecation %}
//{{ line }}
{%- endfor %}
type {{ service.name }}ActivityCalls struct{}
{% for activity in service.activities %}
// {{ activity.name }} executes {{ activity.full_name }}.
{%- for line in activity.doc %}
//{{ line }}
{%- endfor %}
{%- for line in activity.deprecation %}
//{{ line }}
{%- endfor %}
func ({{ service.name }}ActivityCalls) {{ activity.name }}(ctx workflow.Context, {{ activity.parameter }}options ...stubborn.ActivityOption) {{ activity.result }} {
{%- if activity.void %}
	_, err := {{ activity.variable }}.Execute(ctx, {{ activity.argument }}, options)
	return err
{%- else %}
	return {{ activity.variable }}.Execute(ctx, {{ activity.argument }}, options)
{%- endif %}
}

// Start{{ activity.name }} starts {{ activity.full_name }} without waiting for its reply.
{%- for line in activity.deprecation %}
//{{ line }}
{%- endfor %}
func ({{ service.name }}ActivityCalls) Start{{ activity.name }}(ctx workflow.Context, {{ activity.parameter }}options ...stubborn.ActivityOption) (*{{ activity.handle() }}, error) {
{%- if activity.void %}
	handle, err := {{ activity.variable }}.Start(ctx, {{ activity.argument }}, options)
	if err != nil {
		return nil, err
	}
	return &{{ activity.handle() }}{ActivityHandle: handle}, nil
{%- else %}
	return {{ activity.variable }}.Start(ctx, {{ activity.argument }}, options)
{%- endif %}
}
{% endfor -%}
