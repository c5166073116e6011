package sync

// A WaitGroup is a counting semaphore typically used to wait for a group of goroutines to finish.
// It must not be copied after first use.
type WaitGroup struct {
	state uint64
}

// Add adds delta, which may be negative, to the counter. If the counter becomes zero, all
// goroutines blocked on Wait are released. If it goes negative, Add panics.
func (wg *WaitGroup) Add(delta int)

// Done decrements the counter by one.
func (wg *WaitGroup) Done()

// Wait blocks until the counter is zero.
func (wg *WaitGroup) Wait()

// Go calls f in a new goroutine and adds that task to the group. When f returns, the task is
// removed.
func (wg *WaitGroup) Go(f func()) {
	wg.Add(1)
	go func() {
		defer func() {
			// A panic ends the program: nobody who waits shall go on before it has.
			if x := recover(); x != nil {
				panic(x)
			}
			wg.Done()
		}()
		f()
	}()
}
