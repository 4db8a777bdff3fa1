package template

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// parser reads a template in one pass over its bytes.
type parser struct {
	src    string
	at     int
	lookup Lookup
	scope  *scope
	depth  int
	// verbatim says that nothing but the axes has a meaning.
	verbatim bool
	// replacing says that this is what comes in the place of other words.
	replacing bool
	// all is shared with the parsers of wildcard values and axes.
	all *shared
	// blank says that nothing but blanks and definitions came since the line
	// began: a comment or definition then takes its line with it.
	blank bool
	// wildcards are the lists being read, outermost first.
	wildcards []string
}

// shared is what the parsers of one template have in common.
type shared struct {
	// slots counts the variables that are chosen once.
	slots int
	axes  []*axis
	// lists are the wildcards read so far that depend on no variable.
	lists map[string]*choice
	// values counts what was read from lists.
	values int
}

// scope holds the variables a group defined. They end with the group.
type scope struct {
	outer *scope
	defs  map[string]*definition
}

func (s *scope) find(name string) *definition {
	for ; s != nil; s = s.outer {
		if d := s.defs[name]; d != nil {
			return d
		}
	}
	return nil
}

var (
	numbersRE  = regexp.MustCompile(`^\{\s*(-?\d{1,15})\.\.(-?\d{1,15})(?:\.\.(\d{1,15}))?\s*\}`)
	boundsRE   = regexp.MustCompile(`^\s*(?:(\d+)?(-)(\d+)?|(\d+))\$\$`)
	weightRE   = regexp.MustCompile(`^\s*(\d+(?:\.\d*)?|\.\d+)\s*::\s*`)
	nameRE     = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_-]*$`)
	variableRE = regexp.MustCompile(`^\$\{\s*([A-Za-z_][A-Za-z0-9_-]*)\s*(\}|:|\??=!?)`)
	wildcardRE = regexp.MustCompile(`^__([\p{L}\p{N}*?][\p{L}\p{N}\p{M}_*?./ -]*?)(?:\(([^()\n]*)\))?__`)
)

// escapable are the characters a backslash takes the meaning from.
const escapable = "{}|#$_"

// maxArranged bounds the work of counting {2$$…}: options × options taken.
const maxArranged = 10_000

// Where a sequence of pieces ends.
const (
	endText        = iota // at the end of the text
	endAlternative        // at | or }
	endValue              // at }
)

func (p *parser) errorAt(at int, format string, args ...any) error {
	return errorAt(p.src, at, format, args...)
}

// sequence reads pieces up to its end, which it leaves unread. open is where
// the brace around it stands.
func (p *parser) sequence(end, open int) (node, error) {
	b := &pieces{}
	for p.at < len(p.src) {
		c := p.src[p.at]
		if p.verbatim {
			c = 0
		}
		if c == '}' && end != endText || c == '|' && end == endAlternative {
			return b.node(), nil
		}
		if c == '}' {
			return nil, p.errorAt(p.at, `"}" has no "{" before it`)
		}
		if err := p.piece(b); err != nil {
			return nil, err
		}
	}
	if end != endText {
		return nil, p.errorAt(open, `"{" is never closed`)
	}
	return b.node(), nil
}

// piece reads one piece into b: an escaped character, a comment, a variable,
// a group, a wildcard, or one ordinary character.
func (p *parser) piece(b *pieces) error {
	rest := p.src[p.at:]
	if p.axis(b) {
		return nil
	}
	if p.verbatim {
		_, size := utf8.DecodeRuneInString(rest)
		b.text(rest[:size])
		p.at += size
		return nil
	}
	switch rest[0] {
	case '\\':
		if len(rest) > 1 && p.escapes(rest[1]) {
			b.text(rest[1:2])
			p.at += 2
			p.blank = false
			return nil
		}
	case '#':
		if p.comment(b) {
			return nil
		}
	case '$':
		if m := variableRE.FindStringSubmatch(rest); m != nil {
			return p.variable(b, m)
		}
	case '{':
		n, err := p.group()
		if err != nil {
			return err
		}
		p.blank = false
		b.add(n)
		return nil
	case '_':
		if p.lookup == nil {
			break
		}
		if m := wildcardRE.FindStringSubmatch(rest); m != nil {
			n, err := p.wildcard(m)
			if err != nil {
				return err
			}
			p.blank = false
			b.add(n)
			return nil
		}
	}
	_, size := utf8.DecodeRuneInString(rest)
	if rest[0] == '\n' {
		p.blank = true
	} else if rest[0] != ' ' && rest[0] != '\t' {
		p.blank = false
	}
	b.text(rest[:size])
	p.at += size
	return nil
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

// group reads {…}.
func (p *parser) group() (node, error) {
	open := p.at
	if p.depth++; p.depth > maxDepth {
		return nil, p.errorAt(open, "groups are nested too deeply")
	}
	defer func() { p.depth-- }()
	if m := numbersRE.FindStringSubmatch(p.src[p.at:]); m != nil {
		return p.numbers(m)
	}
	p.at++
	p.blank = false
	c := &choice{lo: 1, hi: 1, sep: ", "}
	var bounds []string
	if bounds = boundsRE.FindStringSubmatch(p.src[p.at:]); bounds != nil {
		p.at += len(bounds[0])
		p.separator(c)
	}
	for {
		o, err := p.option(open)
		if err != nil {
			return nil, err
		}
		c.options = append(c.options, o)
		closed := p.src[p.at] == '}'
		p.at++
		if closed {
			break
		}
	}
	if bounds != nil {
		return c, p.bound(c, open, bounds)
	}
	return c, nil
}

// separator reads what stands between the options taken, if it is given: the
// text up to a second $$ before the first option ends.
func (p *parser) separator(c *choice) {
	var sep strings.Builder
	for i := p.at; i < len(p.src); i++ {
		rest := p.src[i:]
		switch {
		case strings.HasPrefix(rest, "$$"):
			c.sep = sep.String()
			p.at = i + 2
			return
		case rest[0] == '\\' && len(rest) > 1 && p.escapes(rest[1]):
			i++
		case strings.IndexByte("{|}", rest[0]) >= 0:
			return
		}
		sep.WriteByte(p.src[i])
	}
}

// option reads one alternative, up to its | or }.
func (p *parser) option(open int) (option, error) {
	p.scope = &scope{outer: p.scope}
	defer func() { p.scope = p.scope.outer }()
	o := option{weight: 1}
	if err := p.weight(&o); err != nil {
		return option{}, err
	}
	n, err := p.sequence(endAlternative, open)
	if err != nil {
		return option{}, err
	}
	o.node = trimLayout(n)
	return o, nil
}

// weight reads the number before "::", if there is one.
func (p *parser) weight(o *option) error {
	m := weightRE.FindStringSubmatch(p.src[p.at:])
	if m == nil {
		return nil
	}
	w, err := strconv.ParseFloat(m[1], 64)
	if err != nil {
		return p.errorAt(p.at, "the weight %s is too large", m[1])
	}
	o.weight = w
	p.at += len(m[0])
	return nil
}

// bound sets how many options are taken, m being the parts of boundsRE. More
// than there are means all.
func (p *parser) bound(c *choice, open int, m []string) error {
	if len(c.options) == 1 {
		if w, ok := c.options[0].node.(*choice); ok && w.fromList {
			c.options = w.options
		}
	}
	number := func(s string, otherwise int) int {
		if s == "" {
			return otherwise
		}
		n, err := strconv.Atoi(s)
		if err != nil {
			return len(c.options)
		}
		return n
	}
	if m[4] != "" {
		c.lo = number(m[4], 1)
		c.hi = c.lo
	} else {
		c.lo, c.hi = number(m[1], 1), number(m[3], max(len(c.options), 1))
		if m[1] != "" && m[3] != "" && c.lo > c.hi {
			return p.errorAt(open+1, "%s-%s runs backwards: write %s-%s", m[1], m[3], m[3], m[1])
		}
	}
	c.hi = min(c.hi, len(c.options))
	c.lo = min(c.lo, c.hi)
	if len(c.options)*c.hi > maxArranged {
		return p.errorAt(open, "too many alternatives to take so many of them")
	}
	return nil
}
