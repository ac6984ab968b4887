// Command worker implements the greeter.
package main

import (
	"log"
	"os"

	hellov1 "example.com/hello/gen/hello/v1"
	"example.com/hello/gen/hello/v1/hellov1stubborn"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
)

type greeter struct{}

func (greeter) SayHello(_ workflow.Context, request *hellov1.SayHelloRequest) (*hellov1.SayHelloReply, error) {
	return &hellov1.SayHelloReply{Text: "Hello " + request.GetName() + ", Go here!"}, nil
}

func main() {
	c, err := client.Dial(client.Options{HostPort: os.Getenv("TEMPORAL_ADDRESS")})
	if err != nil {
		log.Fatal(err)
	}
	defer c.Close()

	w := hellov1stubborn.NewGreeterWorker(c, greeter{})
	if err := w.Run(worker.InterruptCh()); err != nil {
		log.Fatal(err)
	}
}
