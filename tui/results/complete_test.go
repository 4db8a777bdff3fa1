package results

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/gallery"
)

// tab presses tab in the filter, and waits for what it finds.
func tab(p *Pane) {
	p.Update(tea.KeyPressMsg{Code: tea.KeyTab})
	settle(p)
}

// typed writes a filter as a person does.
func typed(p *Pane, text string) {
	p.SetFilter("")
	p.StartFilter()
	for _, r := range text {
		p.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
		settle(p)
	}
}

// TestTab goes through the values there are, which stand below the filter; of what
// is mistaken it takes what was meant, with what is found of it.
func TestTab(t *testing.T) {
	t.Parallel()
	p := pane(2, 5)
	p.SetSize(100, 12)
	p.gallery.Judge(p.gallery.Rows("b0"), func(r *gallery.Row) { r.Tags = []string{"cover"} })
	p.gallery.Judge(p.gallery.Rows("b1")[:2], func(r *gallery.Row) { r.Tags = []string{"coast"} })
	p.SetStyles([]string{"flux-dev"})
	p.SetSaved(gallery.Named{"dusk": "dusk seed:1", "dawn": "dawn"})

	typed(p, "harbour tag:")
	if got := seen(p); !strings.Contains(got, " tag: cover coast") {
		t.Errorf("the values are not offered:\n%s", got)
	}
	for _, want := range []string{"harbour tag:cover", "harbour tag:coast", "harbour tag:cover"} {
		if tab(p); p.Filter() != want {
			t.Errorf("tab wrote %q, want %q", p.Filter(), want)
		}
	}
	if got := seen(p); !strings.Contains(got, "[cover] coast") {
		t.Errorf("which one it is does not show:\n%s", got)
	}
	if p.Update(tea.KeyPressMsg{Code: tea.KeyBackspace}); !strings.Contains(seen(p), " tag: cover") {
		t.Errorf("after a letter is gone:\n%s", seen(p))
	}
	for typing, want := range map[string]string{
		"style:f": "style:flux-dev", "@da": "@dawn", "harbor": "harbour", "fog styel:anime": "fog style:anime", "is:pickd": "is:picked", "x so": "x sort:", "zz": "zz",
	} {
		typed(p, typing)
		if tab(p); p.Filter() != want {
			t.Errorf("%q became %q, want %q", typing, p.Filter(), want)
		}
	}
	typed(p, "harbor")
	if got := seen(p); !strings.Contains(got, `Did you mean "harbour" (10)? tab takes it.`) {
		t.Errorf("what is taken is not said:\n%s", got)
	}
	typed(p, "styel:anime")
	if got := seen(p); !strings.Contains(got, "tab: style:anime?") {
		t.Errorf("what is taken is not said:\n%s", got)
	}
	typed(p, "@dusk")
	if got := listed(p); len(got) != 2 {
		t.Errorf("@dusk finds %v", got)
	}
	p.SetSaved(nil)
	if got := seen(p); !strings.Contains(got, "no filter is saved as @dusk") {
		t.Errorf("a filter that is forgotten:\n%s", got)
	}
}
