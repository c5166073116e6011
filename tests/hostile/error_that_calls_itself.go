// Limits: memory=4MiB
// Ends: more than 4 MiB of memory

type loop struct{}
func (l loop) Error() string { return fmt.Sprint(l) }
fmt.Println(loop{})
