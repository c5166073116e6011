// Limits: memory=4MiB
// Ends: more than 4 MiB of memory

func() {
	for {
		defer func() {}()
	}
}()
