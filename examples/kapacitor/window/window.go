// Package window keeps the newest points of a series, and their mean.
package window

// Window holds at most as many values as it was made for. It is not for several goroutines at once.
type Window struct {
	values []float64
	count  int
}

// New makes a window of at least one value.
func New(size int) *Window {
	if size < 1 {
		size = 1
	}
	return &Window{values: make([]float64, size)}
}

// Push adds a value, the oldest making room for it, and returns the mean of all that are there.
func (w *Window) Push(value float64) float64 {
	return w.push(value)
}
