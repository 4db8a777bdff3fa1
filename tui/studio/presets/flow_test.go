package presets

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/tui/app"
	"imagine-tui/tui/studio/flow/flowtest"
	"imagine-tui/tui/widget/theme"
)

// desk notes what is asked for.
type desk struct {
	flowtest.Host
	asked    []string
	toPrompt int
}

func (d *desk) ToPrompt() tea.Cmd { d.toPrompt++; return nil }

func (d *desk) Take(_ string, op api.Operation, styles, ratios []string, seed string) tea.Cmd {
	d.asked = append(d.asked, fmt.Sprint(op, styles, ratios, seed))
	return nil
}

func (d *desk) Insert(_, text string) tea.Cmd { d.asked = append(d.asked, text); return nil }

func TestPresetsAndSnippets(t *testing.T) {
	t.Parallel()
	d := &desk{}
	f := New(d, d, theme.New(true))
	f.OpenPresets()
	f.OpenSnippets()
	if d.Dialog() != nil || !strings.Contains(d.Said[0], "[preset.NAME]") || !strings.Contains(d.Said[1], "[snippets]") {
		t.Errorf("%q", d.Said)
	}
	f.Set(map[string]app.Preset{"poster": {Style: "anime, realistic", Seed: "4"}, "wide": {AspectRatio: "16:9"}}, map[string]string{"light": "soft\x1b[31m light"})
	f.OpenPresets()
	if words := d.Words(); !strings.Contains(words, "poster") || !strings.Contains(words, "anime,realistic · seed 4") || !strings.Contains(words, "16:9") {
		t.Errorf("the list is\n%s", words)
	}
	d.Answer(t).Item("poster")
	if got := flowtest.Last(d.asked); got != "[anime realistic] []4" || !strings.HasPrefix(flowtest.Last(d.Said), "Preset poster: anime,realistic · seed 4.") {
		t.Errorf("%q, %q", got, d.Said)
	}
	f.OpenPresets()
	answer := d.Answer(t)
	f.Set(nil, map[string]string{"light": "soft\x1b[31m light"}) // the config was saved meanwhile
	if answer.Item("wide"); len(d.asked) != 1 {
		t.Errorf("%q", d.asked)
	}
	f.OpenSnippets()
	d.Answer(t).Item("light")
	if got := flowtest.Last(d.asked); strings.Contains(got, "\x1b") || !strings.HasPrefix(got, "soft") || d.toPrompt != 1 {
		t.Errorf("%q", got)
	}
}
