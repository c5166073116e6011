// Limits: time=100ms
// Ends: ran longer than 100ms

go func() {
	defer func() {
		for {
		}
	}()
	runtime.Goexit()
}()
select {}
