// Command download-binaries gets the native library for this machine, or for the platform that its argument names, into lib/ of the module that is built,
// and prints how cgo finds it there. In a module that requires this one: export $(go run github.com/lancedb/lancedb-go/cmd/download-binaries)
package main

import (
	"fmt"

	"github.com/lancedb/lancedb-go/internal/binaries"
)

func main() {
	folder := binaries.Main()
	fmt.Printf("CGO_CFLAGS=-I%s/include\nCGO_LDFLAGS=-L%s\n", folder, folder)
}
