// Command worker is the legacy one.
package main

import (
	"context"
	"log"
	"os"
	"time"

	shopv1 "example.com/migration/gen/shop/v1"
	"example.com/migration/gen/shop/v1/shopv1stubborn"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
)

type orders struct{}

// Ship is a handler: it is free to do I/O, and is done again if its worker is lost.
func (orders) Ship(_ context.Context, request *shopv1.ShipRequest) (*shopv1.ShipReply, error) {
	time.Sleep(300 * time.Millisecond)
	return &shopv1.ShipReply{Order: request.GetOrder(), By: "Go"}, nil
}

func main() {
	c, err := client.Dial(client.Options{HostPort: os.Getenv("TEMPORAL_ADDRESS")})
	if err != nil {
		log.Fatal(err)
	}
	defer c.Close()

	w := shopv1stubborn.NewOrdersWorker(c, orders{})
	if err := w.Run(worker.InterruptCh()); err != nil {
		log.Fatal(err)
	}
}
