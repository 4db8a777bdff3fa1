package template

import (
	"math/big"
	"strings"
	"unicode/utf8"
)

// parser reads a template in one pass over its bytes. A mistake does not end
// it, but where nothing that follows could be told any more.
type parser struct {
	src    string
	at     int
	lookup Lookup
	scope  *scope
	depth  int
	// note takes the mistakes.
	note func(*Error)
	// stopped says that what follows could not be told any more.
	stopped bool
	// verbatim says that nothing but the axes has a meaning; bare, that only
	// comments have; naming, that this is the name of
	// a list; replacing, that it comes in the place of other words.
	verbatim, bare, naming, replacing bool
	// opened says that a backslash took the meaning from the __ that begins a
	// name: the one that ends it has none either.
	opened bool
	// all is shared with the parsers of wildcard values and axes.
	all *shared
	// blank says that nothing but blanks and definitions came since the line
	// began: a comment or definition then takes its line with it.
	blank bool
	// reading are the lists being read, outermost first; from is the value of
	// the last of them that is read.
	reading []string
	from    origin
	// using gathers the variables that are used, nil where nobody asks.
	using *[]*definition
}

// shared is what the parsers of one template have in common.
type shared struct {
	mistakes []*Error
	// slots counts the variables that are chosen once.
	slots int
	axes  []*axis
	// lists are the wildcards read so far that depend on no variable.
	lists map[string]*choice
	// values counts what was read from lists.
	values int
	// drawn says that there are choices that are drawn.
	drawn bool
	// found says that while prompts were counted something was read that they
	// depend on.
	found bool
	empty *Error
}

// newParser reads src from its beginning.
func newParser(src string, lookup Lookup, all *shared) *parser {
	return &parser{src: src, lookup: lookup, scope: &scope{}, blank: true, bare: isPlain(src, lookup), all: all, note: all.note}
}

// part reads a part of src, which is the source of p or begins with it.
func (p *parser) part(src string, from, to int) *parser {
	q := *p
	q.src, q.at, q.scope, q.bare = src[:to], from, &scope{outer: p.scope}, p.bare && isPlain(src[from:to], p.lookup)
	q.verbatim, q.stopped = false, false
	return &q
}

func (p *parser) mistake(at int, format string, args ...any) {
	p.note(errorAt(p.src, at, format, args...))
}

// fail notes a mistake behind which nothing can be told.
func (p *parser) fail(at int, what string) {
	p.mistake(at, "%s", what)
	p.stopped = true
}

// Where a sequence of pieces ends.
const (
	endText        = iota // at the end of the text
	endAlternative        // at | or }
	endValue              // at }
	endAround             // at $$ or }
	endParameter          // at the end of the text, which is a value
)

// closed tells whether a sequence ends at a brace.
func closed(end int) bool { return end != endText && end != endParameter }

// sequence reads pieces up to its end, which it leaves unread. open is where
// the brace around it stands.
func (p *parser) sequence(end, open int) node {
	b := &pieces{}
	for p.at < len(p.src) && !p.stopped {
		c := p.src[p.at]
		if p.verbatim {
			c = 0
		}
		switch {
		case c == '}' && closed(end), c == '|' && end == endAlternative, c == '$' && end == endAround && strings.HasPrefix(p.src[p.at:], "$$"):
			return b.node()
		case c == '}':
			p.mistake(p.at, `"}" has no "{" before it`)
			p.at++
		case c == '|' && end > endAlternative:
			p.mistake(p.at, `"|" is outside braces: write {a|b}, or \| for a literal |`)
			p.at++
		default:
			p.piece(b)
		}
	}
	if closed(end) && !p.stopped {
		p.fail(open, `"{" is never closed`)
	}
	return b.node()
}

// piece reads one piece into b: an escaped character, a comment, a variable,
// a group, a wildcard, or one ordinary character.
func (p *parser) piece(b *pieces) {
	rest := p.src[p.at:]
	if p.axis(b) {
		return
	}
	if p.verbatim {
		_, size := utf8.DecodeRuneInString(rest)
		b.text(plainly(rest[:size]))
		p.at += size
		return
	}
	switch rest[0] {
	case '\\':
		if p.escaped(b) {
			return
		}
	case '#':
		if !p.naming && p.comment(b) {
			return
		}
	case '$':
		p.dollar(b)
		return
	case '%':
		if strings.HasPrefix(rest, "%{") {
			p.percent(b)
			return
		}
	case '{':
		p.group(b)
		return
	case '_':
		if p.lookup != nil && !p.naming && p.line(b) {
			return
		}
	}
	p.character(b)
}

// character reads one character that stands for itself.
func (p *parser) character(b *pieces) {
	rest := p.src[p.at:]
	_, size := utf8.DecodeRuneInString(rest)
	if rest[0] == '\n' {
		p.blank = true
	} else if rest[0] != ' ' && rest[0] != '\t' {
		p.blank = false
	}
	b.text(rest[:size])
	p.at += size
}

// escaped reads a character behind a backslash, if that takes its meaning away.
func (p *parser) escaped(b *pieces) bool {
	rest := p.src[p.at+1:]
	switch {
	case rest == "":
		return false
	case p.escapes(rest[0]), strings.HasPrefix(rest, "%{"):
		p.opened = p.opened || strings.HasPrefix(rest, "__")
		b.text(plainly(rest[:1]))
	default:
		return false
	}
	p.at += 2
	p.blank = false
	return true
}

// escapes tells whether a backslash before c takes its meaning from it.
func (p *parser) escapes(c byte) bool {
	return strings.IndexByte(escapable, c) >= 0 || c == ',' && p.replacing
}

// comment skips a comment if there is one here: a # at the start of a line or
// after a blank, and not stuck to a word as in "#1".
func (p *parser) comment(b *pieces) bool {
	if !p.blank && !b.endsInBlank() {
		return false
	}
	rest := p.src[p.at+1:]
	if rest != "" && !strings.ContainsRune(" \t\r\n", rune(rest[0])) {
		return false
	}
	b.trimBlanks()
	line := strings.IndexByte(rest, '\n')
	switch {
	case line < 0:
		p.at = len(p.src)
	case p.blank:
		p.at += line + 2
	default:
		p.at += line + 1
	}
	return true
}

// endLine drops what is left of a line that held nothing but a definition.
func (p *parser) endLine(b *pieces) {
	if !p.blank {
		return
	}
	rest := strings.TrimLeft(p.src[p.at:], " \t\r")
	if strings.HasPrefix(rest, "\n") {
		b.trimBlanks()
		p.at = len(p.src) - len(rest) + 1
	}
}

// skipBlanks goes to the next character that is no white space.
func (p *parser) skipBlanks() {
	p.at = len(p.src) - len(strings.TrimLeft(p.src[p.at:], " \t\r\n"))
}

// maxPasses bounds how often prompts are counted while lists are found that
// name others.
const maxPasses = 20

// count counts the prompts of a template that was read without a mistake. What
// names a list by a variable is read only now, and may hold more of the kind:
// the last count is the one that found nothing new.
func (s *shared) count(root node) *big.Int {
	for pass := 1; ; pass++ {
		s.found, s.mistakes = false, nil
		e := &counting{pass: pass, out: &output{vars: make([]string, s.slots), naming: true}}
		n := root.count(e)
		if e.tooMuch() {
			s.note(&Error{Line: 1, Column: 1, Message: "variables name too many different lists"})
		}
		if !s.found || pass == maxPasses {
			return n
		}
	}
}
