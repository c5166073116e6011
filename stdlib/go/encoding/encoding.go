// Package encoding has the interfaces of types that turn themselves into bytes or text and back.
package encoding

// BinaryMarshaler is implemented by what gives itself a binary form.
type BinaryMarshaler interface {
	MarshalBinary() (data []byte, err error)
}

// BinaryUnmarshaler is implemented by what can read its binary form. It has to copy the data if it
// wants to keep it.
type BinaryUnmarshaler interface {
	UnmarshalBinary(data []byte) error
}

// BinaryAppender is implemented by what appends its binary form to a buffer.
type BinaryAppender interface {
	AppendBinary(b []byte) ([]byte, error)
}

// TextMarshaler is implemented by what gives itself a form as UTF-8 text.
type TextMarshaler interface {
	MarshalText() (text []byte, err error)
}

// TextUnmarshaler is implemented by what can read its form as text. It has to copy the text if it
// wants to keep it.
type TextUnmarshaler interface {
	UnmarshalText(text []byte) error
}

// TextAppender is implemented by what appends its form as text to a buffer.
type TextAppender interface {
	AppendText(b []byte) ([]byte, error)
}
