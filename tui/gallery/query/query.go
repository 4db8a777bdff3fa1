// Package query is the language in which results are searched, as text: terms,
// where in it something is wrong, how letters are compared, and what a range of
// numbers, sizes or dates spans. What the fields mean of a result is for who
// has one to say.
package query

import (
	"fmt"
	"strings"
	"unicode"
)

// Term is one condition of a query: all of them hold of what it finds.
type Term struct {
	// Column is where it begins and At where its value does, in characters
	// from 1.
	Column, At int
	// Not turns it round: -fog.
	Not bool
	// Field is the name before the colon in lower case, "" for text, Saved for what
	// follows an @.
	Field string
	// Value is what is looked for, without quotation marks.
	Value string
}

// Saved is the field of a term that names a saved filter: @name.
const Saved = "@"

// Mistake is something in a query that cannot be meant.
type Mistake struct {
	Column int // in characters from 1
	Reason string
	// Instead is what was probably meant in the place of the term that begins in
	// column Term, "" where nobody knows.
	Instead string
	Term    int
}

func (m *Mistake) Error() string { return fmt.Sprintf("column %d: %s", m.Column, m.Reason) }

// Parse reads a query: words, "quoted phrases", field:value, field:"a b", @name,
// and any of them after a minus. Only letters can stand before the colon of a field,
// so 16:9 is a word; in quotation marks everything is text. Of a query with
// mistakes the terms without are returned.
func Parse(text string) ([]Term, []*Mistake) {
	p := parser{text: []rune(text)}
	for p.skip(); p.at < len(p.text); p.skip() {
		p.term()
	}
	return p.terms, p.mistakes
}

// Split returns the terms of a query as they are written.
func Split(text string) (terms []string) {
	each(text, func(_ int, term string) { terms = append(terms, term) })
	return terms
}

// each calls use with where terms begin, from 0, and how they are written.
func each(text string, use func(at int, term string)) {
	p := parser{text: []rune(text)}
	for p.skip(); p.at < len(p.text); p.skip() {
		from := p.at
		p.term()
		use(from, string(p.text[from:p.at]))
	}
}

// Mended is a query with what was probably meant in the place of its first mistake
// of which that is known; false where it is of none.
func Mended(text string, mistakes []*Mistake) (string, bool) {
	var first *Mistake
	for _, m := range mistakes {
		if m.Instead != "" && (first == nil || m.Column < first.Column) {
			first = m
		}
	}
	if first == nil {
		return text, false
	}
	each(text, func(at int, term string) {
		if at+1 == first.Term {
			runes := []rune(text)
			text = string(runes[:at]) + first.Instead + string(runes[at+len([]rune(term)):])
		}
	})
	return text, true
}

type parser struct {
	text     []rune
	at       int
	terms    []Term
	mistakes []*Mistake
}

func (p *parser) skip() {
	for p.at < len(p.text) && unicode.IsSpace(p.text[p.at]) {
		p.at++
	}
}

// peek is the next character, a space at the end.
func (p *parser) peek() rune {
	if p.at < len(p.text) {
		return p.text[p.at]
	}
	return ' '
}

func (p *parser) wrong(column int, reason string) {
	p.mistakes = append(p.mistakes, &Mistake{Column: column, Reason: reason})
}

func (p *parser) term() {
	t := Term{Column: p.at + 1}
	if p.peek() == '-' {
		p.at++
		t.Not = true
		if unicode.IsSpace(p.peek()) {
			p.wrong(t.Column, `put what to leave out after -, as in -fog; "-" in quotation marks finds the sign itself`)
			return
		}
	}
	if name := p.name(); name != "" {
		t.Field = name
	}
	t.At = p.at + 1
	ok := true
	if p.peek() == '"' {
		t.Value, ok = p.quoted()
	} else {
		t.Value = p.word()
		switch {
		case t.Field != "":
		case isRating(t.Value):
			t.Field = "rating"
		case strings.HasPrefix(t.Value, Saved):
			t.Field, t.Value = Saved, t.Value[len(Saved):]
		}
	}
	if ok {
		p.terms = append(p.terms, t)
	}
}

// name reads the name of a field with its colon, if one comes.
func (p *parser) name() string {
	for i := p.at; i < len(p.text); i++ {
		switch r := p.text[i]; {
		case r == ':' && i > p.at:
			name := strings.ToLower(string(p.text[p.at:i]))
			p.at = i + 1
			return name
		case !unicode.IsLetter(r) && !unicode.IsMark(r):
			return ""
		}
	}
	return ""
}

// word reads up to the next space.
func (p *parser) word() string {
	start := p.at
	for !unicode.IsSpace(p.peek()) {
		p.at++
	}
	return string(p.text[start:p.at])
}

// quoted reads up to the closing quotation mark.
func (p *parser) quoted() (value string, ok bool) {
	start := p.at + 1
	for p.at = start; p.at < len(p.text) && p.text[p.at] != '"'; p.at++ {
	}
	value = string(p.text[start:p.at])
	if p.at == len(p.text) {
		p.wrong(start, "this quotation mark is not closed")
		return value, strings.TrimSpace(value) != ""
	}
	p.at++
	if !unicode.IsSpace(p.peek()) {
		p.wrong(p.at+1, "a space is missing after the closing quotation mark")
	}
	return value, true
}

// isRating tells whether a word is a rating in short: >3, <=2.
func isRating(word string) bool {
	return len(word) > 1 && (word[0] == '>' || word[0] == '<') && (word[1] == '=' || word[1] >= '0' && word[1] <= '9')
}
