// kapacitord receives points and answers with the mean of their window.
//
//	kapacitord [-config FILE]
//	kapacitord version
//	kapacitord udf PROGRAM [ARGUMENT...]     passes the numbers of standard input through a function of the user's
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"os/signal"
	"runtime"
	"strconv"
	"strings"
	"syscall"

	"github.com/influxdata/kapacitor/server"
	"github.com/influxdata/kapacitor/udf"
	"github.com/influxdata/kapacitor/window"
)

var version = "unknown"

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "kapacitord:", err)
		os.Exit(1)
	}
}

func run(words []string) error {
	if len(words) > 0 && (words[0] == "version" || words[0] == "--version") {
		fmt.Printf("kapacitord %s (%s/%s, means by %s)\n", version, runtime.GOOS, runtime.GOARCH, window.Engine)
		return nil
	}
	if len(words) > 1 && words[0] == "udf" {
		return pass(os.Stdin, os.Stdout, words[1], words[2:]...)
	}
	return serve(words)
}

func serve(words []string) error {
	flags := flag.NewFlagSet("kapacitord", flag.ExitOnError)
	path := flags.String("config", "", "the configuration `file`")
	flags.Parse(words)
	if flags.NArg() > 0 {
		return fmt.Errorf("there is no command %q", flags.Arg(0))
	}
	config := server.Default()
	if *path != "" {
		var err error
		if config, err = server.ReadConfig(*path); err != nil {
			return err
		}
	}
	listener, err := net.Listen("tcp", config.BindAddress)
	if err != nil {
		return err
	}
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-stop
		listener.Close()
	}()
	fmt.Println("kapacitord", version, "listens on", listener.Addr())
	if err := server.New(version, config).Serve(listener); !errors.Is(err, net.ErrClosed) {
		return err
	}
	return nil
}

func pass(input io.Reader, output io.Writer, program string, arguments ...string) error {
	process, err := udf.Start(program, arguments...)
	if err != nil {
		return err
	}
	lines := bufio.NewScanner(input)
	for lines.Scan() {
		value, err := strconv.ParseFloat(strings.TrimSpace(lines.Text()), 64)
		if err != nil {
			return err
		}
		point, err := process.Send(&udf.Point{Series: "stdin", Value: value})
		if err != nil {
			return err
		}
		fmt.Fprintln(output, point.Value)
	}
	if err := lines.Err(); err != nil {
		return err
	}
	return process.Close()
}
