package app

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"imagine-tui/api/budget"
	"imagine-tui/api/clean"
	"imagine-tui/api/key"
	"imagine-tui/tui/app/own"
	"imagine-tui/tui/app/project"
	"imagine-tui/tui/app/trust"
)

// ProjectFile is all that the imagine.toml of a project may say: part of what the
// config may. Anybody may have written it, so it names neither keys nor addresses,
// its paths stay in its folder, and its limits only make those of the config tighter.
type ProjectFile struct {
	// Tags are given to all that is made in the project.
	Tags []string `toml:"tags"`
	// Parallel is how many requests are in flight with one key at most; 0 is what
	// the key says.
	Parallel int               `toml:"parallel"`
	Library  projectLibrary    `toml:"library"`
	Defaults projectDefaults   `toml:"defaults"`
	Prompts  Prompts           `toml:"prompts"`
	Budget   budget.Limits     `toml:"budget"`
	Presets  map[string]Preset `toml:"preset"`
	Snippets map[string]string `toml:"snippets"`
	// Programs hold only once the person trusts the file.
	Programs
}

// projectLibrary is what a project says of its library.
type projectLibrary struct {
	Folder     string `toml:"folder"`
	Name       string `toml:"name"`
	ASCIINames bool   `toml:"ascii_names"`
}

// projectDefaults are what a project starts from.
type projectDefaults struct {
	Style       string `toml:"style"`
	AspectRatio string `toml:"aspect_ratio"`
	Seed        string `toml:"seed"`
}

// mostTags is how many tags a project may give.
const mostTags = 20

// overlaid are the settings with what the file of a project says over them. What is
// wrong with that names its line.
func (s Settings) overlaid(place project.Place, data []byte, trusted trust.Dir) (Settings, error) {
	if err := key.CheckConfigText(place.File, data); err != nil {
		return s, err
	}
	begin := func() ProjectFile {
		limits := s.Budget
		limits.PerKey, limits.CeilingPerDay, limits.File = nil, nil, place.File
		return ProjectFile{
			Library:  projectLibrary{Name: s.Library.Name, ASCIINames: s.Library.ASCIINames},
			Defaults: projectDefaults{s.Defaults.Style, s.Defaults.AspectRatio, s.Defaults.Seed},
			Budget:   limits,
		}
	}
	file, err := decodeStrict(place.File, data, begin, func(f ProjectFile) error { return f.validate(s, place) }, notForProjects)
	if err != nil {
		return s, err
	}
	s = file.over(s, place)
	return s, s.admit(file.Programs, data, trusted)
}

// admit has the programs of the project run if the person trusts them.
func (s *Settings) admit(p Programs, data []byte, trusted trust.Dir) (err error) {
	p = p.placed(s.Project.Place)
	s.Project.Programs = p.list()
	if len(s.Project.Programs) == 0 {
		return nil
	}
	if s.Project.what, err = trust.Of(s.Project.File, data, p.files(s.Project.Place)...); err != nil {
		return &ConfigError{Path: s.Project.File, Message: err.Error()}
	}
	if s.Project.Trust = trusted.Answer(s.Project.what); s.Project.Trust == trust.Given {
		*s = p.over(*s)
	}
	return nil
}

// over puts what the file says, which is valid, over settings.
func (f ProjectFile) over(s Settings, place project.Place) Settings {
	s.Project = Project{Place: place, Tags: f.tags(), Parallel: f.Parallel}
	if f.Library.Folder != "" {
		s.Library.Folder, _ = place.Inside(f.Library.Folder)
	}
	s.Library.Name, s.Library.ASCIINames = f.Library.Name, f.Library.ASCIINames
	s.Defaults.Style, s.Defaults.AspectRatio, s.Defaults.Seed = f.Defaults.Style, f.Defaults.AspectRatio, f.Defaults.Seed
	if f.Prompts.Wildcards != "" {
		s.Prompts.Wildcards, _ = place.Inside(f.Prompts.Wildcards)
	}
	s.Budget = s.Budget.Tightened(f.Budget)
	s.Presets, s.Snippets = joined(s.Presets, f.Presets), joined(s.Snippets, f.Snippets)
	return s
}

// joined are the entries of two maps; those of the second count.
func joined[V any](under, over map[string]V) map[string]V {
	if len(over) == 0 {
		return under
	}
	out := make(map[string]V, len(under)+len(over))
	maps.Copy(out, under)
	maps.Copy(out, over)
	return out
}

// validate returns the first thing that the file must not say.
func (f ProjectFile) validate(under Settings, place project.Place) error {
	if f.Library.Folder != "" {
		if _, err := place.Inside(f.Library.Folder); err != nil {
			return fmt.Errorf("library: folder = %w", err)
		}
	}
	if f.Prompts.Wildcards != "" {
		if _, err := place.Inside(f.Prompts.Wildcards); err != nil {
			return fmt.Errorf("prompts: wildcards = %w", err)
		}
	}
	if n := f.Parallel; n < 0 || n > key.MaxParallel {
		return fmt.Errorf("parallel = %d: use 1 to %d requests, or leave it out", n, key.MaxParallel)
	}
	if len(f.Tags) > mostTags {
		return fmt.Errorf("tags: %d are too many, %d at most", len(f.Tags), mostTags)
	}
	for _, tag := range f.Tags {
		if strings.TrimSpace(tag) == "" || strings.Contains(tag, ",") {
			return fmt.Errorf("tags: %q is no tag: tags are words without commas", clean.Line(tag))
		}
		if clean.HasKey(tag) { // it was written with escapes
			return errors.New("tags: one of them looks like an API key, and tags are written beside each picture")
		}
	}
	if err := f.Budget.Validate(); err != nil {
		return fmt.Errorf("budget: %w", err)
	}
	if err := f.Hooks.Validate(); err != nil {
		return fmt.Errorf("hooks: %w", err)
	}
	if err := own.Check(f.Programs.over(under).Commands); err != nil {
		return fmt.Errorf("command: %w", err)
	}
	// The rest is valid where the config with it is.
	return f.over(under, project.Place{}).validateShared()
}

// tags are those of the file, each once.
func (f ProjectFile) tags() []string {
	var out []string
	for _, tag := range f.Tags {
		if tag = strings.TrimSpace(clean.Line(tag)); !slices.Contains(out, tag) {
			out = append(out, tag)
		}
	}
	return out
}

// Project is what holds for the project that somebody works in, beside the settings
// that it changes.
type Project struct {
	project.Place

	Tags     []string // of all that is made
	Parallel int      // requests in flight with one key at most, 0 for what it says

	// Programs are those that its file has run, and Trust what the person said of
	// that: they do not run before it is given.
	Programs []Program
	Trust    trust.Answer
	what     trust.What
}

// notForProjects explains why the file of a project must not have a setting that is
// none of its own.
func notForProjects(name string) string {
	section, _, _ := strings.Cut(name, ".")
	last := name[strings.LastIndexByte(name, '.')+1:]
	switch {
	case section == "key" || name == "defaults.key":
		return "a project says nothing about keys, because anybody may have written its file: they belong in your own config"
	case section == "operation" || slices.Contains([]string{"base_url", "ca_file", "source", "path", "paths"}, last):
		return "a project names no addresses, because anybody may have written its file: they belong in your own config"
	case slices.Contains([]string{"upload", "sandbox", "studio", "keymap"}, section), name == "library.embed", name == "library.mark":
		return fmt.Sprintf("%q is for you to say, in your own config, not for a project", clean.Line(cmp.Or(name, section)))
	}
	return fmt.Sprintf("unknown setting %q; %s help projects tells what a project may set", clean.Line(name), Name)
}

// ProjectError says that the file of the project is why there are no settings: nothing
// is to be made elsewhere instead.
func (u *Setup) ProjectError(err error) bool {
	wrong, is := errors.AsType[*ConfigError](err)
	if is && u.Places.Project.Is() && wrong.Path == u.Places.Project.File {
		return true
	}
	literal, is := errors.AsType[*key.LiteralError](err)
	return is && u.Places.Project.Is() && literal.Path == u.Places.Project.File
}
