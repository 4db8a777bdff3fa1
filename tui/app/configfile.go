package app

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sort"
	"strings"

	"github.com/BurntSushi/toml"

	"imagine-tui/api/clean"
	"imagine-tui/api/pattern"
)

// maxConfigBytes is far above what any person writes; a larger file is
// something else under the config's name.
const maxConfigBytes = 256 << 10

// ConfigError says what is wrong with the config, and where.
type ConfigError struct {
	Path    string
	Line    int // 1-based, 0 when no single line is to blame
	Message string
}

func (e *ConfigError) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s: %s", e.Path, e.Message)
	}
	return fmt.Sprintf("%s, line %d: %s", e.Path, e.Line, e.Message)
}

// readConfigFile returns the text of the config, without a byte order mark.
// An absent file is empty text, unless it was named by the person.
func readConfigFile(path string, named bool) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !named:
		return nil, nil
	case err != nil:
		return nil, &ConfigError{Path: path, Message: "cannot be read: " + Reason(err)}
	case !info.Mode().IsRegular():
		return nil, &ConfigError{Path: path, Message: "is not a file"}
	case info.Size() > maxConfigBytes:
		return nil, &ConfigError{Path: path, Message: fmt.Sprintf("is larger than %d KiB, too large for a config", maxConfigBytes>>10)}
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, &ConfigError{Path: path, Message: "cannot be read: " + Reason(err)}
	}
	return bytes.TrimPrefix(data, []byte("\ufeff")), nil
}

// Reason is the bare cause of a file error: its path is already said.
func Reason(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return strings.TrimRight(clean.Line(err.Error()), ".") // Windows ends them like sentences
}

// decodeStrict reads TOML text over the given defaults. Syntax, settings
// nobody declares, values of the wrong type and values that validate refuses
// are errors that name the line. unknownTo says what is wrong with a setting that
// nobody declares.
func decodeStrict[T any](path string, data []byte, defaults func() T, validate func(T) error, unknownTo func(name string) string) (T, error) {
	decode := func(text []byte) (T, []string, error) {
		into := defaults()
		meta, err := toml.Decode(string(text), &into)
		return into, unknownSettings(meta), err
	}
	into, unknown, err := decode(data)
	if err != nil {
		if err := checkSyntax(path, data); err != nil {
			return defaults(), err
		}
		line := lineOf(data, func(text []byte) bool { _, _, err := decode(text); return err != nil })
		return defaults(), &ConfigError{Path: path, Line: line, Message: typeMessage(err)}
	}
	var problems []error
	for i, name := range unknown {
		if i == mostUnknown {
			problems = append(problems, &ConfigError{Path: path, Message: fmt.Sprintf("%d more settings are unknown", len(unknown)-i)})
			break
		}
		line := lineOf(data, func(text []byte) bool { _, names, _ := decode(text); return len(names) > i })
		problems = append(problems, &ConfigError{Path: path, Line: line, Message: clean.Scrub(unknownTo(name))})
	}
	if len(problems) > 0 {
		return defaults(), errors.Join(problems...)
	}
	if err := validate(into); err != nil {
		line := lineOf(data, func(text []byte) bool {
			part, _, partErr := decode(text)
			if partErr != nil {
				return false
			}
			partErr = validate(part)
			return partErr != nil && partErr.Error() == err.Error()
		})
		return defaults(), &ConfigError{Path: path, Line: line, Message: clean.Scrub(clean.Line(err.Error()))}
	}
	return into, nil
}

// checkSyntax tells where text stops being TOML.
func checkSyntax(path string, data []byte) error {
	var anything map[string]any
	_, err := toml.Decode(string(data), &anything)
	if err == nil {
		return nil
	}
	problem := &ConfigError{Path: path, Message: err.Error()}
	var parse toml.ParseError
	if errors.As(err, &parse) {
		problem.Line, problem.Message = parse.Position.Line, parse.Message
	}
	if problem.Line > 0 && strings.Contains(lineAt(data, problem.Line), `\`) && escapes.Regexp().MatchString(problem.Message) {
		problem.Message = "a backslash starts an escape in double quotes: put the path in single quotes, as in 'C:\\pictures', or use / between its parts"
	}
	// The parser quotes what it stumbled over, which may be anything.
	problem.Message = clean.Scrub(clean.Line(problem.Message))
	return problem
}

// escapes is how the parser speaks of what follows a backslash.
var escapes = pattern.Of(`^(?:invalid escape|expected (?:two|four|eight) hexadecimal digits)`)

// lineAt is a line of a text, from 1.
func lineAt(data []byte, n int) string {
	lines := strings.Split(string(data), "\n")
	if n > len(lines) {
		return ""
	}
	return lines[n-1]
}

// unknownSettings lists what the file sets and nobody declares, in the order
// of the file; of an unknown section only the section.
func unknownSettings(meta toml.MetaData) []string {
	var names []string
	for _, k := range meta.Undecoded() {
		name := k.String()
		if n := len(names); n > 0 && strings.HasPrefix(name, names[n-1]+".") {
			continue
		}
		names = append(names, name)
	}
	return names
}

// maxSearched is how many bytes are read to find a line: a file may be made so that
// it would take hours. mostUnknown is of how many unknown settings it is looked for.
const maxSearched, mostUnknown = 4 << 20, 10

// lineOf returns the line at which found becomes true while the text grows
// line by line, 0 if it never does. The decoder does not say where a setting
// stands; this needs no second parser to know. A prefix that ends inside a
// value is not TOML: it is extended to where the value ends, so that the line
// is the one on which the value begins. Where that takes too long nobody knows.
func lineOf(data []byte, found func(prefix []byte) bool) int {
	var ends []int
	for i, c := range data {
		if c == '\n' {
			ends = append(ends, i+1)
		}
	}
	ends = append(ends, len(data))
	read := 0
	at := sort.Search(len(ends), func(i int) bool {
		for _, end := range ends[i:] {
			if read += end; read > maxSearched {
				return true
			}
			if checkSyntax("", data[:end]) == nil {
				return found(data[:end])
			}
		}
		return true
	})
	if read > maxSearched || at == len(ends) || !found(data) {
		return 0
	}
	return at + 1
}

var (
	lastKey  = pattern.Of(`^toml: (?:line \d+ )?\(last key "(.*?)"\): `)
	badTypes = pattern.Of(`^incompatible types: TOML value has type (\S+); destination has type (\S+)$`)
)

// typeMessage puts the decoder's complaint about a value into plain words.
func typeMessage(err error) string {
	text := clean.Scrub(clean.Line(err.Error()))
	name := ""
	if m := lastKey.Regexp().FindStringSubmatch(text); m != nil {
		name, text = m[1]+": ", text[len(m[0]):]
	}
	if m := badTypes.Regexp().FindStringSubmatch(text); m != nil {
		text = fmt.Sprintf("this must be %s, not %s", typeWord(m[2]), typeWord(m[1]))
	}
	return name + text
}

func typeWord(tomlType string) string {
	switch strings.ToLower(tomlType) {
	case "string":
		return `text in quotes ("…")`
	case "integer", "int", "int64":
		return "a whole number"
	case "float", "float64":
		return "a number"
	case "boolean", "bool":
		return "true or false"
	case "slice", "array":
		return "a list"
	case "hash", "table", "map", "struct":
		return "a section"
	}
	return tomlType
}
