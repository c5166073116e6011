package main

func f(a int, b ...string) (int, int) { return 0, 0 }
func g()                              {}

func main() {
	f() // ERROR "not enough arguments in call to f"
	f("a") // ERROR "cannot use "a" (untyped string constant) as int value in argument to f"
	f(1, 2) // ERROR "cannot use 2 (untyped int constant) as string value in argument to f"
	f(1, []string{}) // ERROR "cannot use []string{} (value of type []string) as string value in argument to f"
	f(1, "a", []string{}...) // ERROR "too many arguments in call to f"
	f([]int{}...) // ERROR "not enough arguments in call to f"
	g(1) // ERROR "too many arguments in call to g"
	g(g()) // ERROR "g() (no value) used as value"
	x := g() // ERROR "declared and not used: x"
	f(f()) // ERROR "not enough arguments in call to f"
}
