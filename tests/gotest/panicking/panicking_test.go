package panicking

import "testing"

func TestBefore(t *testing.T) {
	t.Log("passes")
}

func TestPanics(t *testing.T) {
	t.Log("logged before")
	t.Cleanup(func() { t.Log("cleaned up") })
	t.Run("inner", func(t *testing.T) {
		defer func() { t.Log("deferred") }()
		var m map[string]int
		m["x"]++
	})
}

func TestAfter(t *testing.T) {
	t.Log("never run")
}
