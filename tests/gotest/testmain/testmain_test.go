package testmain

import (
	"flag"
	"fmt"
	"os"
	"testing"
)

var name = flag.String("name", "nobody", "whom to greet")

func TestMain(m *testing.M) {
	flag.Parse()
	fmt.Println("set up for", *name)
	code := m.Run()
	fmt.Println("torn down:", code)
	if *name == "exit" {
		os.Exit(code + 40)
	}
}

func TestNothing(t *testing.T) {
	if *name == "fail" {
		t.Error("as wanted")
	}
}
