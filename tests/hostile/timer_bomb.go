// Limits: memory=4MiB
// Ends: more than 4 MiB of memory

for {
	time.AfterFunc(time.Hour, func() {})
}
