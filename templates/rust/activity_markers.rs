    /// Where workers of its activities poll.
    {{ activities.task_queues }}

    /// Adds every activity to a worker.
    {{ activities.register }}
{%- for activity in activities.activities %}
        {{ activity.register }}
{%- endfor %}
    }
{%- for activity in activities.activities %}

    {{ activity.marker_doc }}
    #[derive(Clone, Copy, Debug)]
    pub struct {{ activity.marker }};

    impl rt::Rpc for {{ activity.marker }} {
        {{ activity.request }}
        {{ activity.reply }}
{% for constant in activity.rpc %}
        {{ constant }}
{%- endfor %}
    }

    impl rt::Activity for {{ activity.marker }} {
{%- for item in activity.items %}
{%- if !loop.first %}
{% endif %}
        {{ item }}
{%- endfor %}
    }
{%- endfor %}