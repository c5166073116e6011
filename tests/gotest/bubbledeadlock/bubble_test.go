package bubbledeadlock

import (
	"testing"
	"testing/synctest"
)

func TestDeadlock(t *testing.T) {
	t.Log("before")
	synctest.Test(t, func(t *testing.T) {
		t.Log("inside")
		<-make(chan int)
	})
}
