package main

func a() int           { return } // ERROR "not enough return values"
func b() (int, string) { return 1 } // ERROR "not enough return values"
func c()               { return 1 } // ERROR "too many return values"
func d() (int, string) { return "a", 1 } // ERROR "cannot use "a" (untyped string constant) as int value in return statement"
func e() (x int) {
	{
		x := 2 // ERROR "declared and not used: x"
		return // ERROR "result parameter x not in scope at return"
	}
}
func f() int             { return c() } // ERROR "c() (no value) used as value"
func g() (int, string)   { return b() }
func h() (int, int, int) { return b(), 1 } // ERROR "multiple-value b() (value of type (int, string)) in single-value context"

func main() {}
