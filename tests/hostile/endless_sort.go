// Limits: time=200ms
// Ends: ran longer than 200ms

all := make([]int, 100_000)
sort.Slice(all, func(i, j int) bool {
	for {
	}
})
