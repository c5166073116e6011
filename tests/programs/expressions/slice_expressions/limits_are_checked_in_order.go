package main

import "fmt"

func try(f func()) {
	defer func() { fmt.Println(recover()) }()
	f()
}

func main() {
	s := make([]int, 3, 5)
	a := [4]int{}
	str := "hello"
	i, j, k := 2, 1, 6
	try(func() { _ = s[i:j] })
	try(func() { _ = s[:k] })
	try(func() { _ = s[k:] })
	try(func() { _ = s[1:2:k] })
	try(func() { _ = s[:3:i] })
	try(func() { _ = a[:k] })
	try(func() { _ = a[i:j] })
	try(func() { _ = str[k:] })
	try(func() { _ = str[i:j] })
	try(func() { _ = s[-j:] })
	try(func() { _ = s[i:j:4] })
	try(func() { _ = str[:k] })
	try(func() { _ = s[i+10] })
	try(func() { _ = str[k] })
	fmt.Println(s[:5], s[3:], len(s[2:2:5]), cap(s[2:2:5]))
}

// Output:
// runtime error: slice bounds out of range [2:1]
// runtime error: slice bounds out of range [:6] with capacity 5
// runtime error: slice bounds out of range [6:3]
// runtime error: slice bounds out of range [::6] with capacity 5
// runtime error: slice bounds out of range [:3:2]
// runtime error: slice bounds out of range [:6] with length 4
// runtime error: slice bounds out of range [2:1]
// runtime error: slice bounds out of range [6:5]
// runtime error: slice bounds out of range [2:1]
// runtime error: slice bounds out of range [-1:]
// runtime error: slice bounds out of range [2:1:]
// runtime error: slice bounds out of range [:6] with length 5
// runtime error: index out of range [12] with length 3
// runtime error: index out of range [6] with length 5
// [0 0 0 0 0] [] 0 3
