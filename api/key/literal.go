package key

import (
	"bytes"
	"fmt"
	"strings"

	"imagine-tui/api/clean"
	"imagine-tui/api/pattern"
	"imagine-tui/api/shell"
)

// LiteralError reports that an API key stands in the open in the config.
type LiteralError struct {
	Path  string
	Lines []int  // 1-based, ascending, at least one
	Name  string // of the [[key]] around the first of them, "" if unknown
}

// Error names the lines and the way out, never the key.
func (e *LiteralError) Error() string {
	where := fmt.Sprintf("line %d", e.Lines[0])
	if len(e.Lines) > 1 {
		where = "lines " + strings.ReplaceAll(strings.Trim(fmt.Sprint(e.Lines), "[]"), " ", ", ")
	}
	name := e.Name
	if name == "" {
		name = "NAME"
	}
	return fmt.Sprintf("%s, %s: this contains an API key in plain text, so the file is not used. Remove the key from it and save it with: imagine-tui keys add %s", clean.Line(e.Path), where, shell.Quote(name))
}

// separatedLiteral is how long something key-like after a path separator must
// be to count: a folder may be called vk-wallpapers, keys are longer.
const separatedLiteral = 27

var (
	sectionLine = pattern.Of(`^\s*\[`)
	keySection  = pattern.Of(`^\s*\[\[\s*key\s*\]\]`)
	nameLine    = pattern.Of(`^\s*name\s*=\s*["']([^"']*)["']`)
)

// CheckConfigText looks for API keys in the text of config.toml, in comments
// too, and returns a *LiteralError for them. It needs no valid TOML, and
// changes nothing: moving the key is the person's decision.
func CheckConfigText(path string, data []byte) error {
	var problem *LiteralError
	lines := bytes.Split(data, []byte("\n"))
	for i, line := range lines {
		if !hasLiteral(string(line)) {
			continue
		}
		if problem == nil {
			problem = &LiteralError{Path: path, Name: sectionName(lines, i)}
		}
		problem.Lines = append(problem.Lines, i+1)
	}
	if problem == nil {
		return nil
	}
	return problem
}

func hasLiteral(line string) bool {
	for start := 0; ; start++ {
		from, to, found := clean.FindKey(line[start:])
		if !found {
			return false
		}
		length := to - from
		start += from
		before := byte(' ')
		if start > 0 {
			before = line[start-1]
		}
		separated := before == '/' || before == '\\'
		// "kvk-something" is the middle of a word.
		if !isWord(before) && (!separated || length >= separatedLiteral) {
			return true
		}
	}
}

func isWord(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// sectionName returns the name that the [[key]] around line at gives itself.
func sectionName(lines [][]byte, at int) string {
	start := at
	for start >= 0 && !sectionLine.Regexp().Match(lines[start]) {
		start--
	}
	if start < 0 || !keySection.Regexp().Match(lines[start]) {
		return ""
	}
	for _, line := range lines[start+1:] {
		if sectionLine.Regexp().Match(line) {
			break
		}
		if m := nameLine.Regexp().FindSubmatch(line); m != nil && checkForm(string(m[1])) == nil {
			return string(m[1])
		}
	}
	return ""
}
