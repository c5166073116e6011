package main

import "fmt"

func main() {
	ThisVariableIsExported, αβ, _x9, 日本 := 1, 2, 3, 4
	fmt.Println(ThisVariableIsExported, αβ, _x9, 日本)
	var int = 5 // predeclared names can be declared anew
	true := false
	fmt.Println(int, true)
}

// Output:
// 1 2 3 4
// 5 false
