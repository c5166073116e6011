// Limits: output=10KiB
// Ends: more than 10 KiB of output

for {
	fmt.Println("more and more and more")
}
