package finding

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/history/filters"
	"imagine-tui/tui/action"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/results"
	"imagine-tui/tui/studio/flow/flowtest"
	"imagine-tui/tui/widget/theme"
)

// desk is a flow over two results, with what it says of filters.
type desk struct {
	*Flow
	t      *testing.T
	host   *flowtest.Host
	pane   *results.Pane
	dir    string
	before []string
}

func open(t *testing.T) *desk {
	t.Helper()
	g := gallery.New()
	g.AddBatch(gallery.Batch{ID: "b"}, []gallery.Row{
		{ID: "a", Prompt: "harbour at dawn", State: gallery.Saved, Rating: 2}, {ID: "b", Prompt: "harbour at dusk", State: gallery.Saved, Rating: 4},
	}, true)
	d := &desk{t: t, host: &flowtest.Host{}, dir: t.TempDir()}
	st := theme.New(true)
	d.pane = results.New(st, action.Default(), g)
	d.pane.SetSize(80, 20)
	d.Flow = New(d.host, Options{StateDir: d.dir, Results: d.pane, Styles: st, Filtered: func(before string) tea.Cmd {
		d.before = append(d.before, before)
		return nil
	}})
	return d
}

// run does a command and what comes of it.
func (d *desk) run(cmd tea.Cmd) { d.host.Run(d, cmd) }

// take chooses an item of the list on top.
func (d *desk) take(id string) { d.run(d.host.Answer(d.t).Item(id)) }

func TestOrders(t *testing.T) {
	d := open(t)
	d.pane.SetFilter("harbour -sort:time")
	d.run(d.OpenOrders())
	if words := d.host.Words(); !strings.Contains(words, "Best rated first") || !strings.Contains(words, "sort:rating") {
		t.Errorf("the list is\n%s", words)
	}
	for id, want := range map[string]string{"rating": "harbour sort:rating", "-size": "harbour -sort:size", "": "harbour"} {
		d.run(d.OpenOrders())
		if d.take(id); d.pane.Filter() != want {
			t.Errorf("%q: %q, want %q", id, d.pane.Filter(), want)
		}
	}
	if len(d.before) != 3 || d.before[0] != "harbour -sort:time" {
		t.Errorf("what was before is %q", d.before)
	}
}

func TestSavedFilters(t *testing.T) {
	d := open(t)
	d.run(d.OpenFilters())
	if said := flowtest.Last(d.host.Said); !strings.Contains(said, "No filter is saved yet. / writes one, then F saves it.") {
		t.Errorf("it says %q", said)
	}
	d.pane.SetFilter("dusk sort:rating")
	d.run(d.OpenFilters())
	d.take(saveItem)
	d.run(d.host.Answer(t).Text("@Evening"))
	if d.pane.Filter() != "@evening" || flowtest.Last(d.host.Said) != "Saved as @evening." || !d.pane.Shows("b") || d.pane.Shows("a") {
		t.Errorf("%q is the filter; said %q", d.pane.Filter(), d.host.Said)
	}
	d.pane.SetFilter("@evening rating:>3")
	d.run(d.OpenFilters())
	d.take(saveItem)
	d.run(d.host.Answer(t).Text("good"))
	if err := filters.Dir(d.dir).Save("other", "fog"); err != nil { // another program
		t.Fatal(err)
	}
	d.run(d.OpenFilters())
	if words := d.host.Words(); !strings.Contains(words, "@other") || !strings.Contains(words, "dusk sort:rating rating:>3") {
		t.Errorf("the list is\n%s", words)
	}
	d.take("other")
	if d.pane.Filter() != "@other" {
		t.Errorf("%q is the filter", d.pane.Filter())
	}
	d.run(d.OpenFilters())
	d.take(forgetItem)
	d.take("other")
	if all, err := filters.Dir(d.dir).All(); err != nil || len(all) != 2 || d.pane.Filter() != "fog" {
		t.Errorf("%v, %v; %q is the filter", all, err, d.pane.Filter())
	}
	if err := os.WriteFile(filepath.Join(d.dir, "filters.json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if d.run(d.Load()); !strings.Contains(flowtest.Last(d.host.Warned), "filters.json") {
		t.Errorf("warned %q", d.host.Warned)
	}
}
