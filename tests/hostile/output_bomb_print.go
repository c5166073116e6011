// Limits: output=10KiB
// Ends: more than 10 KiB of output

for {
	println("more and more and more")
}
