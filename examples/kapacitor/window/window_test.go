package window

import "testing"

// The same numbers whichever engine computes them.
func TestTheMeanIsThatOfTheNewest(t *testing.T) {
	window := New(3)
	for index, want := range []float64{1, 1.5, 2, 3, 4} {
		if got := window.Push(float64(index + 1)); got != want {
			t.Errorf("%s: the mean after %d is %v, not %v", Engine, index+1, got, want)
		}
	}
}

func TestAWindowHasRoomForOneAtLeast(t *testing.T) {
	if got := New(0).Push(7); got != 7 {
		t.Errorf("%s: the mean is %v, not 7", Engine, got)
	}
}
