package recipe

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"imagine-tui/api/clean"
)

// Parameters is what other studios' readers understand of a recipe.
type Parameters struct {
	Prompt string
	// Seed is 0 where there is none.
	Seed          int64
	Width, Height int // pixels
	// Model is the style.
	Model string
	// AspectRatio is as asked for, as in 16:9, "" for none.
	AspectRatio string
	// Version names the program that made the file.
	Version string
	// Sandbox marks a picture that the API did not make.
	Sandbox bool
}

// Text writes p in the form that grew out of the first web studio: the prompt,
// then one line of "Name: value" pairs. Readers find that line by its "Steps:"
// and by having at least three pairs. The API does not tell its steps, so the
// number is 0.
func (p Parameters) Text() string {
	pairs := []string{"Steps: 0"}
	add := func(name, value string) {
		if value != "" {
			pairs = append(pairs, name+": "+quote(clean.Line(value)))
		}
	}
	if p.Seed != 0 {
		add("Seed", strconv.FormatInt(p.Seed, 10))
	}
	if p.Width > 0 && p.Height > 0 {
		add("Size", fmt.Sprintf("%dx%d", p.Width, p.Height))
	}
	add("Model", p.Model)
	add("Aspect ratio", p.AspectRatio)
	if p.Sandbox {
		add("Sandbox", "true")
	}
	add("Version", p.Version)
	prompt := strings.TrimSpace(clean.Text(p.Prompt))
	if prompt == "" {
		return strings.Join(pairs, ", ")
	}
	return prompt + "\n" + strings.Join(pairs, ", ")
}

// quote protects a value that would end early: readers take a JSON string.
func quote(value string) string {
	if !strings.ContainsAny(value, ",:\"\n") {
		return value
	}
	b, err := json.Marshal(value)
	if err != nil {
		return strconv.Quote(value)
	}
	return string(b)
}

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
