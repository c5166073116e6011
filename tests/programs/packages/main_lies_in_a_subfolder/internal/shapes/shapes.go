package shapes

type Shape interface{ Area() int }

type Square struct{ Side int }

func (s Square) Area() int { return s.Side * s.Side }

func Name(s Shape) string {
	switch s.(type) {
	case Square:
		return "square"
	}
	return "shape"
}
