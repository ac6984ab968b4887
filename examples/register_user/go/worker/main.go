// Command worker runs the workflow that registers users.
package main

import (
	"log"
	"os"

	"example.com/register_user/gen/users/v1/usersv1stubborn"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
)

func main() {
	c, err := client.Dial(client.Options{HostPort: os.Getenv("TEMPORAL_ADDRESS")})
	if err != nil {
		log.Fatal(err)
	}
	defer c.Close()

	w := usersv1stubborn.NewUsersWorker(c, users{})
	if err := w.Run(worker.InterruptCh()); err != nil {
		log.Fatal(err)
	}
}
