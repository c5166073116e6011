// A switch in a loop: a small virtual machine with a stack of ints.
package main

import "fmt"

const (
	push = iota
	add
	mul
	dup
	swap
	mod
	dec
	jnz
	halt
)

type instruction struct{ op, arg int }

func run(code []instruction, input int) int {
	stack := []int{1, input}
	pc := 0
	for {
		i := code[pc]
		pc++
		top := len(stack) - 1
		switch i.op {
		case push:
			stack = append(stack, i.arg)
		case add:
			stack[top-1] += stack[top]
			stack = stack[:top]
		case mul:
			stack[top-1] *= stack[top]
			stack = stack[:top]
		case dup:
			stack = append(stack, stack[top])
		case swap:
			stack[top], stack[top-1] = stack[top-1], stack[top]
		case mod:
			stack[top] %= i.arg
		case dec:
			stack[top]--
		case jnz:
			if stack[top] != 0 {
				pc = i.arg
			}
		case halt:
			return stack[top-1]
		}
	}
}

func main() {
	code := []instruction{{swap, 0}, {push, 3}, {mul, 0}, {push, 7}, {add, 0}, {mod, 10007}, {swap, 0}, {dec, 0}, {jnz, 0}, {halt, 0}}
	sum := 0
	for i := 1; i <= 40; i++ {
		sum += run(code, 5000+i)
	}
	fmt.Println("machine", sum)
}
