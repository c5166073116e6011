package io

import (
	"errors"
	"sync"
)

// ErrClosedPipe is the error used for read or write operations on a closed pipe.
var ErrClosedPipe = errors.New("io: read/write on closed pipe")

// A pipe is the shared pipe structure underlying PipeReader and PipeWriter.
type pipe struct {
	writing sync.Mutex // one write at a time
	data    chan []byte
	taken   chan int

	mu       sync.Mutex
	closed   bool
	done     chan struct{}
	readErr  error // from the reader's side
	writeErr error // from the writer's side
}

func (p *pipe) close() {
	if !p.closed {
		p.closed = true
		close(p.done)
	}
}

func (p *pipe) read(b []byte) (n int, err error) {
	select {
	case <-p.done:
		return 0, p.readError()
	default:
	}
	select {
	case bw := <-p.data:
		nr := copy(b, bw)
		p.taken <- nr
		return nr, nil
	case <-p.done:
		return 0, p.readError()
	}
}

func (p *pipe) write(b []byte) (n int, err error) {
	select {
	case <-p.done:
		return 0, p.writeError()
	default:
		p.writing.Lock()
		defer p.writing.Unlock()
	}
	for once := true; once || len(b) > 0; once = false {
		select {
		case p.data <- b:
			nw := <-p.taken
			b = b[nw:]
			n += nw
		case <-p.done:
			return n, p.writeError()
		}
	}
	return n, nil
}

func (p *pipe) readError() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.readErr == nil && p.writeErr != nil {
		return p.writeErr
	}
	return ErrClosedPipe
}

func (p *pipe) writeError() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.writeErr == nil && p.readErr != nil {
		return p.readErr
	}
	return ErrClosedPipe
}

// A PipeReader is the read half of a pipe.
type PipeReader struct{ pipe }

// Read blocks until a writer has data or the write end is closed; then it returns the error given
// there, or EOF.
func (r *PipeReader) Read(data []byte) (n int, err error) { return r.pipe.read(data) }

// Close closes the reader; subsequent writes to the write half of the pipe will return ErrClosedPipe.
func (r *PipeReader) Close() error { return r.CloseWithError(nil) }

// CloseWithError closes the reader; subsequent writes to the write half of the pipe will return err.
func (r *PipeReader) CloseWithError(err error) error {
	p := &r.pipe
	p.mu.Lock()
	defer p.mu.Unlock()
	if err == nil {
		err = ErrClosedPipe
	}
	if p.readErr == nil {
		p.readErr = err
	}
	p.close()
	return nil
}

// A PipeWriter is the write half of a pipe.
type PipeWriter struct{ r PipeReader }

// Write blocks until readers have taken all data or the read end is closed; then it returns the error
// given there, or ErrClosedPipe.
func (w *PipeWriter) Write(data []byte) (n int, err error) { return w.r.pipe.write(data) }

// Close closes the writer; subsequent reads from the read half of the pipe will return no bytes and EOF.
func (w *PipeWriter) Close() error { return w.CloseWithError(nil) }

// CloseWithError closes the writer; subsequent reads from the read half of the pipe will return no
// bytes and the error err, or EOF if err is nil.
func (w *PipeWriter) CloseWithError(err error) error {
	p := &w.r.pipe
	p.mu.Lock()
	defer p.mu.Unlock()
	if err == nil {
		err = EOF
	}
	if p.writeErr == nil {
		p.writeErr = err
	}
	p.close()
	return nil
}

// Pipe creates a synchronous in-memory pipe.
func Pipe() (*PipeReader, *PipeWriter) {
	pw := &PipeWriter{r: PipeReader{pipe: pipe{
		data:  make(chan []byte),
		taken: make(chan int),
		done:  make(chan struct{}),
	}}}
	return &pw.r, pw
}
