// Integers in registers: Collatz chains, greatest common divisors, perfect numbers, powers modulo.
package main

import "fmt"

func chain(n int) int {
	steps := 0
	for n != 1 {
		if n%2 == 0 {
			n /= 2
		} else {
			n = 3*n + 1
		}
		steps++
	}
	return steps
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

func power(base, exponent, modulus int) int {
	result := 1
	for exponent > 0 {
		if exponent&1 == 1 {
			result = result * base % modulus
		}
		base = base * base % modulus
		exponent >>= 1
	}
	return result
}

func main() {
	longest, coprime, perfect, sum := 0, 0, 0, 0
	for n := 1; n < 30000; n++ {
		longest = max(longest, chain(n))
		if gcd(n, 360360) == 1 {
			coprime++
		}
		sum += power(n, 65537, 1000003)
	}
	for n := 2; n < 1500; n++ {
		divisors := 1
		for d := 2; d < n; d++ {
			if n%d == 0 {
				divisors += d
			}
		}
		if divisors == n {
			perfect += n
		}
	}
	fmt.Println("collatz", longest, coprime, perfect, sum)
}
