// Limits: time=100ms
// Ends: ran longer than 100ms

time.Sleep(1000 * time.Hour)
