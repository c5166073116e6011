// A button whose click is announced to all its listeners by Cond.Broadcast.
// Expect three registrations, then the three messages in any order.
package main

import (
	"fmt"
	"sync"
)

type Button struct {
	Clicked *sync.Cond
	clicks  int
}

func main() {
	button := Button{Clicked: sync.NewCond(&sync.Mutex{})}

	var registered, handled sync.WaitGroup
	subscribe := func(message string) {
		registered.Add(1)
		handled.Go(func() {
			c := button.Clicked
			c.L.Lock()
			defer c.L.Unlock()
			fmt.Println("Registered and wait ...")
			registered.Done()
			for button.clicks == 0 {
				c.Wait()
			}
			fmt.Println(message)
		})
	}
	for _, message := range []string{"Maximizing window.", "Displaying annoying dialog box!", "Mouse clicked."} {
		subscribe(message)
	}
	registered.Wait()

	button.Clicked.L.Lock()
	button.clicks++
	button.Clicked.L.Unlock()
	button.Clicked.Broadcast()
	handled.Wait()
}
