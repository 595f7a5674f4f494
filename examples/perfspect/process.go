package main

import (
	"os"
	"syscall"
)

// forwarded are the signals that go to the running tool. The terminal's own Ctrl+C reaches it anyway.
var forwarded = []os.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGUSR1, syscall.SIGUSR2}

// exitCode is the process's own, or 128 and the signal that ended it, as a shell has it.
func exitCode(state *os.ProcessState) int {
	if status, ok := state.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		return 128 + int(status.Signal())
	}
	return state.ExitCode()
}
