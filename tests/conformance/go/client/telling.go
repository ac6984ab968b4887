package main

import (
	"context"
	"fmt"
)

// startWith starts a workflow and sends it a message in one step.
func (s *session) startWith(ctx context.Context, called method, asked request) (answer, error) {
	start, ok := called.withMessage[asked.Message]
	if !ok {
		return nil, fmt.Errorf("%s does not start with %s", asked.Method, asked.Message)
	}
	ctx, done := asked.Options.limit(ctx)
	defer done()
	started, reply, err := start(ctx, asked.Request, asked.MessageRequest, asked.Options)
	if started.calling == nil {
		return nil, err
	}
	told := s.keep(asked, started)
	if reply != nil {
		told["response"] = reply
	}
	return told, err
}

// send tells or asks a running workflow.
func (s *session) send(ctx context.Context, called method, asked request) (answer, error) {
	ctx, done := asked.Options.limit(ctx)
	defer done()
	if asked.Op == "update_result" && asked.Update != nil {
		s.mutex.Lock()
		found := s.updates[*asked.Update]
		s.mutex.Unlock()
		return response(found.result(ctx))
	}
	if called.messages == nil {
		return nil, fmt.Errorf("%s takes no messages", asked.Method)
	}
	message, ok := called.messages(s.handle(ctx, called, asked))[asked.Message]
	if !ok {
		return nil, fmt.Errorf("%s does not take %s", asked.Method, asked.Message)
	}
	switch asked.Op {
	case "start_update":
		started, err := message.start(ctx, asked.Request, asked.Options)
		if err != nil {
			return nil, err
		}
		s.mutex.Lock()
		defer s.mutex.Unlock()
		s.updates[asked.ID] = started
		return answer{"update_id": started.id}, nil
	case "update_result":
		return response(message.find(asked.UpdateID).result(ctx))
	default:
		return response(message.send(ctx, asked.Request, asked.Options))
	}
}
