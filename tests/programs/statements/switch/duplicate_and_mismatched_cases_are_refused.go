package main

func main() {
	switch 1 {
	case 1, 2:
	case 2: // ERROR "duplicate case 2 (constant of type int) in expression switch"
	case "a": // ERROR "cannot convert "a" (untyped string constant) to type int"
	}
	switch "x" {
	case "x", "x": // ERROR "duplicate case "x" (constant of type string) in expression switch"
	}
	var e any
	switch e {
	case 1, 1: // ERROR "duplicate case 1 (constant of type int) in expression switch"
	case 1.0:
	}
	switch e.(type) {
	case int, string:
	case int: // ERROR "duplicate case int in type switch"
	case nil, nil: // ERROR "duplicate case nil in type switch"
	}
	switch {
	default:
	default: // ERROR "multiple defaults"
	}
	switch x := e.(type) { // ERROR "x declared and not used"
	}
	var f func()
	switch f {
	case nil:
	case f: // ERROR "invalid case f in switch on f (func can only be compared to nil)"
	}
}
