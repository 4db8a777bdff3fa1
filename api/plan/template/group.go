package template

import (
	"strconv"
	"strings"

	"imagine-tui/api/pattern"
)

var (
	numbersRE = pattern.Of(`^\s*(-?\d{1,15})\.\.(-?\d{1,15})(?:\.\.(\d{1,15}))?\s*\}`)
	boundsRE  = pattern.Of(`^\s*(?:(\d+)?\s*(-)\s*(\d+)?|(\d+))\s*\$\$`)
	weightRE  = pattern.Of(`^\s*(-?)(\d+(?:\.\d*)?|\.\d+)\s*::\s*`)
	samplerRE = pattern.Of(`^\s*([@~!])`)
	// backwardsRE is a range whose step is below 0.
	backwardsRE = pattern.Of(`^\s*-?\d+\.\.-?\d+\.\.-\d+\s*\}`)
	// jinjaRE is what begins a command of Jinja, in which people write prompts too.
	jinjaRE = pattern.Of(`^\{(?:%-?\s*(?:for|if|elif|else|endif|endfor|set|endset|macro|endmacro|prompt|endprompt|include|raw|endraw)\b|\{\s*(?:choice|weighted_choice|random|permutation|wildcard)\s*\()`)
	// notSamplerRE is what stands for itself where a sampler could be.
	notSamplerRE = pattern.Of(`^\s*\\([@~!])`)
)

// maxArranged bounds the work of counting {2$$…}: options × options taken.
const maxArranged = 10_000

// group reads {…}.
func (p *parser) group(b *pieces) {
	open := p.at
	if p.depth++; p.depth > maxDepth {
		p.fail(open, "groups are nested too deeply")
		return
	}
	defer func() { p.depth-- }()
	p.at++
	c := &choice{lo: 1, hi: 1, sep: ", ", sampler: p.sampler()}
	if m := numbersRE.Regexp().FindStringSubmatch(p.src[p.at:]); m != nil {
		p.numbers(b, c, open, m)
		return
	}
	p.blank = false
	if p.foreign(open) {
		return
	}
	take := p.bounds(c)
	if take != nil && numbersRE.Regexp().MatchString(p.src[p.at:]) {
		p.mistake(p.at, "a number range must be alone in its braces: list the numbers, as in {2$$1|2|3}")
	}
	for {
		from := p.at
		o := p.option(open)
		if p.stopped {
			return
		}
		c.options = append(c.options, o)
		if l, ok := o.node.(literal); ok && strings.TrimSpace(string(l)) == "" {
			p.empty(from, "the empty alternative would be an empty prompt: add words inside it or around the braces")
		}
		end := p.src[p.at] == '}'
		p.at++
		if end {
			break
		}
	}
	p.blank = false
	b.add(p.taken(c, take, open))
}

// foreign marks what looks like a group and is of another language, or can mean
// nothing. It reports whether it read it.
func (p *parser) foreign(open int) bool {
	rest := p.src[open:]
	if m := jinjaRE.Regexp().FindString(rest); m != "" {
		p.mistake(open, "%q starts a Jinja statement, which is not supported: write alternatives as {a|b}, or \\{ for a literal {", m[:2])
		end := max(strings.Index(rest, "%}"), strings.Index(rest, "}}"), len(m)-2)
		p.at = open + end + 2
		return true
	}
	if backwardsRE.Regexp().MatchString(p.src[p.at:]) {
		p.mistake(p.at, "a step must be positive: write {3..1} to count down")
	}
	return false
}

// sampler reads how a choice is made, if that is said: by ~ at random, by @ one
// after the other. All of them, ! or nothing, is 0.
func (p *parser) sampler() byte {
	m := samplerRE.Regexp().FindStringSubmatch(p.src[p.at:])
	if m == nil {
		return 0
	}
	p.at += len(m[0])
	if again := samplerRE.Regexp().FindStringSubmatch(p.src[p.at:]); again != nil {
		p.mistake(p.at+len(again[0])-1, `"%s%s": use only one of ~, @ and !; write \%s for a literal %s`, m[1], again[1], again[1], again[1])
		p.at += len(again[0])
	}
	return p.drawing(m[1])
}

// drawing notes that a choice is drawn, if its mark says so.
func (p *parser) drawing(mark string) byte {
	if mark != "~" && mark != "@" {
		return 0
	}
	p.all.drawn = true
	return mark[0]
}

// taking is how many options are taken: at least lo, at most hi, where -1 is as
// many as there are.
type taking struct {
	lo, hi int
	at     int // where it is written
	wrong  string
}

// bounds reads how many options are taken and what stands between them, nil if
// nothing is said.
func (p *parser) bounds(c *choice) *taking {
	m := boundsRE.Regexp().FindStringSubmatch(p.src[p.at:])
	if m == nil {
		return nil
	}
	number := func(s string, otherwise int) int {
		if s == "" {
			return otherwise
		}
		n, err := strconv.Atoi(s)
		if err != nil {
			return -1 // more than there can be
		}
		return n
	}
	t := &taking{at: p.at}
	if m[4] != "" {
		t.lo = number(m[4], 1)
		t.hi = t.lo
	} else {
		t.lo, t.hi = number(m[1], 1), number(m[3], -1)
		if m[1] != "" && m[3] != "" && t.lo > t.hi && t.hi >= 0 {
			t.wrong = m[1] + "-" + m[3] + " is backwards: write " + m[3] + "-" + m[1]
		}
	}
	p.at += len(m[0])
	p.separator(c)
	return t
}

// separator reads what stands between the options taken, if it is given: the
// text up to a second $$, in which | is no mark.
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
			sep.WriteString(plainly(rest[1:2]))
			continue
		case strings.IndexByte("{}", rest[0]) >= 0:
			return
		}
		sep.WriteByte(p.src[i])
	}
}

// option reads one alternative, up to its | or }.
func (p *parser) option(open int) option {
	p.scope = &scope{outer: p.scope}
	defer func() { p.scope = p.scope.outer }()
	o := option{weight: 1}
	p.weight(&o)
	b := p.plainSampler()
	n := p.sequence(endAlternative, open)
	if b != "" {
		n = &sequence{parts: []node{literal(b), n}, vary: n.varies()}
	}
	o.node = trimLayout(n)
	return o
}

// plainSampler reads a ~, @ or ! behind a backslash where the mark could be.
func (p *parser) plainSampler() string {
	m := notSamplerRE.Regexp().FindStringSubmatch(p.src[p.at:])
	if m == nil {
		return ""
	}
	p.at += len(m[0])
	return m[0][:len(m[0])-2] + m[1]
}

// weight reads the number before "::", if there is one.
func (p *parser) weight(o *option) {
	m := weightRE.Regexp().FindStringSubmatch(p.src[p.at:])
	if m == nil {
		return
	}
	w, err := strconv.ParseFloat(m[2], 64)
	switch {
	case err != nil:
		p.mistake(p.at, "the weight %s is too large", m[2])
	case m[1] != "" && w > 0:
		p.mistake(p.at, "the weight -%s is negative", m[2])
	default:
		o.weight = w
	}
	p.at += len(m[0])
}

// taken makes a node of a choice of which take says how many are taken. The
// values of a list that stands alone in it are what is taken.
func (p *parser) taken(c *choice, take *taking, open int) node {
	if take != nil && take.wrong != "" {
		p.mistake(take.at, "%s", take.wrong)
		return c
	}
	if take != nil && len(c.options) == 1 {
		switch w := c.options[0].node.(type) {
		case *choice:
			if w.fromList {
				c.options = w.options
				if c.sampler == 0 {
					c.sampler = w.sampler
				}
			}
		case *named:
			w.take, w.sep = take, c.sep
			if c.sampler != 0 {
				w.sampler = c.sampler
			}
			return w
		}
	}
	if !take.of(c) {
		p.mistake(open, "there are not enough alternatives to choose that many")
	}
	if c.lo == 0 {
		p.empty(open, "choosing none of these leaves an empty prompt: add words around the braces")
	}
	return c
}

// empty keeps the first of what can make a prompt empty.
func (p *parser) empty(at int, why string) {
	if p.all.empty == nil && len(p.reading) == 0 {
		p.all.empty = errorAt(p.src, at, "%s", why)
	}
}

// of bounds a choice, nil to one option. More than there are means all. It tells
// whether the choice can be counted.
func (t *taking) of(c *choice) bool {
	if t != nil {
		n := len(c.options)
		c.lo, c.hi = t.lo, t.hi
		if c.hi < 0 || c.hi > n {
			c.hi = n
		}
		if c.lo < 0 || c.lo > c.hi {
			c.lo = c.hi
		}
	}
	c.vary = c.leaves()
	return len(c.options)*c.hi <= maxArranged || c.lo == 1 && c.hi == 1
}
