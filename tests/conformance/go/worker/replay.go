package main

import (
	"fmt"
	"path/filepath"

	stubs "example.com/conformance/gen/conformance/v1/conformancev1stubborn"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/worker"
)

// replayer takes whole services, of which it replays the workflows.
type replayer struct {
	worker.WorkflowReplayer
	worker.NexusServiceRegistry
}

func (replayer) RegisterActivity(any) {}

func (replayer) RegisterActivityWithOptions(any, activity.RegisterOptions) {}

func (replayer) RegisterDynamicActivity(any, activity.DynamicRegisterOptions) {}

var _ worker.Registry = replayer{}

// replay fails where a workflow would do something else than it did.
func replay(folder string) error {
	paths, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err != nil {
		return err
	}
	all := replayer{WorkflowReplayer: worker.NewWorkflowReplayer()}
	stubs.RegisterBasic(all, basic{})
	registerOthers(all)
	registerShared(all, options{})
	for _, path := range paths {
		if err := all.ReplayWorkflowHistoryFromJSONFile(quiet{}, path); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	return nil
}
