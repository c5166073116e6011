package p

import "cmp"

type Base struct{ Number int }

func (Base) secret() string { return "base" }

type secretive interface{ secret() string }

func Reveal(v any) string { return v.(secretive).secret() }

var Struct any = struct{ x int }{1}

func Max[T cmp.Ordered](a, b T) T { return max(a, b) }

type Pair[K comparable, V any] struct {
	Key   K
	Value V
}
