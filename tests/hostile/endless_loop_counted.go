// Limits: instructions=1000000
// Ends: more than 1000000 instructions

for i := 0; ; i++ {
}
