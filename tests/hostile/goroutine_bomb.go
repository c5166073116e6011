// Limits: goroutines=1000
// Ends: more than 1000 goroutines

for {
	go func() { select {} }()
}
