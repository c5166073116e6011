package passing

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestSum(t *testing.T) {
	if got := Sum(1, 2, 3); got != 6 {
		t.Errorf("Sum(1, 2, 3) = %d", got)
	}
}

func TestLogs(t *testing.T) {
	t.Log("one", 2, "three")
	t.Logf("%d lines\nof text\n", 2)
	fmt.Println("printed")
	io.WriteString(t.Output(), "partial ")
	io.WriteString(t.Output(), "line\nand another")
	t.Log("behind it")
}

func TestCleanup(t *testing.T) {
	t.Cleanup(func() { t.Log("cleaned up last") })
	t.Cleanup(func() { t.Log("cleaned up first, context:", t.Context().Err()) })
	defer func() { t.Log("deferred") }()
	t.Log(t.Name(), t.Context().Err())
}

func TestTempDir(t *testing.T) {
	var first string
	t.Run("inner", func(t *testing.T) {
		first = t.TempDir()
		second := t.TempDir()
		if filepath.Dir(first) != filepath.Dir(second) || first == second {
			t.Error(first, second)
		}
		if err := os.WriteFile(filepath.Join(first, "a"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	})
	if _, err := os.Stat(first); !os.IsNotExist(err) {
		t.Error("it is still there:", err)
	}
}

func TestEnvironment(t *testing.T) {
	here, _ := os.Getwd()
	t.Run("inner", func(t *testing.T) {
		t.Setenv("BURROW_GOTEST", "set")
		t.Chdir(t.TempDir())
		if os.Getenv("BURROW_GOTEST") != "set" {
			t.Error("not set")
		}
		if now, _ := os.Getwd(); now == here {
			t.Error("still in", now)
		}
	})
	if _, ok := os.LookupEnv("BURROW_GOTEST"); ok {
		t.Error("still set")
	}
	if now, _ := os.Getwd(); now != here || filepath.Base(now) != "passing" {
		t.Error(now)
	}
}

func TestFlags(t *testing.T) {
	t.Log("short:", testing.Short(), "testing:", testing.Testing(), "cover:", testing.CoverMode() == "")
	if !strings.HasSuffix(os.Args[0], ".test") {
		t.Error(os.Args[0])
	}
}

func TestAttributes(t *testing.T) {
	t.Attr("key", "value with spaces")
}

func TestAllocations(t *testing.T) {
	var kept []byte
	if got := testing.AllocsPerRun(10, func() { kept = make([]byte, 1000) }); got < 1 {
		t.Error(got, len(kept))
	}
}
