package main

import (
	"time"

	usersv1 "example.com/register_user/gen/users/v1"
	"example.com/register_user/gen/users/v1/usersv1stubborn"
	"go.temporal.io/sdk/workflow"
)

const (
	mails = 3
	day   = 24 * time.Hour
)

// users begins workflows; a schema's service is an interface, so that none is forgotten.
type users struct{}

func (users) NewRegister(_ workflow.Context, request *usersv1.RegisterRequest) usersv1stubborn.UsersRegisterWorkflow {
	registration := &registration{user: request.GetUserId(), address: request.GetAddress(), day: day}
	if request.Day != nil {
		registration.day = request.GetDay().AsDuration()
	}
	return registration
}

// registration is one run of the workflow. It may take days, and outlive any process that it runs in.
type registration struct {
	user, address string
	day           time.Duration
	state         usersv1.RegistrationState
}

func (r *registration) Execute(ctx workflow.Context) (*usersv1.RegisterReply, error) {
	for _, days := range []time.Duration{1, 2, 0} {
		if err := r.sendMail(ctx); err != nil {
			return nil, err
		}
		if err := r.waitFor(ctx, days*r.day); err != nil {
			return nil, err
		}
		if r.state.Confirmed {
			break
		}
	}
	return &usersv1.RegisterReply{Confirmed: r.state.Confirmed, Mails: r.state.Mails}, nil
}

func (r *registration) sendMail(ctx workflow.Context) error {
	r.state.Mails++
	return usersv1stubborn.AccountsActivityCalls{}.SendConfirmation(ctx, &usersv1.SendConfirmationRequest{
		UserId: r.user, Address: r.address, Mail: r.state.Mails,
	})
}

// waitFor returns as soon as the address is confirmed, and asks the database when the time is over.
func (r *registration) waitFor(ctx workflow.Context, time time.Duration) error {
	if time == 0 {
		return nil
	}
	confirmed, err := workflow.AwaitWithTimeout(ctx, time, func() bool { return r.state.Confirmed })
	if err != nil || confirmed {
		return err
	}
	known, err := usersv1stubborn.AccountsActivityCalls{}.IsConfirmed(ctx, &usersv1.IsConfirmedRequest{UserId: r.user})
	if err != nil {
		return err
	}
	r.state.Confirmed = r.state.Confirmed || known.GetConfirmed()
	return nil
}

// Confirm is the signal.
func (r *registration) Confirm(workflow.Context) error {
	r.state.Confirmed = true
	return nil
}

// State answers the query.
func (r *registration) State() (*usersv1.RegistrationState, error) {
	return &r.state, nil
}
