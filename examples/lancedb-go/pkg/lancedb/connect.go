// Package lancedb is a table of vectors, kept by a library in Rust that is linked statically.
//
// The library for this machine is downloaded by go generate; see the README.
package lancedb

//go:generate go run ../../cmd/download-binaries

/*
#cgo CFLAGS: -I${SRCDIR}/../../include
#cgo linux,amd64 LDFLAGS: -L${SRCDIR}/../../lib/linux_amd64 -llancedb_go -lm -ldl -lpthread
#cgo linux,arm64 LDFLAGS: -L${SRCDIR}/../../lib/linux_arm64 -llancedb_go -lm -ldl -lpthread
#cgo windows,amd64 LDFLAGS: -L${SRCDIR}/../../lib/windows_amd64 -llancedb_go -lws2_32 -luserenv -lbcrypt -lntdll
#cgo darwin,amd64 LDFLAGS: -L${SRCDIR}/../../lib/darwin_amd64 -llancedb_go
#cgo darwin,arm64 LDFLAGS: -L${SRCDIR}/../../lib/darwin_arm64 -llancedb_go
#include "lancedb.h"
*/
import "C"

import "fmt"

// Table holds vectors of one length. It is not safe for use by several goroutines.
type Table struct {
	table     *C.lancedb_table
	dimension int
}

// Connect opens an empty table of vectors of so many numbers.
func Connect(dimension int) (*Table, error) {
	if dimension < 1 {
		return nil, fmt.Errorf("a vector has at least 1 number, not %d", dimension)
	}
	return &Table{C.lancedb_open(C.size_t(dimension)), dimension}, nil
}

// Add stores a vector under a number of the caller's.
func (t *Table) Add(id uint64, vector []float32) error {
	if err := t.check(vector); err != nil {
		return err
	}
	C.lancedb_add(t.table, C.uint64_t(id), (*C.float)(&vector[0]))
	return nil
}

// Nearest returns the number of the nearest vector and the square of its distance.
func (t *Table) Nearest(vector []float32) (uint64, float32, error) {
	if err := t.check(vector); err != nil {
		return 0, 0, err
	}
	var id C.uint64_t
	var distance C.float
	if C.lancedb_nearest(t.table, (*C.float)(&vector[0]), &id, &distance) == 0 {
		return 0, 0, fmt.Errorf("the table is empty")
	}
	return uint64(id), float32(distance), nil
}

// Close frees the table, which cannot be used afterwards.
func (t *Table) Close() {
	C.lancedb_close(t.table)
	t.table = nil
}

func (t *Table) check(vector []float32) error {
	if t.table == nil {
		return fmt.Errorf("the table is closed")
	}
	if len(vector) != t.dimension {
		return fmt.Errorf("the vector has %d numbers, and those of the table have %d", len(vector), t.dimension)
	}
	return nil
}
