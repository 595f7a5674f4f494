//go:build cgo

package window

// #cgo CFLAGS: -O2 -Wall -Wextra -I${SRCDIR}/../flux
// #cgo LDFLAGS: -L${SRCDIR}/../flux/lib -lflux
// #include "window.h"
import "C"

// Engine says in which languages the mean is computed.
const Engine = "C and Rust"

func (w *Window) push(value float64) float64 {
	count := C.size_t(w.count)
	mean := C.window_push((*C.double)(&w.values[0]), C.size_t(len(w.values)), &count, C.double(value))
	w.count = int(count)
	return float64(mean)
}
