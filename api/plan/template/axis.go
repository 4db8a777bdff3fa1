package template

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"imagine-tui/api/pattern"
)

// arrow stands between what is searched for and what comes in its place.
const arrow = "=>"

// axis is a line of search and replace: "cat => dog, wolf". Wherever the words
// stand in the prompt, there is a variable that is chosen once.
type axis struct {
	search string
	def    *definition
	at     int // where its line begins in the source
}

// axisLine is a line of search and replace before it is read.
type axisLine struct {
	search     string
	at         int // where the line begins
	from, upTo int // where the replacements are
}

var axisRE = pattern.Of(`^[ \t]*([^{}|$\n]*?[^{}|$\s])[ \t]+=>(?:[ \t]+|$)`)

// splitAxes takes the lines of search and replace from the end of s. Blank
// lines and comments between and after them go with them. A text of nothing
// but such lines has none: there would be no prompt.
func splitAxes(s string) (body string, lines []axisLine) {
	if !strings.Contains(s, arrow) {
		return s, nil
	}
	end := len(s)
	for bodyEnd := len(s); bodyEnd > 0; {
		start := strings.LastIndexByte(s[:bodyEnd-1], '\n') + 1
		line := strings.TrimRight(s[start:bodyEnd], "\r\n")
		text := strings.TrimSpace(line)
		comment := text == "#" || strings.HasPrefix(text, "# ")
		m := axisRE.Regexp().FindStringSubmatchIndex(line)
		switch {
		case comment || text == "":
		case m != nil && start > 0:
			lines = append(lines, axisLine{search: line[m[2]:m[3]], at: start, from: start + m[1], upTo: start + len(line)})
			end = start
		default:
			start = 0 // the prompt
		}
		bodyEnd = start
	}
	if strings.TrimSpace(s[:end]) == "" {
		return s, nil
	}
	return s[:end], lines
}

// readAxes makes a variable of each line; src is the whole source. What it
// returns gives them their values, the first line first.
func (p *parser) readAxes(src string, lines []axisLine) []node {
	var sets []node
	var axes []*axis
	for i := len(lines) - 1; i >= 0; i-- { // they were found from the end
		l := lines[i]
		if slices.ContainsFunc(axes, func(a *axis) bool { return a.search == l.search }) {
			p.note(errorAt(src, l.at, "%q is replaced twice: use a single line for it", l.search))
			continue
		}
		c := &choice{lo: 1, hi: 1, options: []option{{node: p.searched(src, l), weight: 1}}}
		seen := map[string]bool{l.search: true}
		for _, span := range segments(src[:l.upTo], l.from) {
			// What is written twice, or is what is searched for, is one prompt.
			text := strings.TrimSpace(src[span[0]:span[1]])
			n := p.replacement(src, span[0], span[1])
			if !seen[text] {
				seen[text] = true
				c.options = append(c.options, option{node: n, weight: 1})
			}
		}
		c.vary = c.leaves()
		if !c.vary {
			p.note(errorAt(src, l.upTo, "nothing follows =>: write %s => this, that", l.search))
		}
		d := &definition{name: l.search, body: c, once: true, slot: p.all.newSlot()}
		sets = append(sets, set{d})
		axes = append(axes, &axis{search: l.search, def: d, at: l.at})
	}
	// Only from now on: what replaces is not searched.
	p.all.axes = axes
	clear(p.all.lists)
	return sets
}

// replacement reads what stands between two commas.
func (p *parser) replacement(src string, from, to int) node {
	q := p.part(src, from, to)
	q.replacing, q.blank = true, false
	return q.sequence(endText, from)
}

// searched is what stands in the prompt where nothing replaces it: the words
// themselves, or what the lists in them stand for.
func (p *parser) searched(src string, l axisLine) node {
	if p.lookup == nil || !strings.Contains(l.search, "__") {
		return literal(plainly(l.search))
	}
	from := l.at + strings.Index(src[l.at:], l.search)
	return p.replacement(src, from, from+len(l.search))
}

// segments returns where the parts between the commas of src[from:] are,
// without white space around them, empty ones left out. Commas in braces and
// after a backslash do not count.
func segments(src string, from int) [][2]int {
	var out [][2]int
	depth, start := 0, from
	add := func(end int) {
		text := src[start:end]
		lead := len(text) - len(strings.TrimLeft(text, " \t"))
		if text = strings.TrimSpace(text); text != "" {
			out = append(out, [2]int{start + lead, start + lead + len(text)})
		}
	}
	for i := from; i < len(src); i++ {
		switch src[i] {
		case '\\':
			i++
		case '{':
			depth++
		case '}':
			depth--
		case ',':
			if depth <= 0 {
				add(i)
				start = i + 1
			}
		}
	}
	add(len(src))
	return out
}

// withAxes puts the choices before the prompt. A line whose words are not
// there is a mistake.
func (p *parser) withAxes(src string, root node, sets []node) node {
	if len(sets) == 0 {
		return root
	}
	for _, a := range p.all.axes {
		if a.def.uses == 0 {
			p.note(errorAt(src, a.at, "%q is not in the prompt, so it cannot be replaced", a.search))
		}
	}
	return &sequence{parts: append(sets, root), vary: true}
}

// axis reads words that are searched for, if they are here. Of several the
// longest counts.
func (p *parser) axis(b *pieces) bool {
	if p.naming {
		return false
	}
	var found *axis
	for _, a := range p.all.axes {
		if strings.HasPrefix(p.src[p.at:], a.search) && (found == nil || len(a.search) > len(found.search)) && wholeWords(p.src, p.at, p.at+len(a.search)) {
			found = a
		}
	}
	if found == nil {
		return false
	}
	p.at += len(found.search)
	p.use(b, found.def)
	return true
}

// wholeWords tells whether no word goes on before or after src[from:to].
func wholeWords(src string, from, to int) bool {
	return !goesOn(src[:from], src[from:to]) && !goesOn(src[from:to], src[to:])
}

// goesOn tells whether the last word of a goes on at the start of b.
func goesOn(a, b string) bool {
	last, _ := utf8.DecodeLastRuneInString(a)
	first, _ := utf8.DecodeRuneInString(b)
	return inWord(last) && inWord(first)
}

// inWord tells whether r belongs to words that are written apart from one
// another.
func inWord(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r)) && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
}
