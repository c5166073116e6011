package main

func main() {
	switch 1 {
	case 1:
		if true {
			fallthrough // ERROR "fallthrough statement out of place"
		}
	case 2:
		fallthrough // ERROR "cannot fallthrough final case in switch"
	}
	switch any(1).(type) {
	case int:
		fallthrough // ERROR "cannot fallthrough in type switch"
	default:
	}
	fallthrough // ERROR "fallthrough statement out of place"
	select {
	default:
		fallthrough // ERROR "fallthrough statement out of place"
	}
}
