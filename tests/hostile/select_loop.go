// Limits: time=100ms
// Ends: ran longer than 100ms

a, b := make(chan int), make(chan int)
for range 4 {
	go func() {
		for {
			select {
			case a <- 1:
			case <-b:
			case b <- 2:
			case <-a:
			}
		}
	}()
}
for {
	select {
	case <-a:
	default:
	}
}
