// Command client calls the greeter, whoever implements it.
package main

import (
	"context"
	"fmt"
	"log"
	"os"

	hellov1 "example.com/hello/gen/hello/v1"
	"example.com/hello/gen/hello/v1/hellov1stubborn"
	"go.temporal.io/sdk/client"
)

func main() {
	c, err := client.Dial(client.Options{HostPort: os.Getenv("TEMPORAL_ADDRESS")})
	if err != nil {
		log.Fatal(err)
	}
	defer c.Close()

	greeter := hellov1stubborn.NewGreeterClient(c)
	reply, err := greeter.SayHello(context.Background(), &hellov1.SayHelloRequest{Name: "Go"})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(reply.GetText())
}
