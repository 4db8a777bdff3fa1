package sheet

import (
	"testing"

	"imagine-tui/api"
)

func TestCommandLine(t *testing.T) {
	t.Parallel()
	r := api.Request{Operation: api.TextToPNG, Prompt: "-a 'fox'", Seed: 7}
	if got := commandLine(r); got != `imagine-tui generate --literal --op text-to-png --seed 7 -- '-a '\''fox'\'''` {
		t.Error(got)
	}
	r.Inputs = []api.Input{{Field: "image"}}
	if got := commandLine(r); got != "" {
		t.Error(got)
	}
}
