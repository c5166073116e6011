package main

import "fmt"

type Inner struct{ n int }

func (i Inner) Get() int   { return i.n }
func (i *Inner) Set(n int) { i.n = n }

type ByValue struct{ Inner }
type ByPointer struct{ *Inner }
type Both interface {
	Get() int
	Set(int)
}

func main() {
	v := ByValue{Inner{1}}
	v.Set(2)
	var b Both = &v
	b.Set(3)
	fmt.Println(v.Get(), b.Get())
	p := ByPointer{&Inner{4}}
	q := p
	b = p
	b.Set(5)
	fmt.Println(p.Get(), q.Get())
	_, ok := any(v).(Both)
	fmt.Println(ok)
}

// Output:
// 3 3
// 5 5
// false
