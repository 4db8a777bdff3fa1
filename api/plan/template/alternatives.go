package template

import "strings"

// Alternatives writes lines as one template that stands for each of them: {a|b}; one
// line is the template itself. What a line has of the language keeps its meaning; what
// is no template stands for itself. Blank lines, and lines that are there already, are
// left out.
func Alternatives(lines []string) string {
	var texts []string
	seen := map[string]bool{}
	for _, line := range lines {
		if line = strings.TrimSpace(line); line != "" && !seen[line] {
			seen[line] = true
			texts = append(texts, line)
		}
	}
	options := make([]string, len(texts))
	for i, text := range texts {
		options[i] = alternative(text, len(texts) > 1)
	}
	if len(options) < 2 {
		return strings.Join(options, "")
	}
	if all := grouped(options); readable(all) {
		return all
	}
	for i, text := range texts {
		options[i] = plain(text)
	}
	return grouped(options)
}

// grouped puts alternatives between braces.
func grouped(options []string) string {
	if strings.ContainsRune("@~!", rune(options[0][0])) {
		options[0] = `\` + options[0] // it would say how to draw
	}
	for i, o := range options {
		if strings.HasSuffix(o, `\`) {
			options[i] += " " // it would take the bar's meaning away
		}
	}
	return "{" + strings.Join(options, "|") + "}"
}

// alternative is a line as a template, or as one among several.
func alternative(line string, several bool) string {
	switch {
	case several && alone(line, line), !readable(line):
		if several {
			return plain(line)
		}
		return escaped(line)
	case several:
		return barred(line)
	}
	return line
}

// plain writes a line so that, as one alternative, it stands for itself: a number that
// it begins with would be how often it is taken.
func plain(line string) string {
	if weightRE.Regexp().MatchString(line) {
		return "1::" + escaped(line)
	}
	return escaped(line)
}

// readable tells whether a text is a template, whatever lists there are.
func readable(text string) bool {
	_, err := ParseWith(text, func(name, _ string) ([]*List, error) {
		return []*List{{Name: name, Values: []string{"a"}}}, nil
	})
	return err == nil
}

// barred writes a template so that it is one alternative: a bar outside of braces is
// no mark there.
func barred(text string) string {
	var b strings.Builder
	depth := 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && i+1 < len(text):
			b.WriteByte(c)
			i++
		case c == '{':
			depth++
		case c == '}':
			depth--
		case c == '|' && depth <= 0:
			b.WriteByte('\\')
		}
		b.WriteByte(text[i])
	}
	return b.String()
}
