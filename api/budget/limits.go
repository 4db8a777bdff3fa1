package budget

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Limits are the section [budget] of the config: above them a person types the
// number of what is to be paid.
type Limits struct {
	// ConfirmAbove is for the tokens of one plan.
	ConfirmAbove int `toml:"confirm_above"`
	// PerDay is for the tokens of a day, of all keys together; 0 is no limit.
	PerDay int `toml:"per_day"`
	// PerKey is for the tokens of a day with one key, in place of PerDay; 0
	// asks for everything that costs.
	PerKey map[string]int `toml:"per_key"`
	// CeilingPerDay is what no answer passes, in tokens of a day, of all keys
	// together; nil is none, and 0 sends nothing that costs.
	CeilingPerDay *int `toml:"ceiling_per_day"`

	// File is the config that these are read from, "" where nobody knows.
	File string `toml:"-"`
	// files are those of settings that another file made lower.
	files map[string]string
	// beside are the names in PerKey that another file added: PerDay holds for these
	// keys as well, as it did without.
	beside map[string]bool
}

// section is what limits stand under in the config.
const section = "[budget] "

// where names a setting and the file it belongs into.
func (l Limits) where(setting string) string {
	if file := l.fileOf(setting); file != "" {
		return setting + " in " + file
	}
	return setting
}

// Ceiling is the one of the config.
func (l Limits) Ceiling() Ceiling {
	if l.CeilingPerDay == nil {
		return Ceiling{}
	}
	return Ceiling{Set: true, Tokens: *l.CeilingPerDay, Setting: l.where(section + "ceiling_per_day")}
}

// DefaultLimits are those of a config that says nothing about them.
func DefaultLimits() Limits { return Limits{ConfirmAbove: 50} }

// Validate says which limit cannot be kept, nil if all can.
func (l Limits) Validate() error {
	if l.ConfirmAbove < 0 {
		return fmt.Errorf("confirm_above = %d is negative; 0 asks before anything that costs", l.ConfirmAbove)
	}
	if l.PerDay < 0 {
		return fmt.Errorf("per_day = %d is negative; leave it out for no limit", l.PerDay)
	}
	if c := l.CeilingPerDay; c != nil && *c < 0 {
		return fmt.Errorf("ceiling_per_day = %d is negative; 0 sends nothing that costs", *c)
	}
	for _, name := range slices.Sorted(maps.Keys(l.PerKey)) {
		if limit := l.PerKey[name]; limit < 0 {
			return fmt.Errorf("per_key: %s = %d is negative; 0 asks before anything that costs", name, limit)
		}
	}
	return nil
}

// own returns the daily limit that is a key's own, and the name it stands
// under: keys are found whatever their capitals, so their limits are as well.
func (l Limits) own(key string) (limit int, name string, ok bool) {
	if limit, ok := l.PerKey[key]; ok {
		return limit, key, true
	}
	for _, name := range slices.Sorted(maps.Keys(l.PerKey)) {
		if strings.EqualFold(name, key) {
			return l.PerKey[name], name, true
		}
	}
	return 0, "", false
}
