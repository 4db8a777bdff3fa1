package app

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"imagine-tui/api/clean"
	"imagine-tui/tui/app/hook"
	"imagine-tui/tui/app/own"
	"imagine-tui/tui/app/project"
	"imagine-tui/tui/app/trust"
)

// Programs are the sections of a config that run programs. In a project they hold only
// once the person trusts what the file says.
type Programs struct {
	Hooks    hook.Config  `toml:"hooks"`
	Commands []own.Config `toml:"command"`
}

// Program is one that a file has run.
type Program struct {
	When string // it is run
	Argv []string
}

// Words say what is run, and when.
func (p Program) Words() string {
	words := make([]string, len(p.Argv))
	for i, word := range p.Argv {
		words[i] = clean.Line(word)
		if word == "" || strings.ContainsAny(word, " \t\n\"'\\$`;|&<>()*?") {
			words[i] = fmt.Sprintf("%q", words[i])
		}
	}
	return p.When + ": " + strings.Join(words, " ")
}

// list is all that would be run.
func (p Programs) list() []Program {
	var out []Program
	for _, one := range []Program{
		{"saved", p.Hooks.Saved}, {"picked", p.Hooks.Picked}, {"batch_done", p.Hooks.BatchDone}, {"key_refused", p.Hooks.KeyRefused},
	} {
		if len(one.Argv) > 0 {
			out = append(out, one)
		}
	}
	for _, c := range p.Commands {
		out = append(out, Program{c.Name, c.Run})
	}
	return out
}

// placed are the programs as they are run from anywhere: one that is named by a path
// is found from the folder of the project.
func (p Programs) placed(place project.Place) Programs {
	p.Hooks.Saved, p.Hooks.Picked = placedArgv(place, p.Hooks.Saved), placedArgv(place, p.Hooks.Picked)
	p.Hooks.BatchDone, p.Hooks.KeyRefused = placedArgv(place, p.Hooks.BatchDone), placedArgv(place, p.Hooks.KeyRefused)
	p.Commands = slices.Clone(p.Commands)
	for i := range p.Commands {
		p.Commands[i].Run = placedArgv(place, p.Commands[i].Run)
	}
	return p
}

func placedArgv(place project.Place, argv []string) []string {
	if len(argv) == 0 || !strings.ContainsAny(argv[0], `/\`) || filepath.IsAbs(argv[0]) || strings.HasPrefix(argv[0], "~") {
		return argv
	}
	argv = slices.Clone(argv)
	argv[0] = filepath.Join(place.Root(), filepath.FromSlash(argv[0]))
	return argv
}

// over puts the programs over those of the person, command by command and hook by
// hook.
func (p Programs) over(s Settings) Settings {
	for _, one := range []struct{ mine, theirs *[]string }{
		{&s.Hooks.Saved, &p.Hooks.Saved}, {&s.Hooks.Picked, &p.Hooks.Picked}, {&s.Hooks.BatchDone, &p.Hooks.BatchDone}, {&s.Hooks.KeyRefused, &p.Hooks.KeyRefused},
	} {
		if len(*one.theirs) > 0 {
			*one.mine = *one.theirs
		}
	}
	s.Commands = slices.DeleteFunc(slices.Clone(s.Commands), func(mine own.Config) bool {
		return slices.ContainsFunc(p.Commands, func(theirs own.Config) bool { return theirs.ID() == mine.ID() })
	})
	s.Commands = append(s.Commands, p.Commands...)
	return s
}

// files are those in the project that the programs are, or are given: when one changes
// something else is run.
func (p Programs) files(place project.Place) []string {
	var out []string
	for _, program := range p.list() {
		for _, word := range program.Argv {
			path := filepath.FromSlash(word)
			if !filepath.IsAbs(path) {
				path = filepath.Join(place.Root(), path)
			}
			if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() && !slices.Contains(out, path) {
				out = append(out, path)
			}
		}
	}
	slices.Sort(out)
	return out
}

// Trust remembers whether the programs of the project may run. Settings that are read
// later follow it.
func (u *Setup) Trust(p Project, a trust.Answer) error {
	return trust.In(u.Places.StateDir).Set(p.what, a)
}
