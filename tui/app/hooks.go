package app

import (
	"os"

	"imagine-tui/api/key"
	"imagine-tui/tui/app/child"
	"imagine-tui/tui/app/hook"
)

// Hooks returns what runs the programs of [hooks], nil inside one of them: hooks of
// what a hook does would never end. told hears of failures.
func (u *Setup) Hooks(keys *key.Store, told func(hook.Report)) *hook.Runner {
	if u.Environment[child.Inside] != "" {
		return nil
	}
	return hook.New(func() []string { return keys.CleanEnviron(os.Environ()) }, told)
}
