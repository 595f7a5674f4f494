// kapacitor talks to a kapacitord.
//
//	kapacitor version
//	kapacitor [-address HOST:PORT] [-wait DURATION] ping
//	kapacitor [-address HOST:PORT] [-wait DURATION] write SERIES VALUE
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"net"
	"os"
	"runtime"
	"strings"
	"time"
)

const pause = 50 * time.Millisecond

var version = "unknown"

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "kapacitor:", err)
		os.Exit(1)
	}
}

func run(words []string) error {
	if len(words) > 0 && (words[0] == "version" || words[0] == "--version") {
		fmt.Printf("kapacitor %s (%s/%s)\n", version, runtime.GOOS, runtime.GOARCH)
		return nil
	}
	flags := flag.NewFlagSet("kapacitor", flag.ExitOnError)
	address := flags.String("address", "127.0.0.1:9092", "where kapacitord listens")
	wait := flags.Duration("wait", 0, "how long a kapacitord may take to start")
	flags.Parse(words)
	if flags.NArg() == 0 {
		return errors.New("give a command: ping, or write SERIES VALUE")
	}
	answer, err := ask(*address, strings.Join(flags.Args(), " "), time.Now().Add(*wait))
	if err != nil {
		return err
	}
	if message := strings.TrimPrefix(answer, "error: "); message != answer {
		return errors.New(message)
	}
	fmt.Println(answer)
	return nil
}

func ask(address, request string, until time.Time) (string, error) {
	connection, err := net.Dial("tcp", address)
	for err != nil && time.Now().Before(until) {
		time.Sleep(pause)
		connection, err = net.Dial("tcp", address)
	}
	if err != nil {
		return "", err
	}
	defer connection.Close()
	if _, err := fmt.Fprintln(connection, request); err != nil {
		return "", err
	}
	answer, err := bufio.NewReader(connection).ReadString('\n')
	return strings.TrimSpace(answer), err
}
