package key

import (
	"errors"
	"fmt"
	"strings"
)

const (
	// DefaultBaseURL is where the vendor serves the API.
	DefaultBaseURL = "https://api.vyro.ai/v2"
	// ConsoleURL is the vendor's console, where keys are made and paid for.
	ConsoleURL = "https://platform.imagine.art"

	// defaultParallel is how many requests are in flight with one key unless
	// the person says otherwise.
	defaultParallel = 4
	// MaxParallel is far above what the API lets one key do.
	MaxParallel = 64
)

// Config is one [[key]] of config.toml. It names where a secret comes from,
// never the secret.
type Config struct {
	Name     string       `toml:"name"`
	Source   SourceConfig `toml:"source"`
	BaseURL  string       `toml:"base_url"` // "": DefaultBaseURL
	Parallel int          `toml:"parallel"` // requests in flight, 1 to 64; 0: 4
	// CAFile is a file of certificates to trust beside the computer's own, for
	// networks with an authority of their own; "": none.
	CAFile string `toml:"ca_file"`
}

// SourceConfig is a Source as config.toml writes it: one string, or a table
// with the single setting command.
type SourceConfig struct{ Source }

// UnmarshalTOML reads the string or the table. No error quotes the value.
func (s *SourceConfig) UnmarshalTOML(value any) error {
	switch value := value.(type) {
	case string:
		source, err := ParseSource(value)
		s.Source = source
		return err
	case map[string]any:
		list, ok := value["command"].([]any)
		if !ok || len(value) != 1 {
			return errSource
		}
		source := Source{Kind: KindCommand}
		for _, arg := range list {
			text, ok := arg.(string)
			if !ok {
				return errors.New("source { command = [...] } must be a list of strings in quotes")
			}
			source.Command = append(source.Command, text)
		}
		s.Source = source
		return checkSource(source)
	}
	return errSource
}

// Validate says what is wrong with the section, nil if nothing is. The shape
// of base_url is checked where it is used, by the client.
func (c Config) Validate() error {
	if err := checkForm(c.Name); err != nil { // its look is marked, see Key.Doubt
		return err
	}
	err := func() error {
		switch {
		case c.Source.Kind == "":
			return fmt.Errorf("it has no source: %w", errSource)
		case c.Source.Kind == KindSandbox && c.BaseURL != "":
			return errors.New(`source "sandbox" is built in and has no base_url`)
		case strings.TrimSpace(c.BaseURL) != c.BaseURL || !plainText(c.BaseURL):
			return errors.New("base_url contains spaces or control characters")
		}
		if err := checkSource(c.Source.Source); err != nil {
			return err
		}
		return checkParallel(c.Parallel)
	}()
	if err != nil {
		return fmt.Errorf("key %q: %w", c.Name, err)
	}
	return nil
}

func checkParallel(n int) error {
	if n < 0 || n > MaxParallel {
		return fmt.Errorf("parallel must be 1 to %d requests", MaxParallel)
	}
	return nil
}
