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
	flag.Parse()
	if err := serve(*address, *namespace, *queue); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func serve(address, namespace, queue string) error {
	c, err := stubborn.Dial(client.Options{HostPort: address, Namespace: namespace, Logger: quiet{}})
	if err != nil {
		return err
	}
	defer c.Close()
	workers := workers(c)
	if queue != "" {
		workers = []worker.Worker{workerOn(c, queue)}
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

// workers are those that the stubs offer, on the queues of the schema.
func workers(c client.Client) []worker.Worker {
	all := []worker.Worker{
		stubs.NewBasicWorker(c, basic{}),
		stubs.NewLoneWorker(c, lone{}),
		stubs.NewReliabilityWorker(c, reliability{}),
	}
	for _, w := range stubs.NewNamesWorkers(c, names{}) {
		stubs.RegisterNeighbour(w, neighbour{})
		all = append(all, w)
	}
	shared := worker.New(c, stubs.ValuesTaskQueue, worker.Options{})
	registerShared(shared)
	return append(all, shared)
}

// workerOn is one worker for all services.
func workerOn(c client.Client, queue string) worker.Worker {
	w := stubs.NewBasicWorker(c, basic{}, stubborn.OnTaskQueue(queue))
	stubs.RegisterLone(w, lone{})
	stubs.RegisterNames(w, names{})
	stubs.RegisterNeighbour(w, neighbour{})
	stubs.RegisterReliability(w, reliability{})
	registerShared(w)
	return w
}

func registerShared(w worker.Worker) {
	stubs.RegisterValues(w, values{})
	stubs.RegisterIds(w, ids{})
	stubs.RegisterHold(w, hold{})
	stubs.RegisterRelay(w, relay{})
}
