package p

type T struct {
	hidden int
	Shown  int
}

func (t T) method() { t.hidden = t.Shown }
