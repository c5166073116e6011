// Limits: memory=4MiB
// Ends: more than 4 MiB of memory

s := strings.Repeat("0123456789", 100_000_000_000)
fmt.Println(len(s))
