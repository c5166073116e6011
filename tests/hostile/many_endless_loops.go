// Limits: time=100ms
// Ends: ran longer than 100ms

for range 100 {
	go func() {
		for {
		}
	}()
}
select {}
