// Limits: time=100ms
// Ends: ran longer than 100ms

go time.Sleep(1000 * time.Hour)
var mu sync.Mutex
mu.Lock()
mu.Lock()
