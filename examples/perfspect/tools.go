package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"text/tabwriter"
)

// listTools prints the name and size of each tool, sorted by name.
func listTools(out io.Writer) error {
	entries, err := fs.ReadDir(tools, toolsDir)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, entry := range entries {
		info, err := entry.Info()
		if err != nil {
			return err
		}
		fmt.Fprintf(table, "%s\t%d bytes\n", entry.Name(), info.Size())
	}
	return table.Flush()
}

// runTool extracts a tool into a folder of its own, runs it, removes the folder and returns the tool's exit code.
func runTool(name string, args []string) (int, error) {
	content, err := tools.ReadFile(toolsDir + "/" + name)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) {
		return 0, fmt.Errorf("no tool named %q is inside; 'perfspect tools' lists them", name)
	}
	if err != nil {
		return 0, err
	}
	folder, err := os.MkdirTemp("", "perfspect-")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, name)
	if err := os.WriteFile(path, content, 0o700); err != nil {
		return 0, err
	}
	return runCommand(exec.Command(path, args...))
}

// runCommand hands the terminal and the signals to the command: it decides when to end.
func runCommand(command *exec.Cmd) (int, error) {
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, os.Stdout, os.Stderr
	signals := make(chan os.Signal, 8)
	signal.Notify(signals, forwarded...)
	defer signal.Stop(signals)
	if err := command.Start(); err != nil {
		return 0, err
	}
	done := make(chan struct{})
	defer close(done)
	go func() {
		for {
			select {
			case s := <-signals:
				_ = command.Process.Signal(s)
			case <-done:
				return
			}
		}
	}()
	var failed *exec.ExitError
	err := command.Wait()
	if errors.As(err, &failed) {
		return exitCode(failed.ProcessState), nil
	}
	return 0, err
}
