// Limits: memory=4MiB
// Ends: more than 4 MiB of memory

s := bytes.Repeat([]byte("0123456789"), 1_000_000_000)
fmt.Println(len(s))
