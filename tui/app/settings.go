package app

import (
	"fmt"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"imagine-tui/api"
	"imagine-tui/api/budget"
	"imagine-tui/api/clean"
	"imagine-tui/api/key"
	"imagine-tui/api/plan"
	"imagine-tui/api/sandbox"
	"imagine-tui/history"
	"imagine-tui/history/upload"
	"imagine-tui/tui/app/hook"
	"imagine-tui/tui/app/own"
	"imagine-tui/tui/app/trust"
)

// Settings is the whole config. Each section is declared, with its defaults
// and what it refuses, by the package that uses it; those that the command line
// and the studio share are declared here.
type Settings struct {
	Library  history.Config `toml:"library"`
	Upload   upload.Config  `toml:"upload"`
	Defaults Defaults       `toml:"defaults"`
	Keys     []key.Config   `toml:"key"`
	Prompts  Prompts        `toml:"prompts"`
	Budget   budget.Limits  `toml:"budget"`
	// Operations mends the catalogue.
	Operations api.Operations `toml:"operation"`
	Sandbox    Sandbox        `toml:"sandbox"`
	Studio     Studio         `toml:"studio"`
	Keymap     Keymap         `toml:"keymap"`
	// Hooks are programs that are told what happened.
	Hooks hook.Config `toml:"hooks"`
	// Presets and Snippets are settings and texts that have names.
	Presets  map[string]Preset `toml:"preset"`
	Snippets map[string]string `toml:"snippets"`
	// Project is where somebody works, if that is a project: its file is a layer over
	// this one.
	Project Project `toml:"-"`
	// Commands are those that the person adds to the studio.
	Commands []own.Config `toml:"command"`
}

// Keymap is the section [keymap] as it stands in the file. What it may say is
// declared where actions are: a mistake in it leaves the rest of the config in
// force.
type Keymap map[string]any

// UnmarshalTOML takes whatever the section holds; what is no section stands
// under an empty name.
func (k *Keymap) UnmarshalTOML(value any) error {
	section, is := value.(map[string]any)
	if !is {
		section = map[string]any{"": value}
	}
	*k = section
	return nil
}

// Defaults are what generate and the studio start from.
type Defaults struct {
	Key         string `toml:"key"`
	Style       string `toml:"style"`
	AspectRatio string `toml:"aspect_ratio"`
	Seed        string `toml:"seed"`
}

// Prompts are about templates.
type Prompts struct {
	// Wildcards is the folder of lists; "" is the folder wildcards beside the
	// saved keys.
	Wildcards string `toml:"wildcards"`
}

// Sandbox is about the built-in sandbox of the studio.
type Sandbox struct {
	Latency string `toml:"latency"` // a duration, "0" or "real"
}

// DefaultSettings returns what holds where the file says nothing.
func DefaultSettings() Settings {
	return Settings{
		Library:  history.DefaultConfig(),
		Upload:   upload.DefaultConfig(),
		Defaults: Defaults{Key: key.SandboxName, Style: "imagine-turbo", AspectRatio: "1:1", Seed: "random"},
		Budget:   budget.DefaultLimits(),
		Sandbox:  Sandbox{Latency: "real"},
		Studio:   defaultStudio(),
	}
}

// validate returns the first value that no part of the program understands.
// graphics are the ways to draw that there are.
func (s Settings) validate(graphics []string) error {
	if err := s.validateShared(); err != nil {
		return err
	}
	names := map[string]bool{}
	for _, k := range s.Keys {
		if err := k.Validate(); err != nil {
			return fmt.Errorf("key: %w", err)
		}
		if k.BaseURL != "" {
			if _, err := api.CheckBaseURL(k.BaseURL); err != nil {
				return fmt.Errorf("key: base_url: %w", err)
			}
		}
		if k.CAFile != "" {
			if _, err := LoadCAFile(k.CAFile); err != nil {
				return fmt.Errorf("key %q: ca_file: %w", k.Name, err)
			}
		}
		if names[strings.ToLower(k.Name)] {
			return fmt.Errorf("key: there are two keys named %q", k.Name)
		}
		names[strings.ToLower(k.Name)] = true
	}
	if err := s.Operations.Validate(); err != nil {
		return fmt.Errorf("operation: %w", err)
	}
	if err := s.Budget.Validate(); err != nil {
		return fmt.Errorf("budget: %w", err)
	}
	if _, err := sandbox.ParseLatency(s.Sandbox.Latency); err != nil {
		return fmt.Errorf("sandbox: latency: %w", err)
	}
	if err := s.Hooks.Validate(); err != nil {
		return fmt.Errorf("hooks: %w", err)
	}
	if err := own.Check(s.Commands); err != nil {
		return fmt.Errorf("command: %w", err)
	}
	if err := s.Studio.validate(graphics); err != nil {
		return fmt.Errorf("studio: %w", err)
	}
	return nil
}

// validateShared is validate of what the file of a project may say as well.
func (s Settings) validateShared() error {
	if err := s.Library.Validate(); err != nil {
		return fmt.Errorf("library: %w", err)
	}
	if err := s.Defaults.validate(); err != nil {
		return fmt.Errorf("defaults: %w", err)
	}
	return validateNamed(s.Presets, s.Snippets)
}

// validate does not look the style up: the vendor's lists are incomplete, so
// any id may be a default.
func (d Defaults) validate() error {
	if ratios := api.AspectRatios(api.TextToImage); !slices.Contains(ratios, d.AspectRatio) {
		return fmt.Errorf("aspect_ratio = %q is unknown: use %s", d.AspectRatio, strings.Join(ratios, ", "))
	}
	if _, err := plan.ParseSeeds(d.Seed); err != nil {
		return fmt.Errorf("seed = %q: %w", d.Seed, err)
	}
	return nil
}

// LoadSettings reads the config, which may name one of the given ways to draw.
// With an error the defaults are returned.
func LoadSettings(p Places, graphics []string) (Settings, error) {
	s, err := loadSettings(p, graphics)
	s.Budget.File = p.Config
	if err != nil || !p.Project.Is() {
		return s, err
	}
	data, err := readConfigFile(p.Project.File, true)
	if err == nil {
		s, err = s.overlaid(p.Project, data, trust.In(p.StateDir))
	}
	if err != nil {
		s = DefaultSettings()
		s.Budget.File = p.Config
	}
	return s, err
}

// unknownSetting says that the config has no such setting.
func unknownSetting(name string) string {
	return fmt.Sprintf("unknown setting %q; %s config example prints them all", clean.Line(name), Name)
}

func loadSettings(p Places, graphics []string) (Settings, error) {
	data, err := readConfigFile(p.Config, p.ConfigNamed)
	if err != nil || len(data) == 0 {
		return DefaultSettings(), err
	}
	// Before anything could quote it: a key in the config is not a secret
	// any more.
	if err := key.CheckConfigText(p.Config, data); err != nil {
		return DefaultSettings(), err
	}
	return decodeStrict(p.Config, data, DefaultSettings, func(s Settings) error { return s.validate(graphics) }, unknownSetting)
}

// LineOf returns the line of the config by which the settings come to fulfil
// what is asked, 0 if they never do.
func (u *Setup) LineOf(fulfil func(Settings) bool) int {
	data, err := readConfigFile(u.Places.Config, u.Places.ConfigNamed)
	if err != nil {
		return 0
	}
	return lineOf(data, func(text []byte) bool {
		s := DefaultSettings()
		_, err := toml.Decode(string(text), &s)
		return err == nil && fulfil(s)
	})
}
