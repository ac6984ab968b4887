package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"

	"example.com/conformance/gen/stubborn"
	"google.golang.org/protobuf/proto"
)

// request is a line of standard input.
type request struct {
	ID         int     `json:"id"`
	Op         string  `json:"op"`
	Namespace  string  `json:"namespace"`
	Method     string  `json:"method"`
	Request    []byte  `json:"request"`
	Options    options `json:"options"`
	WorkflowID string  `json:"workflow_id"`
	RunID      string  `json:"run_id"`
	Handle     *int    `json:"handle"`
	Reason     string  `json:"reason"`

	Message        string `json:"message"`
	MessageRequest []byte `json:"message_request"`
	// Update is the request whose update's handle to use.
	Update   *int   `json:"update"`
	UpdateID string `json:"update_id"`
}

// answer is a line of standard output.
type answer map[string]any

// session is what the program keeps between requests.
type session struct {
	address string
	mutex   sync.Mutex
	methods map[string]map[string]method
	handles map[int]handle
	updates map[int]updated
}

func newSession(address string) *session {
	return &session{address: address, methods: map[string]map[string]method{}, handles: map[int]handle{}, updates: map[int]updated{}}
}

// answer tells whatever comes of a request.
func (s *session) answer(ctx context.Context, line []byte) answer {
	var asked request
	if err := json.Unmarshal(line, &asked); err != nil {
		return answer{"fault": err.Error()}
	}
	told, err := s.perform(ctx, asked)
	var known *stubborn.Error
	switch {
	case errors.As(err, &known):
		told = answer{"error": detailed(described(known), err)}
	case err != nil:
		told = answer{"fault": fmt.Sprintf("%T: %v", err, err)}
	}
	told["id"] = asked.ID
	return told
}

func described(err *stubborn.Error) answer {
	told := answer{"code": string(err.Code), "message": err.Message, "non_retryable": err.NonRetryable}
	for name, value := range map[string]string{
		"method":      err.Method,
		"workflow_id": err.WorkflowID,
		"run_id":      err.RunID,
		"type":        err.Type,
		"outcome":     string(err.Outcome),
	} {
		if value != "" {
			told[name] = value
		}
	}
	var causes []answer
	for _, cause := range err.Causes() {
		causes = append(causes, answer{"type": cause.Type, "message": cause.Message})
	}
	if err.Started {
		told["started"] = true
	}
	if causes != nil {
		told["causes"] = causes
	}
	return told
}

// detailed adds what a declared error tells.
func detailed(told answer, err error) answer {
	if detail := stubborn.DetailOf(err); detail != nil {
		data, err := proto.MarshalOptions{}.MarshalAppend([]byte{}, detail)
		if err != nil {
			panic(err)
		}
		told["declared"], told["detail"] = string(detail.ProtoReflect().Descriptor().FullName()), data
	}
	return told
}

func (s *session) perform(ctx context.Context, asked request) (answer, error) {
	called, err := s.method(asked)
	if err != nil {
		return nil, err
	}
	switch asked.Op {
	case "execute":
		ctx, done := asked.Options.limit(ctx)
		defer done()
		return response(called.execute(ctx, asked.Request, asked.Options.all()))
	case "start":
		started, err := called.start(ctx, asked.Request, asked.Options.all())
		if err != nil {
			return nil, err
		}
		return s.keep(asked, started), nil
	case "signal_with_start", "update_with_start":
		return s.startWith(ctx, called, asked)
	case "signal", "query", "update", "start_update", "update_result":
		return s.send(ctx, called, asked)
	}
	return follow(ctx, asked, s.handle(ctx, called, asked))
}

// keep answers the ids of a handle that later requests may use.
func (s *session) keep(asked request, started handle) answer {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.handles[asked.ID] = started
	return answer{"workflow_id": started.WorkflowID(), "run_id": started.RunID()}
}

// follow does what a handle can.
func follow(ctx context.Context, asked request, started handle) (answer, error) {
	switch asked.Op {
	case "result":
		ctx, done := asked.Options.limit(ctx)
		defer done()
		var options []stubborn.ResultOption
		if asked.Options.CancelOnDeadline {
			options = append(options, stubborn.CancelOnDeadline())
		}
		return response(started.result(ctx, options...))
	case "cancel":
		return answer{}, started.Cancel(ctx)
	case "terminate":
		return answer{}, started.Terminate(ctx, asked.Reason)
	case "describe":
		return describe(ctx, started)
	default:
		return nil, fmt.Errorf("unknown op %s", asked.Op)
	}
}

func describe(ctx context.Context, started handle) (answer, error) {
	description, err := started.Describe(ctx)
	if err != nil {
		return nil, err
	}
	return answer{
		"workflow_id":   description.WorkflowExecution.ID,
		"run_id":        description.WorkflowExecution.RunID,
		"workflow_type": description.WorkflowType.Name,
		"task_queue":    description.TaskQueueName,
		"status":        screaming(description.Status.String()),
	}, nil
}

// screaming turns TimedOut into TIMED_OUT.
func screaming(name string) string {
	var text strings.Builder
	for i, c := range name {
		if i > 0 && c >= 'A' && c <= 'Z' {
			text.WriteByte('_')
		}
		text.WriteRune(c)
	}
	return strings.ToUpper(text.String())
}

func response(reply []byte, err error) (answer, error) {
	if err != nil || reply == nil {
		return answer{}, err
	}
	return answer{"response": reply}, nil
}

// method finds a method's calls, of one client a namespace.
func (s *session) method(asked request) (method, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	methods, ok := s.methods[asked.Namespace]
	if !ok {
		connected, err := dial(s.address, asked.Namespace)
		if err != nil {
			return method{}, err
		}
		methods = allMethods(connected)
		s.methods[asked.Namespace] = methods
	}
	found, ok := methods[asked.Method]
	if !ok {
		return method{}, fmt.Errorf("unknown method %s", asked.Method)
	}
	return found, nil
}

func (s *session) handle(ctx context.Context, called method, asked request) handle {
	if asked.Handle == nil {
		return called.find(ctx, asked.WorkflowID, asked.RunID)
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.handles[*asked.Handle]
}
