//go:build ignore

// go run build.go: gets the native library for this machine and builds the module, where there is no make.
package main

import (
	"os"
	"os/exec"
)

func main() {
	for _, step := range [][]string{{"generate", "./..."}, {"build", "./..."}} {
		command := exec.Command("go", step...)
		command.Stdout, command.Stderr = os.Stdout, os.Stderr
		if err := command.Run(); err != nil {
			os.Exit(1)
		}
	}
}
