package contactsheet

import (
	"encoding/json"
	"io"
	"strconv"
	"strings"
)

// markup writes HTML. Whatever comes from elsewhere goes through text, attr or
// data, which write it so that it is only ever text. After a failure nothing more
// is written.
type markup struct {
	w   io.Writer
	err error
}

// raw writes markup of this package.
func (m *markup) raw(parts ...string) {
	for _, part := range parts {
		if m.err == nil {
			_, m.err = io.WriteString(m.w, part)
		}
	}
}

// special are the letters that mean something in HTML. A plus could begin another
// encoding in old browsers, and the letter zero may not stand in a page.
var special = strings.NewReplacer(
	"&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;", "+", "&#43;", "\x00", "\uFFFD")

// text writes what is to be read, between tags.
func (m *markup) text(text string) {
	if m.err == nil {
		_, m.err = special.WriteString(m.w, text)
	}
}

// attr writes an attribute whose value is text or a number: not one of those that
// hold an address, style or script.
func (m *markup) attr(name, value string) {
	m.raw(" ", name, `="`)
	m.text(value)
	m.raw(`"`)
}

// number writes an attribute.
func (m *markup) number(name string, value int) { m.attr(name, strconv.Itoa(value)) }

// element writes text within tags of its own.
func (m *markup) element(open, text, closed string) {
	m.raw(open)
	m.text(text)
	m.raw(closed)
}

// optional writes an element, or nothing where there is no text.
func (m *markup) optional(open, text, closed string) {
	if text != "" {
		m.element(open, text, closed)
	}
}

// data writes JSON into a script element, which nothing in it can end: package
// json writes <, > and & as numbers.
func (m *markup) data(value any) {
	if m.err != nil {
		return
	}
	text, err := json.Marshal(value)
	if err != nil {
		m.err = err
		return
	}
	_, m.err = m.w.Write(text)
}
