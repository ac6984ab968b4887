// Command worker serves every service of the schema. See ../../PROTOCOL.md.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"

	stubs "example.com/conformance/gen/conformance/v1/conformancev1stubborn"
	"example.com/conformance/gen/stubborn"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/worker"
)

const language = "go"

// quiet keeps the SDK off standard output, which carries the protocol alone.
type quiet struct{}

func (quiet) Debug(string, ...any) {}
func (quiet) Info(string, ...any)  {}
func (quiet) Warn(message string, values ...any) {
	fmt.Fprintln(os.Stderr, append([]any{"WARN", message}, values...)...)
}
func (quiet) Error(message string, values ...any) {
	fmt.Fprintln(os.Stderr, append([]any{"ERROR", message}, values...)...)
}

var _ log.Logger = quiet{}

func main() {
	address := flag.String("address", "", "the server's")
	namespace := flag.String("namespace", "", "to serve in")
	queue := flag.String("queue", "", "serves everything on one queue")
	histories := flag.String("replay", "", "replays a folder's histories, and serves nothing")
	var options options
	flag.BoolFunc("retry-tasks", "leaves workflows' errors to the SDK", func(string) error {
		options.all = append(options.all, stubborn.RetryTasks())
		options.registered = append(options.registered, stubborn.RetryTasks())
		return nil
	})
	flag.BoolFunc("keep-unknown", "leaves unknown workflow types to the SDK", func(string) error {
		options.all = append(options.all, stubborn.KeepUnknown())
		return nil
	})
	flag.Parse()
	if *histories != "" {
		if err := replay(*histories); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	if err := serve(*address, *namespace, *queue, options); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func serve(address, namespace, queue string, options options) error {
	c, err := stubborn.Dial(client.Options{HostPort: address, Namespace: namespace, Logger: quiet{}})
	if err != nil {
		return err
	}
	defer c.Close()
	workers := workers(c, options)
	if queue != "" {
		workers = []worker.Worker{workerOn(c, queue, options)}
	}
	for _, w := range workers {
		if err := w.Start(); err != nil {
			return err
		}
		defer w.Stop()
	}
	fmt.Println(`{"ready":true}`)
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}

// options are what the command line says of the stubs' workers.
type options struct {
	// all is for ready-made workers.
	all []stubborn.WorkerOption
	// registered is for services on a worker of the SDK.
	registered []stubborn.RegisterOption
}

// workers are those that the stubs offer, on the queues of the schema.
func workers(c client.Client, options options) []worker.Worker {
	desk := stubs.NewDeskWorker(c, desk{}, options.all...)
	stubs.RegisterTasksActivities(desk, tasks{})
	all := []worker.Worker{
		desk,
		stubs.NewTasksActivityWorker(c, tasks{}, options.all...),
		stubs.NewBasicWorker(c, basic{}, options.all...),
		stubs.NewBoardWorker(c, board{}, options.all...),
		stubs.NewDeclaredWorker(c, declared{}, options.all...),
		stubs.NewSettingsWorker(c, settings{}, options.all...),
		stubs.NewDelaysWorker(c, delays{}, options.all...),
		stubs.NewLoneWorker(c, lone{}, options.all...),
		stubs.NewReliabilityWorker(c, reliability{}, options.all...),
	}
	for _, w := range stubs.NewNamesWorkers(c, names{}, options.all...) {
		stubs.RegisterNeighbour(w, neighbour{})
		all = append(all, w)
	}
	shared := worker.New(c, stubs.ValuesTaskQueue, worker.Options{})
	registerShared(shared, options)
	return append(all, shared)
}

// workerOn is one worker for all services.
func workerOn(c client.Client, queue string, options options) worker.Worker {
	w := stubs.NewBasicWorker(c, basic{}, append(options.all, stubborn.OnTaskQueue(queue))...)
	registerOthers(w)
	registerShared(w, options)
	return w
}

func registerOthers(w worker.Registry) {
	stubs.RegisterBoard(w, board{})
	stubs.RegisterSettings(w, settings{})
	stubs.RegisterDelays(w, delays{})
	stubs.RegisterDesk(w, desk{})
	stubs.RegisterTasksActivities(w, tasks{})
	stubs.RegisterDeclared(w, declared{})
	stubs.RegisterLone(w, lone{})
	stubs.RegisterNames(w, names{})
	stubs.RegisterNeighbour(w, neighbour{})
	stubs.RegisterReliability(w, reliability{})
}

func registerShared(w worker.Registry, options options) {
	stubs.RegisterValues(w, values{}, options.registered...)
	stubs.RegisterIds(w, ids{}, options.registered...)
	stubs.RegisterHold(w, hold{}, options.registered...)
	stubs.RegisterRelay(w, relay{}, options.registered...)
}
