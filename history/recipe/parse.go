package recipe

import (
	"encoding/json"
	"strconv"
	"strings"

	"imagine-tui/api/clean"
)

// maxPairs bounds the line of pairs that is looked at, in bytes.
const maxPairs = 64 << 10

// ParseParameters reads the form that Text writes, also where other programs
// wrote it. ok is false when text is not in that form.
func ParseParameters(text string) (p Parameters, ok bool) {
	text = strings.TrimSpace(clean.Text(text))
	at := strings.LastIndex(text, "\n") + 1
	prompt, last := text[:at], text[at:]
	if !strings.Contains(last, "Steps:") || len(last) > maxPairs {
		return Parameters{}, false
	}
	if i := strings.Index("\n"+prompt, "\nNegative prompt:"); i >= 0 {
		prompt = prompt[:max(i-1, 0)] // the API knows no such thing
	}
	p.Prompt = strings.TrimSpace(prompt)
	for last != "" {
		var name, value string
		name, value, last = nextPair(last)
		p.set(name, value)
	}
	return p, true
}

// nextPair takes "Name: value" from the start of line, up to the next comma. A
// value may be quoted as a JSON string, and then hold commas.
func nextPair(line string) (name, value, rest string) {
	at := strings.IndexAny(line, ":,")
	if at < 0 {
		return "", "", ""
	}
	if line[at] == ',' {
		return "", "", line[at+1:]
	}
	name, line = strings.TrimSpace(line[:at]), strings.TrimLeft(line[at+1:], " ")
	if strings.HasPrefix(line, `"`) {
		end := closingQuote(line)
		if end < 0 {
			return "", "", "" // nothing behind it can be told from the value
		}
		var s string
		if json.Unmarshal([]byte(line[:end+1]), &s) == nil {
			value = clean.Line(s)
		}
		_, rest, _ = strings.Cut(line[end+1:], ",")
		return name, value, rest
	}
	value, rest, _ = strings.Cut(line, ",")
	return name, strings.TrimSpace(value), rest
}

// closingQuote finds the end of the JSON string that s begins with.
func closingQuote(s string) int {
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '"':
			return i
		}
	}
	return -1
}

func (p *Parameters) set(name, value string) {
	switch name {
	case "Seed":
		if seed, err := strconv.ParseInt(value, 10, 64); err == nil && seed > 0 {
			p.Seed = seed
		}
	case "Size":
		w, h, _ := strings.Cut(value, "x")
		width, errW := strconv.Atoi(w)
		height, errH := strconv.Atoi(h)
		if errW == nil && errH == nil && width > 0 && height > 0 {
			p.Width, p.Height = width, height
		}
	case "Model":
		p.Model = value
	case "Aspect ratio":
		p.AspectRatio = value
	case "Version":
		p.Version = value
	case "Sandbox":
		p.Sandbox = value == "true"
	}
}
