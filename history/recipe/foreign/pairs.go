package foreign

import (
	"encoding/json"
	"strconv"
	"strings"

	"imagine-tui/api/clean"
)

// maxLine bounds the line of pairs that is looked at, in bytes.
const maxLine = 256 << 10

// Pairs is a text in the form that grew out of the first web studio: the
// prompt, perhaps a negative prompt, and a line of "Name: value" pairs.
type Pairs struct {
	Prompt, Negative string
	Settings         []Setting
}

// Get returns the value of a name, "" where there is none.
func (p Pairs) Get(name string) string {
	for _, s := range p.Settings {
		if s.Name == name {
			return s.Value
		}
	}
	return ""
}

// ParsePairs reads that form. ok is false for text that is not in it.
func ParsePairs(text string) (p Pairs, ok bool) {
	lines := strings.Split(strings.TrimSpace(clean.Text(text)), "\n")
	at := len(lines) - 1
	for ; at >= 0; at-- {
		if len(lines[at]) <= maxLine && settingsLine(lines[at]) {
			break
		}
		// Extensions write lines of their own behind it.
		if name, _, found := strings.Cut(lines[at], ":"); !found || !behind[name] {
			at = -1
			break
		}
	}
	if at < 0 {
		p.Prompt, p.Negative, ok = negative(lines)
		return p, ok
	}
	p.Settings = pairsOf(lines[at])
	for _, line := range lines[at+1:] {
		name, value, _ := strings.Cut(line, ":")
		p.Settings = append(p.Settings, Setting{name, strings.TrimSpace(value)})
	}
	p.Prompt, p.Negative, _ = negative(lines[:at])
	return p, true
}

// behind are the lines that may follow that of the pairs.
var behind = map[string]bool{"Template": true, "Negative Template": true, "Wildcard prompt": true, "File includes": true}

// negative parts the prompts; found tells whether there are two.
func negative(lines []string) (prompt, negative string, found bool) {
	const mark = "Negative prompt:"
	for i, line := range lines {
		if rest, ok := strings.CutPrefix(strings.TrimSpace(line), mark); ok {
			return joined(lines[:i]), joined(append([]string{rest}, lines[i+1:]...)), true
		}
	}
	return joined(lines), "", false
}

func joined(lines []string) string { return strings.TrimSpace(strings.Join(lines, "\n")) }

// settingsLine tells the line of pairs from the last line of a prompt, which
// may hold a colon as well.
func settingsLine(line string) bool {
	if strings.HasPrefix(line, "Steps:") {
		return true
	}
	known := 0
	for _, s := range pairsOf(line) {
		switch s.Name {
		case "Steps", "Sampler", "CFG scale", "Seed", "Size", "Model", "Model hash", "Version":
			known++
		}
	}
	return known >= 3
}

// pairsOf reads a line of pairs.
func pairsOf(line string) []Setting {
	const most = 300 // nobody writes as many
	var list []Setting
	for line != "" && len(list) < most {
		var s Setting
		if s.Name, s.Value, line = nextPair(line); s.Name != "" {
			list = append(list, s)
		}
	}
	return list
}

// nextPair takes "Name: value" from the start of line, up to the next comma. A
// value may be quoted as a JSON string, or be a JSON list or object, and then
// hold commas.
func nextPair(line string) (name, value, rest string) {
	at := strings.IndexAny(line, ":,")
	if at < 0 {
		return "", "", ""
	}
	if line[at] == ',' {
		return "", "", line[at+1:]
	}
	name, line = strings.TrimSpace(line[:at]), strings.TrimLeft(line[at+1:], " ")
	switch {
	case strings.HasPrefix(line, `"`):
		end := closingQuote(line)
		if end < 0 {
			return "", "", "" // nothing behind it can be told from the value
		}
		var s string
		if json.Unmarshal([]byte(line[:end+1]), &s) == nil {
			value = clean.Text(s)
		}
		_, rest, _ = strings.Cut(line[end+1:], ",")
		return name, value, rest
	case strings.HasPrefix(line, "[{"), strings.HasPrefix(line, `{"`):
		if end := closingBracket(line); end > 0 {
			_, rest, _ = strings.Cut(line[end+1:], ",")
			return name, line[:end+1], rest
		}
	}
	value, rest, _ = strings.Cut(line, ",")
	return name, strings.TrimSpace(value), rest
}

// closingQuote finds the end of the JSON string that s begins with.
func closingQuote[T string | []byte](s T) int {
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

// closingBracket finds the end of the JSON list or object that s begins with.
func closingBracket(s string) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '"':
			end := closingQuote(s[i:])
			if end < 0 {
				return -1
			}
			i += end
		case '[', '{':
			depth++
		case ']', '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// Size reads 512x768; both are 0 for anything else.
func Size(text string) (width, height int) {
	w, h, _ := strings.Cut(text, "x")
	width, errW := strconv.Atoi(strings.TrimSpace(w))
	height, errH := strconv.Atoi(strings.TrimSpace(h))
	if errW != nil || errH != nil || width < 1 || height < 1 {
		return 0, 0
	}
	return width, height
}

// readPairs makes a recipe of a text in that form. A text that must be a
// recipe may be a prompt and nothing more.
func readPairs(text string, must bool) (Recipe, error) {
	p, ok := ParsePairs(text)
	if !ok && !must {
		return Recipe{}, ErrNone
	}
	r := Recipe{Program: webUI(p.Get("Version")), Prompt: p.Prompt, Negative: p.Negative}
	for _, s := range p.Settings {
		switch s.Name {
		case "Seed":
			r.Seed = s.Value
		case "Size":
			r.Width, r.Height = Size(s.Value)
		case "Model":
			r.Model = s.Value
		case "Sampler":
			r.Sampler = s.Value
		case "Steps":
			r.Steps = s.Value
		case "CFG scale":
			r.Guidance = s.Value
		case "Raw prompt": // Fooocus: as it was before styles were added
			r.Prompt = s.Value
		case "Raw negative prompt":
			r.Negative = s.Value
		case "Version":
		default:
			r.add(s.Name, s.Value)
		}
	}
	if r.empty() {
		return Recipe{}, ErrNone
	}
	return r, nil
}

// webUI names the program by the version that such a text ends with.
func webUI(version string) string {
	switch v := strings.ToLower(version); {
	case v == "":
		return "a web UI such as AUTOMATIC1111"
	case strings.HasPrefix(v, "f") && len(v) > 1 && v[1] >= '0' && v[1] <= '9':
		return "Forge " + version
	case strings.HasPrefix(v, "v") && len(v) > 1 && v[1] >= '0' && v[1] <= '9':
		return "AUTOMATIC1111 " + version
	}
	return version // it names itself, as Fooocus and ComfyUI do
}

// postprocessing reads what AUTOMATIC1111 writes of a picture that it only
// enlarged.
func (f file) postprocessing() (Recipe, error) {
	text := f.text("postprocessing")
	if text == "" {
		return Recipe{}, ErrNone
	}
	r := Recipe{Program: webUI(""), Settings: pairsOf(clean.Line(cut(text)))}
	r.Settings = r.Settings[:min(len(r.Settings), maxSettings)]
	if len(r.Settings) == 0 {
		return Recipe{}, ErrNone
	}
	return r, nil
}
