package lancedb

import "testing"

func TestNearest(t *testing.T) {
	table, err := Connect(2)
	if err != nil {
		t.Fatal(err)
	}
	defer table.Close()
	if _, _, err := table.Nearest([]float32{0, 0}); err == nil {
		t.Error("an empty table has a nearest vector")
	}
	for id, vector := range [][]float32{{3, 4}, {1, 0}, {9, 9}} {
		if err := table.Add(uint64(id), vector); err != nil {
			t.Fatal(err)
		}
	}
	if id, distance, err := table.Nearest([]float32{0, 0}); id != 1 || distance != 1 || err != nil {
		t.Errorf("nearest: %d at %v, %v", id, distance, err)
	}
	if err := table.Add(4, []float32{1}); err == nil {
		t.Error("a vector of another length was taken")
	}
}
