package fuzzing

import (
	"testing"
	"unicode/utf8"
)

func reverse(s string) string {
	r := []rune(s)
	for i, j := 0, len(r)-1; i < j; i, j = i+1, j-1 {
		r[i], r[j] = r[j], r[i]
	}
	return string(r)
}

func FuzzReverse(f *testing.F) {
	for _, seed := range []string{"hello", " ", "!12345", "héé"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			t.Skip()
		}
		if back := reverse(reverse(s)); back != s {
			t.Errorf("%q became %q", s, back)
		}
	})
}

func FuzzTypes(f *testing.F) {
	f.Add("s", []byte("b"), true, 'r', byte(200), 3.5)
	f.Fuzz(func(t *testing.T, s string, b []byte, ok bool, r rune, c byte, x float64) {
		t.Log(s, b, ok, r, c, x)
		if s == "bad" {
			t.Error("bad")
		}
	})
}

func FuzzInts(f *testing.F) {
	f.Add(int8(-1), uint16(65535), int64(-1<<63), float32(0.1))
	f.Fuzz(func(t *testing.T, a int8, b uint16, c int64, d float32) {
		t.Log(a, b, c, d)
	})
}

func FuzzNotCalled(f *testing.F) {}

func FuzzSkipped(f *testing.F) { f.Skip("no") }
