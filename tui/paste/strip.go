package paste

import "unicode/utf8"

const (
	escape = 0x1b
	bell   = 0x07
	// csi introduces a sequence as one byte; stringEnd ends a text.
	csi       = 0x9b
	stringEnd = 0x9c
)

// kind is what a stripper is in the middle of.
type kind int

const (
	nothing kind = iota
	character
	sequence
	// text is meant for the terminal, such as a title, and ends by itself.
	text
)

// stripper takes escape sequences out of what is pasted, and finds its end.
type stripper struct {
	kind kind
	seq  []byte // what it is in the middle of
}

// take passes on what is at the beginning of b, and tells how much it took and
// whether the last of it is an end mark.
func (s *stripper) take(b []byte, out *[]byte) (n int, end bool) {
	for i, c := range b {
		if s.next(c, out) {
			return i + 1, true
		}
	}
	return len(b), false
}

// next takes one byte. It tells whether that makes an end mark whole.
func (s *stripper) next(c byte, out *[]byte) (end bool) {
	switch s.kind {
	case nothing:
	case sequence, text:
		return s.control(c)
	case character:
		if c >= 0x80 && c < 0xc0 {
			s.letter(c, out)
			return false
		}
		s.reset() // half a character is none
	}
	switch {
	case c == escape, c >= 0x80 && c < 0xa0:
		s.begin(c)
	case c >= 0xc0:
		s.kind, s.seq = character, append(s.seq, c)
	default:
		*out = append(*out, c)
	}
	return false
}

func (s *stripper) reset() { s.kind, s.seq = nothing, s.seq[:0] }

// begin begins what a control introduces, if it introduces anything.
func (s *stripper) begin(c byte) {
	s.reset()
	switch c {
	case escape, csi:
		s.kind = sequence
	case 0x90, 0x98, 0x9d, 0x9e, 0x9f:
		s.kind = text
	default:
		return
	}
	s.seq = append(s.seq, c)
}

// letter takes one more byte of a character. Controls can be written as those.
func (s *stripper) letter(c byte, out *[]byte) {
	s.seq = append(s.seq, c)
	if !utf8.FullRune(s.seq) {
		return
	}
	r, size := utf8.DecodeRune(s.seq)
	if size == len(s.seq) && (r < 0x80 || r >= 0xa0) {
		*out = append(*out, s.seq...)
	}
	s.reset()
	if size > 1 && r >= 0x80 && r < 0xa0 {
		s.begin(byte(r))
	}
}

// control takes one more byte of an escape sequence or of a text.
func (s *stripper) control(c byte) (end bool) {
	switch {
	case c == escape:
		s.begin(c)
	case s.kind == text:
		if c == bell || c == stringEnd || c == '\n' || c == '\r' {
			s.reset()
		}
	case len(s.seq) == 1 && s.seq[0] == escape && c != '[' && c != 'O':
		if s.reset(); c < 0x80 {
			s.begin(c + 0x40) // the same control in one byte; a short one is over
		}
	default:
		s.seq = append(s.seq, c)
		if final := c >= 0x40 && c <= 0x7e && len(s.seq) > 2 || s.seq[0] == csi && c >= 0x40 && c <= 0x7e; final || c < 0x20 || len(s.seq) > maxSequence {
			end = string(s.seq) == endMark
			s.reset()
		}
	}
	return end
}
