// Package http provides HTTP client implementations.
package http

import (
	"context"
	"errors"
	"io"
	"net/url"
	"strings"
	"time"
)

// perform sends a request and reads the whole response; other goroutines run meanwhile. headers and
// the response's fields are names and values in turn. A failure is a text, with timedOut where it
// is a time-out.
func perform(method, url string, headers []string, body string, timeout int64) (status int, proto string, fields []string, data []byte, failure string, timedOut bool)

// A Client is an HTTP client. Its zero value (DefaultClient) is a usable client.
type Client struct {
	// Timeout specifies a time limit for requests made by this Client. Zero means no timeout.
	Timeout time.Duration
}

// DefaultClient is the default Client and is used by Get, Head, and Post.
var DefaultClient = &Client{}

// ErrUseLastResponse and its kind.
var (
	ErrBodyReadAfterClose = errors.New("http: invalid Read on closed Body")
	errMissingHost        = errors.New("http: no Host in request URL")
)

// A Request represents an HTTP request to be sent by a client.
type Request struct {
	Method        string
	URL           *url.URL
	Proto         string
	Header        Header
	Body          io.ReadCloser
	ContentLength int64
	Host          string
	ctx           context.Context
}

// NewRequest wraps NewRequestWithContext using context.Background.
func NewRequest(method, url string, body io.Reader) (*Request, error) {
	return NewRequestWithContext(context.Background(), method, url, body)
}

// NewRequestWithContext returns a new Request given a method, URL, and optional body.
func NewRequestWithContext(ctx context.Context, method, rawURL string, body io.Reader) (*Request, error) {
	if method == "" {
		method = "GET"
	}
	if strings.ContainsAny(method, " \t\r\n()<>@,;:\\\"/[]?={}") {
		return nil, errors.New("net/http: invalid method \"" + method + "\"")
	}
	if ctx == nil {
		return nil, errors.New("net/http: nil Context")
	}
	u, err := url.Parse(rawURL)
	if err != nil {
		return nil, err
	}
	req := &Request{Method: method, URL: u, Proto: "HTTP/1.1", Header: make(Header), Host: u.Host, ctx: ctx}
	if body != nil {
		rc, ok := body.(io.ReadCloser)
		if !ok {
			rc = io.NopCloser(body)
		}
		req.Body = rc
		if l, ok := body.(interface{ Len() int }); ok {
			req.ContentLength = int64(l.Len())
		}
	}
	return req, nil
}

// Context returns the request's context.
func (r *Request) Context() context.Context {
	if r.ctx != nil {
		return r.ctx
	}
	return context.Background()
}

// WithContext returns a shallow copy of r with its context changed to ctx.
func (r *Request) WithContext(ctx context.Context) *Request {
	if ctx == nil {
		panic("nil context")
	}
	r2 := *r
	r2.ctx = ctx
	return &r2
}

// UserAgent returns the client's User-Agent, if sent in the request.
func (r *Request) UserAgent() string { return r.Header.Get("User-Agent") }

// SetBasicAuth sets the request's Authorization header to use HTTP Basic Authentication.
func (r *Request) SetBasicAuth(username, password string) {
	r.Header.Set("Authorization", "Basic "+base64(username+":"+password))
}

func base64(s string) string {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	var b strings.Builder
	for i := 0; i < len(s); i += 3 {
		group := []byte{0, 0, 0}
		n := copy(group, s[i:])
		v := uint(group[0])<<16 | uint(group[1])<<8 | uint(group[2])
		for j := 0; j < 4; j++ {
			if j <= n {
				b.WriteByte(alphabet[v>>(18-6*uint(j))&63])
			} else {
				b.WriteByte('=')
			}
		}
	}
	return b.String()
}

// Response represents the response from an HTTP request.
type Response struct {
	Status        string // e.g. "200 OK"
	StatusCode    int    // e.g. 200
	Proto         string // e.g. "HTTP/1.1"
	ProtoMajor    int
	ProtoMinor    int
	Header        Header
	Body          io.ReadCloser
	ContentLength int64
	Request       *Request
}

// body is a response's body, read in full before.
type body struct {
	*strings.Reader
	closed bool
}

func (b *body) Read(p []byte) (int, error) {
	if b.closed {
		return 0, ErrBodyReadAfterClose
	}
	return b.Reader.Read(p)
}

func (b *body) Close() error {
	b.closed = true
	return nil
}

// timeoutError is what a request that took too long fails with.
type timeoutError struct {
	err string
}

func (e *timeoutError) Error() string   { return e.err }
func (e *timeoutError) Timeout() bool   { return true }
func (e *timeoutError) Temporary() bool { return true }

func (e *timeoutError) Is(err error) bool { return err == context.DeadlineExceeded }

// Do sends an HTTP request and returns an HTTP response.
func (c *Client) Do(req *Request) (*Response, error) {
	if req.URL == nil {
		return nil, &url.Error{Op: operation(req.Method), Err: errors.New("http: nil Request.URL")}
	}
	resp, err := c.do(req)
	if err != nil {
		return nil, &url.Error{Op: operation(req.Method), URL: req.URL.String(), Err: err}
	}
	return resp, nil
}

// operation is a method as url.Error names it: Get, Post.
func operation(method string) string {
	if method == "" {
		return "Get"
	}
	return method[:1] + strings.ToLower(method[1:])
}

// result is what perform gives.
type result struct {
	status   int
	proto    string
	fields   []string
	data     []byte
	failure  string
	timedOut bool
}

func (c *Client) do(req *Request) (*Response, error) {
	switch {
	case req.URL.Scheme != "http" && req.URL.Scheme != "https":
		return nil, errors.New("unsupported protocol scheme \"" + req.URL.Scheme + "\"")
	case req.URL.Host == "":
		return nil, errMissingHost
	}
	ctx := req.Context()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var payload []byte
	if req.Body != nil {
		var err error
		payload, err = io.ReadAll(req.Body)
		req.Body.Close()
		if err != nil {
			return nil, err
		}
	}
	var headers []string
	for name, values := range req.Header {
		for _, v := range values {
			headers = append(headers, name, v)
		}
	}
	done := make(chan result, 1)
	send := func() {
		var r result
		r.status, r.proto, r.fields, r.data, r.failure, r.timedOut = perform(req.Method, req.URL.String(), headers, string(payload), int64(c.Timeout))
		done <- r
	}
	if ctx.Done() == nil {
		send()
	} else {
		go send()
	}
	select {
	case r := <-done:
		return c.response(req, r)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (c *Client) response(req *Request, r result) (*Response, error) {
	if r.timedOut {
		return nil, &timeoutError{"context deadline exceeded (Client.Timeout exceeded while awaiting headers)"}
	}
	if r.failure != "" {
		return nil, errors.New(r.failure)
	}
	resp := &Response{
		StatusCode: r.status, Proto: r.proto, ProtoMajor: 1, ProtoMinor: 1, Header: make(Header),
		Body: &body{Reader: strings.NewReader(string(r.data))}, ContentLength: int64(len(r.data)), Request: req,
	}
	resp.Status = statusLine(r.status)
	if strings.HasSuffix(r.proto, "1.0") {
		resp.ProtoMinor = 0
	}
	for i := 0; i+1 < len(r.fields); i += 2 {
		resp.Header.Add(r.fields[i], r.fields[i+1])
	}
	return resp, nil
}

func statusLine(code int) string {
	digits := string([]byte{byte('0' + code/100%10), byte('0' + code/10%10), byte('0' + code%10)})
	if text := StatusText(code); text != "" {
		return digits + " " + text
	}
	return digits
}

// Get issues a GET to the specified URL.
func (c *Client) Get(url string) (resp *Response, err error) {
	req, err := NewRequest("GET", url, nil)
	if err != nil {
		return nil, err
	}
	return c.Do(req)
}

// Head issues a HEAD to the specified URL.
func (c *Client) Head(url string) (resp *Response, err error) {
	req, err := NewRequest("HEAD", url, nil)
	if err != nil {
		return nil, err
	}
	return c.Do(req)
}

// Post issues a POST to the specified URL.
func (c *Client) Post(url, contentType string, body io.Reader) (resp *Response, err error) {
	req, err := NewRequest("POST", url, body)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", contentType)
	return c.Do(req)
}

// PostForm issues a POST to the specified URL, with data's keys and values URL-encoded as the request body.
func (c *Client) PostForm(url string, data url.Values) (resp *Response, err error) {
	return c.Post(url, "application/x-www-form-urlencoded", strings.NewReader(data.Encode()))
}

// CloseIdleConnections closes any connections which are now sitting idle.
func (c *Client) CloseIdleConnections() {}

// Get issues a GET to the specified URL.
func Get(url string) (resp *Response, err error) { return DefaultClient.Get(url) }

// Head issues a HEAD to the specified URL.
func Head(url string) (resp *Response, err error) { return DefaultClient.Head(url) }

// Post issues a POST to the specified URL.
func Post(url, contentType string, body io.Reader) (resp *Response, err error) {
	return DefaultClient.Post(url, contentType, body)
}

// PostForm issues a POST to the specified URL, with data's keys and values URL-encoded as the request body.
func PostForm(url string, data url.Values) (resp *Response, err error) {
	return DefaultClient.PostForm(url, data)
}
