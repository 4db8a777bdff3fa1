package results

import (
	"fmt"
	"testing"

	"imagine-tui/tui/action"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/widget/theme"
)

// Many changes at once leave the list as one after another does, looked at in
// between.
func TestManyChangesAtOnceAreTheSameAsOneByOne(t *testing.T) {
	fresh := func() *Pane {
		p := New(theme.New(true), action.Default(), gallery.New())
		p.SetSize(60, 20)
		var rows []gallery.Row
		for i := range 9 {
			rows = append(rows, gallery.Row{ID: fmt.Sprint("r", i), Prompt: "harbour", Style: "anime", Seed: int64(i + 1), State: gallery.Saved})
		}
		p.gallery.AddBatch(gallery.Batch{ID: "b", Title: "harbour"}, rows, true)
		return p
	}
	for _, filter := range []string{"", "harbour", "is:picked"} {
		for _, selected := range []string{"r0", "r4", "r8"} {
			change := func(p *Pane, look func()) {
				for _, id := range []string{"r1", "r4", "r8"} {
					p.gallery.Change(id, func(r *gallery.Row) { r.Picked = true })
					look()
				}
				p.gallery.Remove("r4")
				look()
				p.gallery.Remove("r0")
				look()
				p.gallery.AddBatch(gallery.Batch{ID: "b"}, []gallery.Row{{ID: "late", Prompt: "harbour", Style: "realistic", State: gallery.Saved}}, true)
				look()
			}
			one, all := fresh(), fresh()
			for _, p := range []*Pane{one, all} {
				p.SetFilter(filter)
				p.Select(selected)
			}
			change(one, func() { one.View() })
			change(all, func() {})
			a, b := fmt.Sprint(one.View(), one.list.sel == ""), fmt.Sprint(all.View(), all.list.sel == "")
			if selected == "r4" || selected == "r0" {
				// Which neighbour of a removed row is selected may differ.
				a, b = fmt.Sprint(len(one.list.items), one.list.sel == ""), fmt.Sprint(len(all.list.items), all.list.sel == "")
			}
			if a != b {
				t.Errorf("filter %q, %s selected:\n%s\n%s", filter, selected, a, b)
			}
		}
	}
}

func BenchmarkJudgingManyFiltered(b *testing.B) {
	p := New(theme.New(true), action.Default(), gallery.New())
	p.SetSize(60, 20)
	for n := range 1000 {
		var rows []gallery.Row
		for i := range 100 {
			rows = append(rows, gallery.Row{ID: fmt.Sprint(n, "-", i), Prompt: "harbour at dusk", Style: "anime", State: gallery.Saved})
		}
		p.gallery.AddBatch(gallery.Batch{ID: fmt.Sprint(n), Folded: true}, rows, false)
	}
	p.SetFilter("harbour")
	for b.Loop() {
		for i := range 2000 {
			p.gallery.Change(fmt.Sprint(i/100, "-", i%100), func(r *gallery.Row) { r.Picked = !r.Picked })
		}
		p.Selected()
	}
}

// A range without a mark before it begins at the selected row, which is said; the
// same key on another row marks all between.
func TestMarkToWithoutAMark(t *testing.T) {
	p := pane(1, 5)
	p.Select("b0r1")
	cmd, _ := p.Act(action.ListMarkTo)
	if msg, ok := cmd().(MarkedMsg); !ok || !msg.Begun || msg.Count != 1 {
		t.Fatalf("%+v", msg)
	}
	p.Select("b0r3")
	cmd, _ = p.Act(action.ListMarkTo)
	if msg, ok := cmd().(MarkedMsg); !ok || msg.Begun || msg.Count != 3 {
		t.Errorf("%+v", msg)
	}
	if got := p.gallery.MarkedIDs(); len(got) != 3 || got[0] != "b0r1" || got[2] != "b0r3" {
		t.Errorf("marked %v", got)
	}
	// On the line of a batch it marks the batch.
	q := pane(2, 3)
	press(q, "home")
	if _, _ = q.Act(action.ListMarkTo); q.gallery.MarkedCount() != 3 {
		t.Errorf("%d are marked", q.gallery.MarkedCount())
	}
}
