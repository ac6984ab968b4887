package main

import (
	"context"
	"flag"
	"slices"
	"strings"
	"testing"
	"time"

	pb "example.com/conformance/gen/conformance/v1"
	stubs "example.com/conformance/gen/conformance/v1/conformancev1stubborn"
	"github.com/google/uuid"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/worker"
)

// patience is less than the workflows here sleep.
const patience = 30 * time.Second

var server = flag.String("temporal", "", "the server's program")

// double stands for Tasks.
type double struct{}

func (double) Send(_ context.Context, request *pb.TaskRequest) (*pb.TaskReply, error) {
	return &pb.TaskReply{Text: "double of " + request.GetText()}, nil
}

func (d double) Look(ctx context.Context, request *pb.TaskRequest) (*pb.TaskReply, error) {
	return d.Send(ctx, request)
}

func (d double) Far(ctx context.Context, request *pb.TaskRequest) (*pb.TaskReply, error) {
	return d.Send(ctx, request)
}

func (d double) Watch(ctx context.Context, request *pb.TaskRequest) (*pb.TaskReply, error) {
	return d.Send(ctx, request)
}

func (double) Ping(context.Context) error { return nil }

func newEnvironment() *testsuite.TestWorkflowEnvironment {
	var suite testsuite.WorkflowTestSuite
	suite.SetLogger(quiet{})
	return suite.NewTestWorkflowEnvironment()
}

func TestSkipsTime(t *testing.T) {
	began := time.Now()
	reply, err := stubs.NewSettingsTests(newEnvironment(), settings{}).Stay(&pb.MarkRequest{Key: "key"})
	if err != nil || reply.GetLanguage() != language {
		t.Errorf("got %v, %v", reply, err)
	}
	if took := time.Since(began); took > patience {
		t.Errorf("took %v", took)
	}
}

func TestCallsDoubles(t *testing.T) {
	for _, call := range []*pb.UseRequest{
		{Call: &pb.UseRequest_Send{Send: &pb.TaskRequest{Text: "a"}}},
		{Call: &pb.UseRequest_Far{Far: &pb.TaskRequest{Text: "a"}}},
	} {
		environment := newEnvironment()
		stubs.RegisterTasksActivities(environment, double{})
		reply, err := stubs.NewDeskTests(environment, desk{}).Use(call)
		if err != nil || reply.GetReply().GetText() != "double of a" {
			t.Errorf("%v: got %v, %v", call, reply, err)
		}
	}
}

func TestTellsAndAsks(t *testing.T) {
	environment := newEnvironment()
	run := stubs.NewBoardRunTest(environment)
	environment.RegisterDelayedCallback(func() {
		if err := run.Add(&pb.AddRequest{Text: "a"}); err != nil {
			t.Error(err)
		}
		if err := run.Cancel(); err != nil {
			t.Error(err)
		}
	}, time.Minute)
	reply, err := stubs.NewBoardTests(environment, board{}).Run(&pb.RunRequest{Key: "key"})
	want := []string{"add a", "cancel"}
	if err != nil || !slices.Equal(reply.GetEvents(), want) {
		t.Errorf("got %v, %v", reply, err)
	}
	state, err := run.Describe(&pb.DescribeRequest{Prefix: "add"})
	if err != nil || !slices.Equal(state.GetEvents(), want[:1]) {
		t.Errorf("got %v, %v", state, err)
	}
}

// later answers from outside, when the function has ended.
type later struct {
	double
	client client.Client
}

func (l later) Send(ctx context.Context, request *pb.TaskRequest) (*pb.TaskReply, error) {
	token := activity.GetInfo(ctx).TaskToken
	go func() {
		time.Sleep(300 * time.Millisecond)
		reply := &pb.TaskReply{Text: "later " + request.GetText()}
		if err := l.client.CompleteActivity(context.Background(), token, reply, nil); err != nil {
			panic(err)
		}
	}()
	return nil, activity.ErrResultPending
}

func TestAnswersLater(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	c := newServer(ctx, t)
	w := stubs.NewDeskWorker(c, desk{})
	stubs.RegisterTasksActivities(w, later{client: c})
	run(t, w)
	reply, err := stubs.NewDeskClient(c).Use(ctx, &pb.UseRequest{
		Call: &pb.UseRequest_Send{Send: &pb.TaskRequest{Text: "a"}},
	})
	if err != nil || reply.GetReply().GetText() != "later a" {
		t.Errorf("got %v, %v", reply, err)
	}
}

func newServer(ctx context.Context, t *testing.T) client.Client {
	dev, err := testsuite.StartDevServer(ctx, testsuite.DevServerOptions{
		ExistingPath:  *server,
		ClientOptions: &client.Options{Logger: quiet{}},
		LogLevel:      "error",
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := dev.Stop(); err != nil {
			t.Error(err)
		}
	})
	return dev.Client()
}

func run(t *testing.T, w worker.Worker) {
	if err := w.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.Stop)
}

func TestSchedules(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	c := newServer(ctx, t)
	run(t, stubs.NewSettingsWorker(c, settings{}))

	key := uuid.NewString()
	action, err := stubs.SettingsSchedules{}.Again(&pb.MarkRequest{Key: key, Count: 2})
	if err != nil {
		t.Fatal(err)
	}
	schedule, err := c.ScheduleClient().Create(ctx, client.ScheduleOptions{
		ID: key, Action: action, TriggerImmediately: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	id, err := started(ctx, schedule)
	if err != nil || !strings.HasPrefix(id, "again/"+key) {
		t.Fatalf("started %q, %v", id, err)
	}
	reply, err := stubs.NewSettingsClient(c).AgainHandle(ctx, id, "").Result(ctx)
	if err != nil || reply.GetText() != "xx" {
		t.Errorf("got %v, %v", reply, err)
	}
}

// started is the id of the workflow that a schedule has started.
func started(ctx context.Context, schedule client.ScheduleHandle) (string, error) {
	for {
		description, err := schedule.Describe(ctx)
		if err != nil {
			return "", err
		}
		for _, recent := range description.Info.RecentActions {
			return recent.StartWorkflowResult.WorkflowID, nil
		}
		time.Sleep(100 * time.Millisecond)
	}
}
