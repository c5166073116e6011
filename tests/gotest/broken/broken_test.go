package broken

import "testing"

func TestBroken(t *testing.T) {
	undefined(1)
	var s string = 2
	_ = s
}
