package parallel

import (
	"sync/atomic"
	"testing"
)

var sequential atomic.Int64

func TestFirst(t *testing.T) {
	t.Parallel()
	t.Log("sequential tests before:", sequential.Load())
}

func TestSecond(t *testing.T) {
	sequential.Add(1)
}

func TestThird(t *testing.T) {
	t.Parallel()
	t.Run("inner", func(t *testing.T) { t.Log("inner of a parallel test") })
}

func TestGroup(t *testing.T) {
	sequential.Add(1)
	t.Cleanup(func() { t.Log("after all parallel subtests") })
	for _, name := range []string{"a", "b"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			t.Cleanup(func() { t.Log("cleanup of", name) })
			if name == "b" {
				t.Error("b fails")
			}
		})
	}
	t.Log("before all parallel subtests")
}

func TestConflict(t *testing.T) {
	defer func() {
		t.Log(recover())
	}()
	t.Setenv("X", "y")
	t.Parallel()
}
