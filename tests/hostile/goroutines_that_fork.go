// Limits: goroutines=2000
// Ends: more than 2000 goroutines

var fork func()
fork = func() {
	go fork()
	go fork()
	select {}
}
fork()
