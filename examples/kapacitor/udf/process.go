// Package udf runs functions of the user's as processes of their own, and passes points through them.
package udf

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"

	"github.com/golang/protobuf/proto"
)

const mostBytes = 1 << 20

// Process is a function that runs.
type Process struct {
	command *exec.Cmd
	input   io.WriteCloser
	output  *bufio.Reader
}

// Start starts a program that speaks udf.proto.
func Start(program string, arguments ...string) (*Process, error) {
	command := exec.Command(program, arguments...)
	command.Stderr = os.Stderr
	input, err := command.StdinPipe()
	if err != nil {
		return nil, err
	}
	output, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	return &Process{command, input, bufio.NewReader(output)}, command.Start()
}

// Send passes one point through the function.
func (p *Process) Send(point *Point) (*Point, error) {
	if err := p.write(&Request{Message: &Request_Point{Point: point}}); err != nil {
		return nil, err
	}
	response := &Response{}
	if err := p.read(response); err != nil {
		return nil, err
	}
	switch message := response.Message.(type) {
	case *Response_Point:
		return message.Point, nil
	case *Response_Error:
		return nil, errors.New(message.Error)
	default:
		return nil, fmt.Errorf("the function answers with %T and not with a point", message)
	}
}

// Close ends the function and waits for it.
func (p *Process) Close() error {
	p.input.Close()
	return p.command.Wait()
}

func (p *Process) write(message proto.Message) error {
	bytes, err := proto.Marshal(message)
	if err != nil {
		return err
	}
	length := make([]byte, binary.MaxVarintLen64)
	_, err = p.input.Write(append(length[:binary.PutUvarint(length, uint64(len(bytes)))], bytes...))
	return err
}

func (p *Process) read(message proto.Message) error {
	length, err := binary.ReadUvarint(p.output)
	if err != nil {
		return fmt.Errorf("the function does not answer: %w", err)
	}
	if length > mostBytes {
		return fmt.Errorf("the function answers with %d bytes, more than %d", length, mostBytes)
	}
	bytes := make([]byte, length)
	if _, err := io.ReadFull(p.output, bytes); err != nil {
		return err
	}
	return proto.Unmarshal(bytes, message)
}
