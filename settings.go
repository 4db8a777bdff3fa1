package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"imagine-tui/api"
	"imagine-tui/api/key"
	"imagine-tui/api/plan"
	"imagine-tui/api/plan/wildcard"
	"imagine-tui/api/sandbox"
	"imagine-tui/history"
	"imagine-tui/tui/studio"
)

// settings is the whole config. Each section is declared, with its defaults
// and what it refuses, by the package that uses it; those that only this
// package uses are declared here.
type settings struct {
	Library  history.Config  `toml:"library"`
	Defaults defaultSettings `toml:"defaults"`
	Keys     []key.Config    `toml:"key"`
	Prompts  promptSettings  `toml:"prompts"`
	Budget   budgetSettings  `toml:"budget"`
	// Operations mends the catalogue.
	Operations api.Operations  `toml:"operation"`
	Sandbox    sandboxSettings `toml:"sandbox"`
	Studio     studio.Config   `toml:"studio"`
}

// defaultSettings are what generate and the studio start from.
type defaultSettings struct {
	Key         string `toml:"key"`
	Style       string `toml:"style"`
	AspectRatio string `toml:"aspect_ratio"`
	Seed        string `toml:"seed"`
}

// promptSettings are about templates.
type promptSettings struct {
	// Wildcards is the folder of lists; "" is the folder wildcards beside the
	// saved keys.
	Wildcards string `toml:"wildcards"`
}

// wildcards returns the folder of lists that templates name.
func (a *app) wildcards(s settings) (*wildcard.Folder, error) {
	dir := s.Prompts.Wildcards
	if dir == "" {
		dir = filepath.Join(a.places.ConfigDir, "wildcards")
	}
	dir, err := expandHome(dir)
	if err != nil {
		return nil, usageError(err)
	}
	return wildcard.NewFolder(dir), nil
}

// budgetSettings say above which price a plan must be confirmed.
type budgetSettings struct {
	ConfirmAbove int `toml:"confirm_above"` // tokens of one plan
	// PerDay is for all keys together, PerKey for the named ones; tokens.
	PerDay int            `toml:"per_day"`
	PerKey map[string]int `toml:"per_key"`
}

// sandboxSettings are about the built-in sandbox of the studio.
type sandboxSettings struct {
	Latency string `toml:"latency"` // a duration, "0" or "real"
}

func defaultConfig() settings {
	return settings{
		Library:  history.DefaultConfig(),
		Defaults: defaultSettings{Key: key.SandboxName, Style: "imagine-turbo", AspectRatio: "1:1", Seed: "random"},
		Budget:   budgetSettings{ConfirmAbove: 50},
		Sandbox:  sandboxSettings{Latency: "real"},
		Studio:   studio.DefaultConfig(),
	}
}

// validate returns the first value that no part of the program understands.
func (s settings) validate() error {
	if err := s.Library.Validate(); err != nil {
		return fmt.Errorf("library: %w", err)
	}
	if err := s.Defaults.validate(); err != nil {
		return fmt.Errorf("defaults: %w", err)
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
			if _, err := loadCAFile(k.CAFile); err != nil {
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
	if s.Budget.ConfirmAbove < 0 {
		return fmt.Errorf("budget: confirm_above = %d is below 0; 0 asks for everything that costs", s.Budget.ConfirmAbove)
	}
	if s.Budget.PerDay < 0 {
		return fmt.Errorf("budget: per_day = %d is below 0; leave it out for no limit", s.Budget.PerDay)
	}
	for name, limit := range s.Budget.PerKey {
		if limit < 0 {
			return fmt.Errorf("budget: per_key: %s = %d is below 0; 0 asks for everything that costs", name, limit)
		}
	}
	if _, err := sandbox.ParseLatency(s.Sandbox.Latency); err != nil {
		return fmt.Errorf("sandbox: latency: %w", err)
	}
	if err := s.Studio.Validate(); err != nil {
		return fmt.Errorf("studio: %w", err)
	}
	return nil
}

// validate does not look the style up: the vendor's lists are incomplete, so
// any id may be a default.
func (d defaultSettings) validate() error {
	if ratios := api.AspectRatios(api.TextToImage); !slices.Contains(ratios, d.AspectRatio) {
		return fmt.Errorf("aspect_ratio = %q is not known: use %s", d.AspectRatio, strings.Join(ratios, ", "))
	}
	if _, err := plan.ParseSeeds(d.Seed); err != nil {
		return fmt.Errorf("seed = %q: %w", d.Seed, err)
	}
	return nil
}

// loadSettings reads the config. With an error the defaults are returned.
func loadSettings(p places) (settings, error) {
	data, err := readConfigFile(p.Config, p.ConfigNamed)
	if err != nil {
		return defaultConfig(), err
	}
	// Before anything could quote it: a key in the config is not a secret
	// any more.
	if err := key.CheckConfigText(p.Config, data); err != nil {
		return defaultConfig(), err
	}
	return decodeStrict(p.Config, data, defaultConfig, settings.validate)
}
