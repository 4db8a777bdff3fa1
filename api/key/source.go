package key

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"imagine-tui/api/clean"
	"imagine-tui/api/pattern"
)

// SourceKind says where the secret of a key comes from.
type SourceKind string

// The sources of secrets.
const (
	KindSandbox SourceKind = "sandbox" // built in, worth nothing
	KindEnv     SourceKind = "env"     // a variable of the environment
	KindFile    SourceKind = "file"    // the private keys.toml, or a file of its own
	KindKeyring SourceKind = "keyring" // the keyring of the system
	KindCommand SourceKind = "command" // what a helper program prints
	KindSession SourceKind = "session" // the memory of this process, gone when it ends
)

// sandboxSecret opens the built-in sandbox and nothing else.
const sandboxSecret = "vk-test-sandbox"

// Source is where a secret comes from.
type Source struct {
	Kind SourceKind
	// Name is the variable of KindEnv, or the path of a KindFile that is not
	// the entry in keys.toml; a leading "~/" stands for the home folder.
	Name string
	// Command is the program and its arguments of KindCommand. No shell.
	Command []string
}

// String returns the source as lists show it: "env:NAME", "file:PATH",
// "command op". Arguments of a command are left out, they may be private.
func (s Source) String() string {
	text := string(s.Kind)
	if s.Name != "" {
		text += ":" + s.Name
	}
	if len(s.Command) > 0 {
		text += " " + filepath.Base(s.Command[0])
	}
	return clean.Scrub(clean.Line(text))
}

// errSource lists what a source can be. It never quotes what was written
// instead, which may be the secret itself.
var errSource = errors.New(`source must be "keyring", "env:NAME", "file", "file:PATH", { command = ["program", "argument"] } or "sandbox"`)

var variableName = pattern.Of(`^[A-Za-z_][A-Za-z0-9_]*$`)

// ParseSource reads a source written as one string: "keyring", "env:NAME",
// "file", "file:PATH" or "sandbox".
func ParseSource(text string) (Source, error) {
	kind, name, named := strings.Cut(text, ":")
	source := Source{Kind: SourceKind(kind), Name: name}
	switch source.Kind {
	case KindEnv:
		return source, checkSource(source)
	case KindFile:
		if named && name == "" {
			return Source{}, errors.New(`source "file:" needs a path; "file" alone is the program's own private file`)
		}
		return source, checkSource(source)
	case KindKeyring, KindSandbox:
		if !named {
			return source, nil
		}
	case KindCommand, KindSession: // not written like this
	}
	return Source{}, errSource
}

// checkSource says what is wrong with a source.
func checkSource(s Source) error {
	switch s.Kind {
	case KindEnv:
		return checkVariable(s.Name)
	case KindCommand:
		return checkCommand(s.Command)
	case KindFile:
		if s.Name != "" && (!plainText(s.Name) || !filepath.IsAbs(expandHome(s.Name))) {
			return errors.New(`source "file:PATH" needs a full path, such as file:/run/secrets/imagine or file:~/imagine.key`)
		}
		return nil
	case KindKeyring, KindSandbox:
		return nil
	case KindSession: // nobody can name what is gone
	}
	return errSource
}

func checkVariable(name string) error {
	if !variableName.Regexp().MatchString(name) || clean.HasKey(name) {
		return errors.New(`source "env:NAME" needs the name of a variable (letters, digits and _), not its value`)
	}
	return nil
}

func checkCommand(argv []string) error {
	if len(argv) == 0 || strings.TrimSpace(argv[0]) == "" {
		return errors.New(`source { command = [...] } needs a program, such as ["op", "read", "op://private/imagine/key"]`)
	}
	for _, arg := range argv {
		if !plainText(arg) {
			return errors.New("source { command = [...] } has an argument with control characters")
		}
		if clean.HasKey(arg) {
			return errors.New("source { command = [...] } has an API key in its arguments, where other programs can see it: let the command fetch the key")
		}
	}
	return nil
}

// plainText reports whether text can be written into a file and read back.
func plainText(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, unicode.IsControl)
}

// expandHome replaces a leading "~/" by the home folder.
func expandHome(path string) string {
	rest, ok := strings.CutPrefix(path, "~/")
	if !ok {
		return path
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return path
	}
	return filepath.Join(home, rest)
}
