package runtime

// frame returns the program counter, file, line and function of the caller that is skip frames
// above the caller of this function's caller; ok says whether there is one.
func frame(skip int) (pc uint64, file string, line int, function string, ok bool)

// place returns what a program counter means.
func place(pc uint64) (file string, line int, function string, entry uint64)

// Caller returns the place of the call that is skip frames above: 0 is the caller of Caller.
func Caller(skip int) (pc uintptr, file string, line int, ok bool) {
	p, file, line, _, ok := frame(skip + 1)
	return uintptr(p), file, line, ok
}

// Callers fills pc with the program counters of the calling goroutine's frames: 0 is Callers
// itself, 1 its caller. It returns their number.
func Callers(skip int, pc []uintptr) int {
	count := 0
	for count < len(pc) {
		p, _, _, _, ok := frame(skip + count)
		if !ok {
			break
		}
		pc[count] = uintptr(p)
		count++
	}
	return count
}

// A Func is a function of the running program.
type Func struct {
	name  string
	entry uint64
	file  string
	line  int
}

// FuncForPC returns the function that holds a program counter, nil when there is none.
func FuncForPC(pc uintptr) *Func {
	file, line, name, entry := place(uint64(pc))
	if name == "" {
		return nil
	}
	return &Func{name, entry, file, line}
}

// Name returns the function's name.
func (f *Func) Name() string {
	if f == nil {
		return ""
	}
	return f.name
}

// Entry returns the function's first program counter.
func (f *Func) Entry() uintptr { return uintptr(f.entry) }

// FileLine returns the place of a program counter.
func (f *Func) FileLine(pc uintptr) (file string, line int) {
	file, line, _, _ = place(uint64(pc))
	return file, line
}

// A Frame is what Frames returns for each program counter.
type Frame struct {
	PC       uintptr
	Func     *Func
	Function string
	File     string
	Line     int
	Entry    uintptr
}

// Frames walks program counters that Callers returned.
type Frames struct {
	callers []uintptr
}

// CallersFrames prepares to walk program counters that Callers returned.
func CallersFrames(callers []uintptr) *Frames { return &Frames{callers} }

// Next returns the next frame and whether there are more.
func (f *Frames) Next() (frame Frame, more bool) {
	if len(f.callers) == 0 {
		return Frame{}, false
	}
	pc := f.callers[0]
	f.callers = f.callers[1:]
	fn := FuncForPC(pc)
	if fn != nil {
		frame = Frame{PC: pc, Func: fn, Function: fn.name, File: fn.file, Line: fn.line, Entry: fn.Entry()}
	}
	return frame, len(f.callers) > 0
}

// trace returns the calling goroutine's stack trace, or all goroutines'.
func trace(all bool) []byte

// Stack writes a stack trace into buf and returns how many bytes it took.
func Stack(buf []byte, all bool) int {
	return copy(buf, trace(all))
}
