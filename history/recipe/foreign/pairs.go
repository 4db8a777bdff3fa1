package foreign

import (
	"encoding/json"
	"slices"
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
	at := settingsAt(lines)
	if at < 0 {
		p.Prompt, p.Negative, ok = negative(lines)
		return p, ok
	}
	p.Settings = append(pairsOf(lines[at]), behind(lines[at+1:])...)
	p.Prompt, p.Negative, _ = negative(lines[:at])
	return p, true
}

// maxBehind bounds how many lines may follow that of the pairs.
const maxBehind = 200

// settingsAt finds the line of pairs, -1 for none. Extensions write lines of
// their own behind it: then it must say more than that it is one.
func settingsAt(lines []string) int {
	for at := len(lines) - 1; at >= 0 && at >= len(lines)-1-maxBehind; at-- {
		if len(lines[at]) > maxLine {
			return -1
		}
		if strings.HasPrefix(lines[at], "Steps:") && at == len(lines)-1 || knownPairs(lines[at]) >= 3 || strings.HasPrefix(lines[at], "Steps:") && nextKnown(lines[at+1:]) {
			return at
		}
	}
	return -1
}

// nextKnown tells whether the first of the lines is one that extensions write.
func nextKnown(lines []string) bool {
	name, _, ok := strings.Cut(lines[0], ":")
	return ok && slices.Contains(extensions, name)
}

// extensions are the names that lines behind that of the pairs begin with.
var extensions = []string{"Template", "Negative Template", "Wildcard prompt", "File includes", "Time taken"}

// behind reads the lines behind that of the pairs. What begins with no name goes
// on with the value of the line before.
func behind(lines []string) []Setting {
	var list []Setting
	for _, line := range lines {
		name, value, ok := strings.Cut(line, ":")
		switch {
		case ok && slices.Contains(extensions, name):
			list = append(list, Setting{name, strings.TrimSpace(value)})
		case strings.TrimSpace(line) == "":
		case len(list) == 0:
			list = append(list, Setting{"Also", strings.TrimSpace(line)})
		default:
			list[len(list)-1].Value += "\n" + line
		}
	}
	return list
}

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

// knownPairs counts the names of a line that only settings have: the last line
// of a prompt may hold a colon as well.
func knownPairs(line string) (known int) {
	if !strings.Contains(line, ":") {
		return 0
	}
	for _, s := range pairsOf(line) {
		switch s.Name {
		case "Steps", "Sampler", "CFG scale", "Seed", "Size", "Model", "Model hash", "Version":
			known++
		}
	}
	return known
}

// pairsOf reads a line of pairs.
func pairsOf(line string) []Setting {
	const most = 400 // nobody writes as many
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
	if app := p.Get("App"); app != "" { // SD.Next, whose versions are names of commits
		r.Program = strings.TrimSpace(app + " " + p.Get("Version"))
	}
	for _, s := range p.Settings {
		switch s.Name {
		case "Seed":
			r.Seed = s.Value
		case "Size":
			r.Width, r.Height = Size(s.Value)
		case "Size-1":
			r.Width = whole(s.Value)
		case "Size-2":
			r.Height = whole(s.Value)
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
		case "Version", "App":
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
	if version == "neo" || version == "classic" {
		return "Forge " + version
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
