package subtests

import (
	"fmt"
	"testing"
)

func TestNames(t *testing.T) {
	for _, name := range []string{"a b", "a_b", "", "", "tab\t", "é\x00", "x/y", "x#01", "x", "x"} {
		t.Run(name, func(t *testing.T) { t.Log(t.Name()) })
	}
}

func TestTable(t *testing.T) {
	for i := range 3 {
		t.Run(fmt.Sprint("case ", i), func(t *testing.T) {
			t.Run("left", func(t *testing.T) {})
			t.Run("right", func(t *testing.T) {})
		})
	}
}

func TestResult(t *testing.T) {
	t.Log(t.Run("good", func(*testing.T) {}))
	t.Log(t.Run("skipped", func(t *testing.T) { t.SkipNow() }))
}

func TestOther(t *testing.T) {}
