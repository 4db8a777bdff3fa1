package own

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"imagine-tui/api"
	"imagine-tui/api/pattern"
	"imagine-tui/history"
)

// The placeholders that there are beside what a request says.
const (
	path  = "{path}"
	paths = "{paths}"
)

var (
	// placeholder matches what may be one; a script has variables that look the same.
	placeholder = pattern.Of(`\$?\{[a-z]+\}`)
	// interpreters run a script that is one of their arguments, and inline is what
	// stands before it.
	interpreters = pattern.Of(`^(sh|bash|dash|zsh|ksh|fish|python[0-9.]*|perl|ruby|node|php|lua|pwsh|powershell|cmd)(\.exe)?$`)
	inline       = pattern.Of(`^(-[a-z]*[ce]|--eval|-Command|/[cC])$`)
)

// script tells whether a word is a script that an interpreter reads. What a picture
// says has no place in one: it would be read as a part of it.
func (c Config) script(at int) bool {
	return at >= 2 && inline.Regexp().MatchString(c.Run[at-1]) &&
		slices.ContainsFunc(c.Run[:at-1], func(word string) bool { return interpreters.Regexp().MatchString(filepath.Base(word)) })
}

// checkPlaceholders tells which placeholder there is none for.
func (c Config) checkPlaceholders() error {
	if placeholder.Regexp().MatchString(c.Run[0]) {
		return errors.New("run: the program itself cannot be a placeholder")
	}
	for i, word := range c.Run {
		for _, p := range placeholder.Regexp().FindAllString(word, -1) {
			if err := c.checkPlaceholder(word, p, c.script(i)); err != nil {
				return fmt.Errorf("run: %w", err)
			}
		}
	}
	return nil
}

// checkPlaceholder tells why a placeholder cannot stand in a word.
func (c Config) checkPlaceholder(word, p string, script bool) error {
	switch unknown := history.UnknownPlaceholder(p, path, paths); {
	case script && (unknown != "" || p[0] == '$'):
		return nil // a variable of the script
	case script:
		return fmt.Errorf(`%s in a script would be read as a part of it: write "$1" there, and name and %s as words behind it`, p, p)
	case p[0] == '$':
		return fmt.Errorf("no shell reads %s: write %s, or have one read a script", p, p[1:])
	case unknown != "":
		return fmt.Errorf("nothing is known of %s: use {path}, {prompt}, {seed}, {style}, {ratio}, {operation}, {hash} or {slug}, and {paths} for a batch", unknown)
	case p == paths && word == paths && c.About() == Batch:
		return nil
	case p == paths:
		return errors.New(`{paths} is a word of its own, for where = "batch"`)
	case c.About() == Batch:
		return fmt.Errorf("%s is about one picture, and a batch has several: use {paths}, or read them from standard input", p)
	case c.About() == Prompt && slices.Contains([]string{path, "{seed}", "{hash}"}, p):
		return fmt.Errorf("%s is about a picture, and a prompt is none yet: use {prompt}, {style}, {ratio}, {operation} or {slug}", p)
	}
	return nil
}

// Argv is the program with its arguments for one result, or for a prompt, which has no
// file.
func (c Config) Argv(r api.Request, file string) []string {
	argv := slices.Clone(c.Run)
	for i, word := range argv {
		if !c.script(i) && placeholder.Regexp().MatchString(word) {
			argv[i] = strings.ReplaceAll(history.Filled(word, r, path, file), "\x00", "") // which no argument can have
		}
	}
	return argv
}

// ArgvAll is the program with its arguments for several files.
func (c Config) ArgvAll(files []string) (argv []string) {
	for _, word := range c.Run {
		if word == paths {
			argv = append(argv, files...)
			continue
		}
		argv = append(argv, word)
	}
	return argv
}
