// Limits: memory=4MiB
// Ends: more than 4 MiB of memory

f := func() int { return 0 }
for {
	g := f
	f = func() int { return g() + 1 }
}
