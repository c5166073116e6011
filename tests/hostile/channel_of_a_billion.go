// Limits: memory=4MiB
// Ends: more than 4 MiB of memory

n := 1_000_000_000
c := make(chan int, n)
c <- 1
