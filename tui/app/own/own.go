// Package own is the commands that a person adds to the studio, each a program of
// theirs: [[command]] in the config.
package own

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"imagine-tui/api/clean"
	"imagine-tui/tui/app/child"
)

// Config is one [[command]].
type Config struct {
	Name string `toml:"name"`
	// Key is its shortcut, "" for none.
	Key string `toml:"key"`
	// Where says what it is about: Picture, Batch or Prompt; "" for Picture.
	Where string `toml:"where"`
	// Run is the program with its arguments.
	Run []string `toml:"run"`
	// Confirm has it asked for before it runs.
	Confirm bool `toml:"confirm"`
	// Output says what becomes of what it prints: Message, View, NewPrompt or Tags; ""
	// for Message.
	Output string `toml:"output"`
	// Limit is how long it may take, as "90s"; "" for two minutes.
	Limit string `toml:"limit"`
}

// What a command is about.
const (
	Picture = "picture" // each of the chosen results, one run for each
	Batch   = "batch"   // the marked results, or all of a batch, in one run
	Prompt  = "prompt"  // what is written in the prompt
)

// What becomes of what a command prints.
const (
	Message   = "message" // its first line is said
	View      = "view"    // all of it is shown
	NewPrompt = "prompt"  // it is offered in the place of the prompt
	Tags      = "tags"    // its lines become tags
)

const (
	// mostNamed is how long a name may be, most how many commands there may be.
	mostNamed = 40
	most      = 100
	// usualLimit is how long a command may take where nobody says, longest what
	// somebody may say.
	usualLimit = 2 * time.Minute
	longest    = 24 * time.Hour
)

// About is what the command is about.
func (c Config) About() string { return or(c.Where, Picture) }

// Becomes is what becomes of what the command prints.
func (c Config) Becomes() string { return or(c.Output, Message) }

func or(s, usual string) string {
	if s == "" {
		return usual
	}
	return s
}

// ID is the command's among actions.
func (c Config) ID() string {
	return "command." + strings.Join(strings.Fields(strings.ToLower(c.Name)), "-")
}

// Takes is how long the command may take.
func (c Config) Takes() time.Duration {
	if d, err := time.ParseDuration(c.Limit); err == nil {
		return d
	}
	return usualLimit
}

// Check tells what is wrong with the commands of a config.
func Check(list []Config) error {
	if len(list) > most {
		return fmt.Errorf("there are more than %d", most)
	}
	seen := map[string]bool{}
	for _, c := range list {
		if err := c.checkName(); err != nil {
			return err
		}
		if seen[c.ID()] {
			return fmt.Errorf("there are two commands named %q", c.Name)
		}
		seen[c.ID()] = true
		if err := c.check(); err != nil {
			return fmt.Errorf("%q: %w", c.Name, err)
		}
	}
	return nil
}

func (c Config) checkName() error {
	switch {
	case strings.TrimSpace(c.Name) == "":
		return errors.New("a command needs a name")
	case clean.Line(c.Name) != c.Name || clean.HasKey(c.Name) || strings.ContainsAny(c.Name, "{}"):
		return fmt.Errorf("the name %q has characters that no name may have", clean.Scrub(clean.Line(c.Name)))
	case len([]rune(c.Name)) > mostNamed:
		return fmt.Errorf("the name %q is longer than %d characters", c.Name, mostNamed)
	}
	return nil
}

func (c Config) check() error {
	if err := oneOf("where", c.About(), Picture, Batch, Prompt); err != nil {
		return err
	}
	if err := oneOf("output", c.Becomes(), Message, View, NewPrompt, Tags); err != nil {
		return err
	}
	if c.About() == Prompt && c.Becomes() == Tags {
		return errors.New(`output = "tags" is for pictures: a prompt has no tags`)
	}
	if d, err := time.ParseDuration(c.Limit); c.Limit != "" && (err != nil || d <= 0 || d > longest) {
		return fmt.Errorf(`limit = %q is no duration: write "30s" or "10m", at most "24h"`, c.Limit)
	}
	if err := child.Check(c.Run); err != nil {
		return fmt.Errorf("run: %w", err)
	}
	return c.checkPlaceholders()
}

func oneOf(setting, value string, known ...string) error {
	if slices.Contains(known, value) {
		return nil
	}
	return fmt.Errorf("%s = %q is unknown: use %s or %s", setting, value, strings.Join(known[:len(known)-1], ", "), known[len(known)-1])
}
