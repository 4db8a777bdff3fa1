// Package textfile reads text as the programs of people save it: UTF-8, with or
// without a mark, and UTF-16 with one. What is neither is refused with the line
// it is on: nobody pays for a prompt that was mended by guessing.
package textfile

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// Error says on which line a file stops being text.
type Error struct {
	Line   int
	Reason string
}

func (e *Error) Error() string { return fmt.Sprintf("line %d %s", e.Line, e.Reason) }

// Why a line is no text.
const (
	notUTF8  = "is not UTF-8 text: save the file as UTF-8"
	notUTF16 = "is broken UTF-16 text: save the file as UTF-8"
	holdsNUL = "contains a NUL byte: save the file as UTF-8"
)

// chunk is how much is read at a time, in bytes.
const chunk = 32 << 10

// Reader gives the text of a file in UTF-8, without the mark at its beginning. It
// reads no more of the file than it is asked for.
type Reader struct {
	src   *bufio.Reader
	begun bool
	order binary.ByteOrder // of UTF-16, else nil
	line  int
	text  []byte // read and not given yet
	err   error
}

// NewReader reads the text that r holds. Its errors are those of r, and *Error.
func NewReader(r io.Reader) *Reader { return &Reader{src: bufio.NewReaderSize(r, chunk), line: 1} }

// String is the whole text of a file that was read.
func String(data []byte) (string, error) {
	text, err := io.ReadAll(NewReader(bytes.NewReader(data)))
	return string(text), err
}

// Read gives text.
func (r *Reader) Read(p []byte) (int, error) {
	if !r.begun {
		r.begin()
	}
	for len(r.text) == 0 && r.err == nil {
		if r.order == nil {
			r.readUTF8()
		} else {
			r.readUTF16()
		}
	}
	if len(r.text) == 0 {
		return 0, r.err
	}
	n := copy(p, r.text)
	r.text = r.text[n:]
	return n, nil
}

// begin looks for a mark.
func (r *Reader) begin() {
	r.begun = true
	head, _ := r.src.Peek(3) // its error comes again
	size := 2
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		size = 3
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		r.order = binary.LittleEndian
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		r.order = binary.BigEndian
	default:
		return
	}
	_, r.err = r.src.Discard(size)
}

// readUTF8 reads what the buffer holds, up to the last whole character.
func (r *Reader) readUTF8() {
	data, err := r.src.Peek(chunk)
	switch {
	case len(data) == 0:
		r.err = err
		return
	case err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull):
		r.err = err
	}
	whole := len(data)
	if err == nil { // more may come: the last character may be cut
		for i := 1; i < utf8.UTFMax && i <= whole; i++ {
			if c := data[whole-i]; utf8.RuneStart(c) {
				if !utf8.FullRune(data[whole-i:]) {
					whole -= i
				}
				break
			}
		}
	}
	r.give(data[:whole])
	_, _ = r.src.Discard(whole) // it was peeked at
}

// give checks text and gives it up to the first thing that is none.
func (r *Reader) give(data []byte) {
	good := len(data)
	if i := bytes.IndexByte(data, 0); i >= 0 {
		good = i
	}
	valid := data[:good]
	if !utf8.Valid(valid) {
		for good = 0; good < len(valid); {
			c, size := utf8.DecodeRune(valid[good:])
			if c == utf8.RuneError && size == 1 {
				break
			}
			good += size
		}
	}
	r.text = append(r.text[:0], data[:good]...)
	r.line += bytes.Count(r.text, []byte("\n"))
	if good == len(data) {
		return
	}
	r.err = &Error{Line: r.line, Reason: notUTF8}
	if data[good] == 0 {
		r.err = &Error{Line: r.line, Reason: holdsNUL}
	}
}

// readUTF16 reads some characters.
func (r *Reader) readUTF16() {
	r.text = r.text[:0]
	for len(r.text) < chunk/2 {
		c, err := r.unit()
		if err == nil && utf16.IsSurrogate(c) {
			var second rune
			if second, err = r.unit(); err == nil || errors.Is(err, io.EOF) {
				if c = utf16.DecodeRune(c, second); c == utf8.RuneError {
					err = &Error{Line: r.line, Reason: notUTF16}
				}
			}
		}
		switch {
		case errors.Is(err, io.ErrUnexpectedEOF):
			err = &Error{Line: r.line, Reason: notUTF16}
		case err == nil && c == 0:
			err = &Error{Line: r.line, Reason: holdsNUL}
		}
		if err != nil {
			r.err = err
			return
		}
		if c == '\n' {
			r.line++
		}
		r.text = utf8.AppendRune(r.text, c)
	}
}

// unit reads a unit of UTF-16.
func (r *Reader) unit() (rune, error) {
	var two [2]byte
	if _, err := io.ReadFull(r.src, two[:]); err != nil {
		return 0, err
	}
	return rune(r.order.Uint16(two[:])), nil
}
