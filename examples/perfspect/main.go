// Command perfspect carries the tools that its reports are made with, and runs them without installing anything.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
)

// version is set by the Makefile from version.txt.
var version = "unknown"

const usage = `Usage:
  perfspect tools                  list the tools inside
  perfspect run TOOL [ARGUMENTS]   run one of them; its exit code is passed on
  perfspect targets [FILE]         list the machines of a targets file (default: targets.yaml)
  perfspect --version
`

// errUsage is answered with the usage text and exit code 2.
var errUsage = errors.New("usage")

func main() {
	code, err := execute(os.Args[1:], os.Stdout)
	if errors.Is(err, errUsage) {
		fmt.Fprint(os.Stderr, usage)
		os.Exit(2)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "perfspect:", err)
		os.Exit(1)
	}
	os.Exit(code)
}

// execute does what the arguments say and returns the exit code.
func execute(args []string, out io.Writer) (int, error) {
	if len(args) == 0 {
		return 0, errUsage
	}
	command, rest := args[0], args[1:]
	switch {
	case command == "--version" && len(rest) == 0:
		fmt.Fprintln(out, "perfspect", version)
		return 0, nil
	case command == "tools" && len(rest) == 0:
		return 0, listTools(out)
	case command == "run" && len(rest) > 0:
		return runTool(rest[0], rest[1:])
	case command == "targets" && len(rest) <= 1:
		return 0, listTargets(append(rest, "targets.yaml")[0], out)
	}
	return 0, errUsage
}
