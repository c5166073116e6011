package failing

import "testing"

func check(t *testing.T, ok bool) {
	t.Helper()
	if !ok {
		t.Error("the caller's line, not this one")
	}
}

func notAHelper(t *testing.T) {
	t.Error("this line")
}

func TestError(t *testing.T) {
	t.Error("an error", 1, 2)
	t.Errorf("another: %q", "text")
	check(t, false)
	notAHelper(t)
}

func TestFatal(t *testing.T) {
	defer func() { t.Log("deferred calls run") }()
	t.Fatalf("two\nlines")
	t.Log("never")
}

func TestFail(t *testing.T) {
	t.Fail()
	t.Log("failed:", t.Failed())
}

func TestFailNowInHelperClosure(t *testing.T) {
	must := func(ok bool) {
		t.Helper()
		if !ok {
			t.Fatal("must")
		}
	}
	must(true)
	must(false)
}

func TestPasses(t *testing.T) {
	t.Log("not shown unless verbose")
}

func TestCleanupFails(t *testing.T) {
	t.Cleanup(func() { t.Error("in cleanup") })
}

func TestSubtests(t *testing.T) {
	t.Run("good", func(t *testing.T) { t.Log("not shown") })
	t.Run("bad one", func(t *testing.T) {
		t.Log("shown")
		check(t, false)
		t.Run("deeper", func(t *testing.T) { t.Fatal("deep") })
	})
	t.Log("behind them")
}

func TestGoexitOfParent(t *testing.T) {
	t.Run("sub", func(*testing.T) { t.FailNow() })
	t.Log("never")
}
