package main

import (
	"context"
	"testing"
	"time"

	usersv1 "example.com/register_user/gen/users/v1"
	"example.com/register_user/gen/users/v1/usersv1stubborn"
	"go.temporal.io/sdk/testsuite"
)

// accounts stands for the activities, which the real worker does in Python: whoever forgets one here
// cannot compile.
type accounts struct {
	confirmed bool
	sent      []int32
}

func (a *accounts) SendConfirmation(_ context.Context, request *usersv1.SendConfirmationRequest) error {
	a.sent = append(a.sent, request.GetMail())
	return nil
}

func (a *accounts) IsConfirmed(context.Context, *usersv1.IsConfirmedRequest) (*usersv1.IsConfirmedReply, error) {
	return &usersv1.IsConfirmedReply{Confirmed: a.confirmed}, nil
}

// newTests has no server, and skips the time that workflows wait.
func newTests(accounts *accounts) (*testsuite.TestWorkflowEnvironment, *usersv1stubborn.UsersTests) {
	var suite testsuite.WorkflowTestSuite
	environment := suite.NewTestWorkflowEnvironment()
	usersv1stubborn.RegisterAccountsActivities(environment, accounts)
	return environment, usersv1stubborn.NewUsersTests(environment, users{})
}

func TestSendsThreeMailsInThreeDays(t *testing.T) {
	accounts := &accounts{}
	environment, tests := newTests(accounts)
	began := environment.Now()

	reply, err := tests.Register(&usersv1.RegisterRequest{UserId: "ann"})

	if err != nil || reply.GetConfirmed() || reply.GetMails() != mails {
		t.Errorf("got %v, %v", reply, err)
	}
	if len(accounts.sent) != mails {
		t.Errorf("sent %v", accounts.sent)
	}
	if took := environment.Now().Sub(began); took != 3*day {
		t.Errorf("took %v", took)
	}
}

func TestStopsWhenTheDatabaseKnows(t *testing.T) {
	_, tests := newTests(&accounts{confirmed: true})

	reply, err := tests.Register(&usersv1.RegisterRequest{UserId: "ann"})

	if err != nil || !reply.GetConfirmed() || reply.GetMails() != 1 {
		t.Errorf("got %v, %v", reply, err)
	}
}

func TestStopsAtTheSignal(t *testing.T) {
	environment, tests := newTests(&accounts{})
	run := usersv1stubborn.NewUsersRegisterTest(environment)
	environment.RegisterDelayedCallback(func() {
		if err := run.Confirm(); err != nil {
			t.Error(err)
		}
	}, day+time.Hour)

	reply, err := tests.Register(&usersv1.RegisterRequest{UserId: "ann"})

	if err != nil || !reply.GetConfirmed() || reply.GetMails() != 2 {
		t.Errorf("got %v, %v", reply, err)
	}
}
