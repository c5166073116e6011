package skipping

import "testing"

func TestSkip(t *testing.T) {
	t.Skip("not", "today")
}

func TestSkipf(t *testing.T) {
	t.Skipf("not on %s", "Mondays")
}

func TestSkipNow(t *testing.T) {
	t.SkipNow()
}

func TestSkipSub(t *testing.T) {
	t.Run("skipped", func(t *testing.T) { t.Skip("inner") })
	t.Run("run", func(t *testing.T) { t.Log("skipped:", t.Skipped()) })
}

func TestFailThenSkip(t *testing.T) {
	t.Error("fails")
	t.Skip("too late")
}
