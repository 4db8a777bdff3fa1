package main

import (
	"errors"
	"fmt"

	"imagine-tui/api"
	"imagine-tui/api/key"
	"imagine-tui/api/plan"
	"imagine-tui/api/sandbox"
	"imagine-tui/history"
	"imagine-tui/tui"
)

// settings is the config file as a whole. What is in a section is declared by
// the package that uses it.
type settings struct {
	Library  history.Config  `toml:"library"`
	Defaults defaultsSection `toml:"defaults"`
	Keys     []key.Config    `toml:"key"`
	Budget   budgetSection   `toml:"budget"`
	Sandbox  sandboxSection  `toml:"sandbox"`
	Studio   tui.Config      `toml:"studio"`
}

type defaultsSection struct {
	Key         string `toml:"key"`
	Style       string `toml:"style"`
	AspectRatio string `toml:"aspect_ratio"`
	Seed        string `toml:"seed"`
}

type budgetSection struct {
	ConfirmAbove int `toml:"confirm_above"`
}

type sandboxSection struct {
	Latency string `toml:"latency"`
}

// defaultSettings hold where the config says nothing.
func defaultSettings() settings {
	return settings{
		Library:  history.DefaultConfig(),
		Defaults: defaultsSection{Key: key.SandboxName, Style: "imagine-turbo", AspectRatio: "1:1", Seed: "random"},
		Budget:   budgetSection{ConfirmAbove: 50},
		Sandbox:  sandboxSection{Latency: "real"},
		Studio:   tui.DefaultConfig(),
	}
}

// validate tells the first setting whose value cannot be used.
func (s settings) validate() error {
	if err := s.Library.Validate(); err != nil {
		return err
	}
	if s.Defaults.AspectRatio != "" {
		probe := api.Request{Operation: api.TextToImage, Prompt: "x", Style: "imagine-turbo", AspectRatio: s.Defaults.AspectRatio, Seed: 1}
		if err := probe.Validate(); err != nil {
			return fmt.Errorf("aspect_ratio: %w", err)
		}
	}
	if _, err := plan.ParseSeeds(s.Defaults.Seed); err != nil {
		return fmt.Errorf("seed: %w", err)
	}
	if s.Budget.ConfirmAbove < 0 {
		return errors.New("confirm_above cannot be below 0")
	}
	if _, err := sandbox.ParseLatency(s.Sandbox.Latency); err != nil {
		return err
	}
	for _, k := range s.Keys {
		if err := k.Validate(); err != nil {
			return err
		}
		if k.BaseURL == "" {
			continue
		}
		if _, err := api.CheckBaseURL(k.BaseURL); err != nil {
			return err
		}
	}
	return s.Studio.Validate()
}

// loadSettings reads the config. A config that holds a key, or that cannot be
// understood, is refused whole.
func (a *app) loadSettings() (settings, error) {
	data, err := readConfigFile(a.places.Config, a.places.ConfigNamed)
	if err != nil {
		return defaultSettings(), err
	}
	if err := key.CheckConfigText(a.places.Config, data); err != nil {
		return defaultSettings(), err
	}
	return decodeStrict(a.places.Config, data, defaultSettings, settings.validate)
}
