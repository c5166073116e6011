// Limits: memory=4MiB
// Ends: more than 4 MiB of memory

type node struct {
	next *node
	data [10]int
}
var list *node
for {
	list = &node{next: list}
}
