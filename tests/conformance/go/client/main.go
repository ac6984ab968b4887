// Command client makes the calls that standard input asks for. See ../../PROTOCOL.md.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"sync"

	"example.com/conformance/gen/stubborn"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"
)

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
	flag.Parse()
	if err := serve(*address, os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// serve answers every line, in any order, and ends where its input does.
func serve(address string, input io.Reader, output io.Writer) error {
	session := newSession(address)
	var writing sync.Mutex
	lines := bufio.NewReader(input)
	for {
		line, err := lines.ReadBytes('\n')
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		go func() {
			answer, err := json.Marshal(session.answer(context.Background(), line))
			if err != nil {
				panic(err)
			}
			writing.Lock()
			defer writing.Unlock()
			_, _ = output.Write(append(answer, '\n'))
		}()
	}
}

func dial(address, namespace string) (client.Client, error) {
	return stubborn.Dial(client.Options{HostPort: address, Namespace: namespace, Logger: quiet{}})
}
