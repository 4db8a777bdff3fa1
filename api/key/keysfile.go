package key

import (
	"errors"
	"fmt"
	"strings"

	"github.com/BurntSushi/toml"

	"imagine-tui/api/clean"
	"imagine-tui/api/pattern"
)

// keysName is the file of saved keys in the config folder.
const keysName = "keys.toml"

// keysVersion is the version of the file this program reads and writes.
const keysVersion = 1

// savedKey is one [[key]] of keys.toml.
type savedKey struct {
	name     string
	source   Source
	account  string // under which the keyring has the secret
	secret   Secret // KindFile without a path only, and only while needed
	tail     string // masked
	baseURL  string // the only address the secret is for
	parallel int    // 0: the default
}

// keysDocument is the content of keys.toml. With problems it still serves the
// keys that are well, but must not be written: that would lose the rest.
type keysDocument struct {
	keys     []savedKey
	problems []error
}

func (d *keysDocument) index(name string) int {
	for i, k := range d.keys {
		if sameName(k.name, name) {
			return i
		}
	}
	return -1
}

// fileEntry is a [[key]] as TOML.
type fileEntry struct {
	Name     string     `toml:"name"`
	Source   fileSource `toml:"source"`
	Account  string     `toml:"account"`
	Secret   fileSecret `toml:"secret"`
	Tail     string     `toml:"tail"`
	BaseURL  string     `toml:"base_url"`
	Parallel int        `toml:"parallel"`
}

// fileSecret takes a secret straight from the decoder into its type, and
// keeps the complaint, so that one bad entry does not take the others along.
type fileSecret struct {
	secret Secret
	err    error
}

// UnmarshalText reads a secret and keeps the complaint.
func (s *fileSecret) UnmarshalText(text []byte) error {
	s.secret, s.err = NewSecret(string(text))
	return nil
}

// fileSource does the same for a source.
type fileSource struct {
	source SourceConfig
	err    error
}

// UnmarshalTOML reads a source and keeps the complaint.
func (s *fileSource) UnmarshalTOML(value any) error {
	s.err = s.source.UnmarshalTOML(value)
	return nil
}

// parseKeys reads keys.toml. The error is about the file as a whole, problems
// of single entries are in the document. Neither quotes what the file holds.
func parseKeys(path string, data []byte) (keysDocument, error) {
	var file struct {
		Version int         `toml:"version"`
		Keys    []fileEntry `toml:"key"`
	}
	meta, err := toml.Decode(string(data), &file)
	if err != nil {
		return keysDocument{}, syntaxError(path, err)
	}
	var doc keysDocument
	problem := func(line int, format string, args ...any) {
		where := clean.Line(path)
		if line > 0 {
			where = fmt.Sprintf("%s, line %d", where, line)
		}
		doc.problems = append(doc.problems, fmt.Errorf("%s: %w", where, fmt.Errorf(format, args...)))
	}
	if file.Version > keysVersion {
		problem(0, "it was written by a newer version of imagine-tui: update this one to change keys")
	}
	if len(meta.Undecoded()) > 0 {
		problem(0, "it has settings this version does not know: its keys can be used but not changed, so that nothing is lost")
	}
	lines := headerLines(data)
	for i, entry := range file.Keys {
		line := 0
		if i < len(lines) {
			line = lines[i]
		}
		key, err := entry.check()
		switch {
		case err != nil:
			problem(line, "this key is ignored: %w", err)
		case doc.index(key.name) >= 0:
			problem(line, "this key is ignored: %w", ofKind(ErrExists, "the name %q is used twice", key.name))
		default:
			doc.keys = append(doc.keys, key)
		}
	}
	return doc, nil
}

// check turns an entry into a key or says what is wrong with it.
func (e fileEntry) check() (savedKey, error) {
	k := savedKey{
		name: e.Name, source: e.Source.source.Source, account: e.Account, secret: e.Secret.secret,
		tail: maskedTail(e.Tail), baseURL: e.BaseURL, parallel: e.Parallel,
	}
	if k.baseURL == "" {
		k.baseURL = DefaultBaseURL
	}
	err := Config{Name: k.name, Source: SourceConfig{k.source}, BaseURL: k.baseURL, Parallel: k.parallel}.Validate()
	held := k.source.Kind == KindFile && k.source.Name == ""
	switch {
	case e.Source.err != nil:
		return savedKey{}, e.Source.err
	case err != nil:
		return savedKey{}, err
	case e.Secret.err != nil:
		return savedKey{}, e.Secret.err
	case held && k.secret.IsZero():
		return savedKey{}, errors.New(`its source is "file", but it has no secret`)
	case !held && !k.secret.IsZero():
		return savedKey{}, errors.New(`it has a secret, but its source is not "file"`)
	case k.source.Kind == KindKeyring && (k.account == "" || !plainText(k.account)):
		return savedKey{}, errors.New(`its source is "keyring", but it has no account`)
	}
	if held {
		k.tail = k.secret.Tail()
	}
	return k, nil
}

var tailShape = pattern.Of(`^…[!-~]{0,4}$`)

// maskedTail keeps what a tail may look like from a file anybody may edit.
func maskedTail(text string) string {
	if tailShape.Regexp().MatchString(text) {
		return text
	}
	return ""
}

var headerLine = pattern.Of(`^\s*\[\[\s*key\s*\]\]`)

// headerLines returns the 1-based lines on which [[key]] sections begin.
func headerLines(data []byte) []int {
	var lines []int
	for i, line := range strings.Split(string(data), "\n") {
		if headerLine.Regexp().MatchString(line) {
			lines = append(lines, i+1)
		}
	}
	return lines
}

var typeErrorLine = pattern.Of(`^toml: line (\d+) `)

// syntaxError says where the file stops being what it should be. The parser's
// words are cut where they begin to quote the file, and its error, which holds
// the whole text, is not wrapped.
func syntaxError(path string, err error) error {
	where, cause := clean.Line(path), "it is not valid TOML"
	var parse toml.ParseError
	if errors.As(err, &parse) {
		where = fmt.Sprintf("%s, line %d", where, parse.Position.Line)
		said := parse.Message
		if at := strings.IndexAny(said, "\"'`"); at >= 0 {
			said = said[:at] + "…"
		}
		cause += " (" + withoutValue(said, "") + ")"
	} else if m := typeErrorLine.Regexp().FindStringSubmatch(err.Error()); m != nil {
		where, cause = where+", line "+m[1], "this setting has a value of the wrong type"
	}
	return fmt.Errorf("%s: %s; the keys in this file are not used, and the file is left as it is: fix it or move it away", where, cause)
}

// encode writes the document as keys.toml. It is one of the two places where
// a secret leaves its type for good.
func (d *keysDocument) encode() []byte {
	var b strings.Builder
	b.WriteString("# API keys, saved by imagine-tui, which rewrites this file. Keep it private.\n")
	fmt.Fprintf(&b, "version = %d\n", keysVersion)
	for _, k := range d.keys {
		b.WriteString("\n[[key]]\n")
		setting := func(name, value string) {
			if value != "" {
				b.WriteString(name + " = " + tomlString(value) + "\n")
			}
		}
		setting("name", k.name)
		if k.source.Kind == KindCommand {
			quoted := make([]string, len(k.source.Command))
			for i, arg := range k.source.Command {
				quoted[i] = tomlString(arg)
			}
			b.WriteString("source = { command = [" + strings.Join(quoted, ", ") + "] }\n")
		} else {
			text := string(k.source.Kind)
			if k.source.Name != "" {
				text += ":" + k.source.Name
			}
			setting("source", text)
		}
		setting("account", k.account)
		setting("secret", k.secret.reveal())
		setting("tail", k.tail)
		setting("base_url", k.baseURL)
		if k.parallel != 0 {
			fmt.Fprintf(&b, "parallel = %d\n", k.parallel)
		}
	}
	return []byte(b.String())
}

// tomlString quotes text as a TOML basic string.
func tomlString(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
