package a

import "example.com/private/a/internal/x"

func A(n int) { println(n, x.X) }
