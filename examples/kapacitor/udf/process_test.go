package udf

import (
	"strings"
	"testing"
)

// What protoc made for Go and what it made for Python understand each other.
func TestAFunctionInPythonAnswersEveryPoint(t *testing.T) {
	process := start(t)
	for _, value := range []float64{1, -2.5, 1e300} {
		point, err := process.Send(&Point{Series: "cpu", Value: value})
		if err != nil {
			t.Fatal(err)
		}
		if point.Series != "cpu" || point.Value != 2*value {
			t.Errorf("%v doubled is %v", value, point)
		}
	}
	if err := process.Close(); err != nil {
		t.Error(err)
	}
}

func TestWhatTheFunctionRaisesIsAnError(t *testing.T) {
	process := start(t)
	defer process.Close()
	if _, err := process.Send(&Point{Series: "broken", Value: 1}); err == nil || !strings.Contains(err.Error(), "no broken series") {
		t.Errorf("the error is %v", err)
	}
}

func start(t *testing.T) *Process {
	t.Setenv("PYTHONPATH", "python")
	process, err := Start("python3", "python/examples/double.py")
	if err != nil {
		t.Fatal(err)
	}
	return process
}
