package main

import "fmt"

type setter[T any] interface {
	*T
	set(string)
}

type name struct{ text string }

func (n *name) set(s string)  { n.text = s }
func (n name) String() string { return "<" + n.text + ">" }

func parse[T fmt.Stringer, P setter[T]](texts ...string) (out []string) {
	for _, text := range texts {
		var value T
		P(&value).set(text)
		show := T.String
		out = append(out, show(value), value.String())
	}
	return out
}

type pair[K comparable, V any] struct {
	key   K
	value V
}

func (p pair[K, V]) String() string { return fmt.Sprintf("%v=%v", p.key, p.value) }

func main() {
	fmt.Println(parse[name]("a", "b"))
	var s fmt.Stringer = pair[string, int]{"k", 1}
	fmt.Println(s)
	fmt.Printf("%T\n", s)
}

// Output:
// [<a> <a> <b> <b>]
// k=1
// main.pair[string,int]
