// Command change calls or serves one contract, before or after a change. See ../../PROTOCOL.md.
package main

import (
	"bufio"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"reflect"
	"time"

	pb "example.com/change/gen/conformance/change/v1"
	stubs "example.com/change/gen/conformance/change/v1/changev1stubborn"
	"example.com/change/gen/stubborn"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"
	"google.golang.org/protobuf/proto"
)

// quiet keeps the SDK off standard output, which carries the protocol alone.
type quiet struct{ log.Logger }

func (quiet) Debug(string, ...any) {}
func (quiet) Info(string, ...any)  {}
func (quiet) Warn(message string, values ...any) {
	fmt.Fprintln(os.Stderr, append([]any{"WARN", message}, values...)...)
}
func (quiet) Error(message string, values ...any) {
	fmt.Fprintln(os.Stderr, append([]any{"ERROR", message}, values...)...)
}

// change has a function for whatever either contract has.
type change struct {
	told *pb.Subject
}

func (c change) Same(_ context.Context, request *pb.Subject) (*pb.Subject, error) {
	if request.GetKey() == "told" {
		return c.told, nil
	}
	return request, nil
}

func (c change) Timed(ctx context.Context, request *pb.Subject) (*pb.Subject, error) {
	return c.Same(ctx, request)
}

func (c change) Kept(ctx context.Context, request *pb.Subject) (*pb.Subject, error) {
	return c.Same(ctx, request)
}

func (c change) Renewed(ctx context.Context, request *pb.Subject) (*pb.Subject, error) {
	return c.Same(ctx, request)
}

func (c change) Old(ctx context.Context, request *pb.Subject) (*pb.Subject, error) {
	return c.Same(ctx, request)
}

func (c change) Fresh(ctx context.Context, request *pb.Subject) (*pb.Subject, error) {
	return c.Same(ctx, request)
}

func (c change) Added(ctx context.Context, request *pb.Subject) (*pb.Subject, error) {
	return c.Same(ctx, request)
}

type request struct {
	ID         int    `json:"id"`
	Namespace  string `json:"namespace"`
	Method     string `json:"method"`
	Request    []byte `json:"request"`
	DeadlineMS int    `json:"deadline_ms"`
}

type answer map[string]any

func call(address string) error {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		var asked request
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			return err
		}
		told := perform(address, asked)
		told["id"] = asked.ID
		if err := json.NewEncoder(os.Stdout).Encode(told); err != nil {
			return err
		}
	}
	return lines.Err()
}

func perform(address string, asked request) answer {
	c, err := client.Dial(client.Options{HostPort: address, Namespace: asked.Namespace, Logger: quiet{}})
	if err != nil {
		return answer{"fault": err.Error()}
	}
	defer c.Close()
	subject := &pb.Subject{}
	if err := proto.Unmarshal(asked.Request, subject); err != nil {
		return answer{"fault": err.Error()}
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Duration(asked.DeadlineMS)*time.Millisecond)
	defer cancel()
	// Which methods there are depends on the contract.
	method := reflect.ValueOf(stubs.NewChangeClient(c)).MethodByName(asked.Method)
	returned := method.Call([]reflect.Value{reflect.ValueOf(ctx), reflect.ValueOf(subject)})
	err, _ = returned[1].Interface().(error)
	var known *stubborn.Error
	if errors.As(err, &known) {
		return answer{"error": answer{"code": known.Code, "message": known.Message}}
	}
	reply, _ := returned[0].Interface().(*pb.Subject)
	response, failed := proto.Marshal(reply)
	if err := errors.Join(err, failed); err != nil {
		return answer{"fault": err.Error()}
	}
	return answer{"response": append([]byte{}, response...)}
}

func serve(address, namespace, told string) error {
	bytes, err := base64.StdEncoding.DecodeString(told)
	if err != nil {
		return err
	}
	served := change{told: &pb.Subject{}}
	if err := proto.Unmarshal(bytes, served.told); err != nil {
		return err
	}
	c, err := client.Dial(client.Options{HostPort: address, Namespace: namespace, Logger: quiet{}})
	if err != nil {
		return err
	}
	defer c.Close()
	w := stubs.NewChangeWorker(c, served)
	if err := w.Start(); err != nil {
		return err
	}
	defer w.Stop()
	fmt.Println(`{"ready":true}`)
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}

func main() {
	address := flag.String("address", "", "the server's")
	namespace := flag.String("namespace", "", "serves there, and calls nothing")
	told := flag.String("told", "", "what to answer where the key is `told`")
	flag.Parse()
	var err error
	if *namespace == "" {
		err = call(*address)
	} else {
		err = serve(*address, *namespace, *told)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
