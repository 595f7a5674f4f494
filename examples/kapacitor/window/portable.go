//go:build !cgo

package window

// Engine says in which languages the mean is computed.
const Engine = "Go"

func (w *Window) push(value float64) float64 {
	if w.count == len(w.values) {
		w.count--
		copy(w.values, w.values[1:])
	}
	w.values[w.count] = value
	w.count++
	mean := 0.0
	for index, value := range w.values[:w.count] {
		mean += (value - mean) / float64(index+1)
	}
	return mean
}
