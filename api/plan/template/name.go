package template

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// name is where the parts of a list's name are: __~colours/${x}(y=z)__.
type name struct {
	sampler  string // its mark
	from, to int
	// made says that the name is a template.
	made bool
	// the parameters, in their parentheses; without any both are 0.
	paramFrom, paramTo int
	end                int
}

// nameIn reads the name of a list at the beginning of text. The mistakes in what
// the name is made of are not its matter.
func nameIn(text string) (name, bool) {
	n := name{from: len("__")}
	if n.from < len(text) && strings.IndexByte("~@!", text[n.from]) >= 0 {
		n.sampler = text[n.from : n.from+1]
		n.from++
	}
	i := n.from
	for _, dots := range []string{"./", "../"} {
		if strings.HasPrefix(text[i:], dots) {
			i += len(dots)
			break
		}
	}
	if r, _ := utf8.DecodeRuneInString(text[i:]); !inName(r) && r != '*' && r != '?' && r != '{' && !strings.HasPrefix(text[i:], "${") {
		return name{}, false
	}
	for i < len(text) {
		switch {
		case strings.HasPrefix(text[i:], "__"):
			n.to, n.end = i, i+len("__")
			return n, true
		case text[i] == '(':
			return n.withParameters(text, i)
		case text[i] == '{' || strings.HasPrefix(text[i:], "${"):
			size := span(text[i:], '{', '}')
			if size == 0 {
				return name{}, false
			}
			n.made = true
			i += size
		default:
			r, size := utf8.DecodeRuneInString(text[i:])
			if !usable(r) {
				return name{}, false
			}
			i += size
		}
	}
	return name{}, false
}

// withParameters reads what stands in parentheses behind a name.
func (n name) withParameters(text string, open int) (name, bool) {
	size := span(text[open:], '(', ')')
	end := open + size
	if size == 0 || !strings.HasPrefix(text[end:], "__") {
		return name{}, false
	}
	n.to, n.paramFrom, n.paramTo, n.end = open, open+1, end-1, end+len("__")
	return n, true
}

// span returns how long the part is at whose end the first bracket of text is
// closed, 0 where that is not in the same line.
func span(text string, open, end byte) int {
	depth := 0
	for i := 0; i < len(text) && text[i] != '\n'; i++ {
		switch text[i] {
		case '\\':
			i++
		case open:
			depth++
		case end:
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}

// usable tells whether the name of a list may hold r.
func usable(r rune) bool {
	return inName(r) || unicode.Is(unicode.N, r) || strings.ContainsRune("_*?./ -", r)
}

// parameters defines what __name(x=red, y=big)__ gives the list to use. It
// returns what gives a value to those that are chosen once.
func (p *parser) parameters(open int, n name) (in *scope, sets []node) {
	in = &scope{outer: p.scope}
	from, to := open+n.paramFrom, open+n.paramTo
	text := p.src[from:to]
	if strings.TrimSpace(text) == "" {
		return in, nil
	}
	in.defs = map[string]*definition{}
	for _, at := range segments(p.src[:to], from) {
		part := p.src[at[0]:at[1]]
		key, value, ok := strings.Cut(part, "=")
		if key = strings.TrimSpace(key); !ok || !nameRE.Regexp().MatchString(key) {
			p.mistake(open, "(%s): write it as (name=value)", text)
			return in, nil
		}
		value = strings.TrimLeft(value, " \t")
		d := &definition{name: key, once: strings.HasPrefix(value, "!")}
		begin := at[1] - len(strings.TrimPrefix(value, "!"))
		q := p.part(p.src, begin, at[1])
		q.replacing, q.blank, q.using = true, false, &d.within
		d.body = trimEnds(q.sequence(endParameter, begin), func(string) bool { return true })
		if p.using != nil {
			*p.using = append(*p.using, d.within...)
		}
		in.defs[key] = d
		if d.once {
			d.slot = p.all.newSlot()
			sets = append(sets, set{d})
		}
	}
	return in, sets
}
