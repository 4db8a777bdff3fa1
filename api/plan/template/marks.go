package template

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"imagine-tui/api/pattern"
)

var (
	variableRE = pattern.Of(`^\$\{\s*([\p{L}_][\p{L}\p{N}\p{M}_-]*)\s*(\}|:|\??\s*=\s*!?)`)
	// priceRE is a dollar sign before alternatives that are numbers.
	priceRE = pattern.Of(`^\$\{\s*\d`)
	// spacedRE is what may be the name of a list with blanks around it.
	spacedRE = pattern.Of(`^__[ \t]+([\p{L}\p{N}][\p{L}\p{N}\p{M}_./-]*?)[ \t]+__`)
	// oddNameRE is a definition whose name begins with a digit.
	oddNameRE = pattern.Of(`^\$\{\s*[\p{N}-][\p{L}\p{N}_-]*\s*\??=`)
)

// dollar reads a variable, or a dollar sign that stands for itself. Two of them
// count options only where a group begins.
func (p *parser) dollar(b *pieces) {
	rest := p.src[p.at:]
	switch m := variableRE.Regexp().FindStringSubmatch(rest); {
	case p.bare:
		b.text(plainly("$"))
		p.at++
		p.blank = false
	case m != nil:
		p.variable(b, m)
	case strings.HasPrefix(rest, "$${") && variableRE.Regexp().MatchString(rest[1:]):
		p.character(b) // the price of something
	case strings.HasPrefix(rest, "$$"):
		p.mistake(p.at, `"$$" needs a number before it: write {2$$a|b}, or \$ for a literal $`)
		p.at += len(rest) - len(strings.TrimLeft(rest, "$"))
		p.blank = false
	case strings.HasPrefix(rest, "${") && strings.Contains(rest, "}") && (!priceRE.Regexp().MatchString(rest) || oddNameRE.Regexp().MatchString(rest)):
		p.mistake(p.at, `"${" starts a variable: write ${x} to use it, ${x=…} to set it, or \$ for a literal $`)
		p.at++
	default:
		p.character(b)
	}
}

// percent reads words that are put around others, or a percent sign before a
// group.
func (p *parser) percent(b *pieces) {
	rest := p.src[p.at:]
	number := p.at > 0 && '0' <= p.src[p.at-1] && p.src[p.at-1] <= '9'
	switch {
	case number && boundsRE.Regexp().MatchString(rest[2:]):
		p.character(b)
	case hasInside(rest[2:]):
		p.wrap(b)
	case number:
		p.character(b)
	default:
		p.mistake(p.at, `"%%{" wraps words around others: write %%{before ... after$$inside}, or \%% for a literal %%`)
		p.at++
	}
}

// hasInside tells whether a $$ comes before the brace that closes what begins
// with text.
func hasInside(text string) bool {
	depth := 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\':
			i++
		case c == '{':
			depth++
		case c == '}' && depth == 0:
			return false
		case c == '}':
			depth--
		case depth == 0 && strings.HasPrefix(text[i:], "$$"):
			return true
		}
	}
	return false
}

// line reads what begins with _: the name of a list between two of them each,
// or the mark of one that is left over. It reports whether it read any.
func (p *parser) line(b *pieces) bool {
	rest := p.src[p.at:]
	if !strings.HasPrefix(rest, "__") {
		return false
	}
	if n, ok := nameIn(rest); ok {
		p.wildcard(b, n)
		return true
	}
	if strings.HasPrefix(rest, "___") {
		return false // the last two of them may begin a name
	}
	if m := spacedRE.Regexp().FindStringSubmatch(rest); m != nil {
		if _, err := p.lookup(m[1], p.in()); err == nil {
			p.mistake(p.at, `a list name must not have spaces around it: write __%s__, or \_ for a literal _`, m[1])
			p.at += len(m[0])
			p.blank = false
			return true
		}
	}
	before := strings.TrimRight(p.src[:p.at], "_")
	last, _ := utf8.DecodeLastRuneInString(before)
	switch {
	case beginsName(rest[2:]):
		p.mistake(p.at, `"__" starts a list name and is never closed: write __name__, or \_ for a literal _`)
	case p.opened:
		p.opened = false
		b.text(plainly("__"))
	case inName(last) || last == '}':
		p.mistake(p.at, `"__" closes a list name that was never opened: write __name__, or \_ for a literal _`)
	default:
		return false
	}
	p.at += 2
	p.blank = false
	return true
}

// beginsName tells whether text goes on as a name does behind its __.
func beginsName(text string) bool {
	r, size := utf8.DecodeRuneInString(text)
	if r == '@' || r == '~' || r == '!' {
		r, _ = utf8.DecodeRuneInString(text[size:])
		return inName(r)
	}
	return inName(r) || r == '{' || strings.HasPrefix(text, "${")
}

// inName tells whether r is a letter or digit.
func inName(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r))
}

// suspicious tells whether a prompt may hold a mark of the language, and whether
// it holds characters that were written plainly.
func suspicious(text []byte) (marked, concealed bool) {
	var last byte
	for _, c := range text {
		switch {
		case c >= plainOpen:
			concealed = true
		case c == '{', c == '}', (c == '$' || c == '_') && c == last:
			marked = true
		}
		last = c
	}
	return marked, concealed
}

// leftOver returns a mark of the language in a prompt that is written, "" for
// none. A template holds none by itself; two of its parts may make one together.
func leftOver(text []byte, lists bool) string {
	if bytes.IndexByte(text, '{') >= 0 || bytes.IndexByte(text, '}') >= 0 {
		return "{"
	}
	if bytes.Contains(text, []byte("$$")) {
		return "$$"
	}
	for rest := text; lists; {
		i := bytes.Index(rest, []byte("__"))
		if i < 0 {
			break
		}
		last, _ := utf8.DecodeLastRune(rest[:i])
		rest = bytes.TrimLeft(rest[i:], "_")
		first, _ := utf8.DecodeRune(rest)
		if inName(last) || inName(first) {
			return "__"
		}
	}
	return ""
}

// together says that parts of the template make a mark together, at the first of
// them that could.
func (t *Template) together(mark string, text string) *Error {
	sign := mark[0]
	at := 0
	for i := 0; i < len(t.src); i++ {
		if t.src[i] == '\\' {
			i++
			continue
		}
		if t.src[i] == sign {
			at = i
			break
		}
	}
	return errorAt(t.src, at, `"%s" ends up in the prompt %q: write \%c for a literal %c`, mark, shortened(text), sign, sign)
}

// shortened cuts a text that is quoted in a message.
func shortened(text string) string {
	const most = 40
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most-1]) + "…"
}
