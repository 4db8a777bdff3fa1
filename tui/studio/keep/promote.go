package keep

import (
	"cmp"
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/wording"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/picker"
)

// promotable are the results that are made again in a dearer style: the
// marked ones, else the picks of the selected one's batch, else the selected
// one. Only what was made in a style can be.
func (f *Flow) promotable() []gallery.Row {
	styled := func(rows []gallery.Row) []gallery.Row {
		return slices.DeleteFunc(rows, func(r gallery.Row) bool {
			return r.Operation != string(api.TextToImage) || r.Rejected
		})
	}
	if marked := f.o.Gallery.Marked(); len(marked) > 0 {
		return styled(marked)
	}
	row, ok := f.o.Selected()
	if !ok {
		return nil
	}
	picks := slices.DeleteFunc(f.o.Gallery.Rows(row.Batch), func(r gallery.Row) bool { return !r.Picked })
	if picks = styled(picks); len(picks) > 0 {
		return picks
	}
	return styled([]gallery.Row{row})
}

// promotion is what promoting to a style would ask for.
type promotion struct {
	style  api.Style
	rows   []gallery.Row // those not made in it already
	tokens int
}

// promotions lists the styles, dearer ones first in the order of their price,
// then those without a known price, then the cheaper ones.
func promotions(rows []gallery.Row, styles []api.Style) []promotion {
	dearest := 0
	for _, r := range rows {
		if n, ok := api.Price(api.TextToImage, r.Style); ok {
			dearest = max(dearest, n)
		}
	}
	var out []promotion
	for _, s := range styles {
		p := promotion{style: s}
		for _, r := range rows {
			if r.Style != s.ID {
				p.rows = append(p.rows, r)
				p.tokens += s.Tokens
			}
		}
		if len(p.rows) > 0 {
			out = append(out, p)
		}
	}
	rank := func(p promotion) int {
		switch {
		case !p.style.Priced:
			return 1
		case p.style.Tokens > dearest:
			return 0
		}
		return 2
	}
	slices.SortStableFunc(out, func(a, b promotion) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.style.Tokens, b.style.Tokens))
	})
	return out
}

// CanPromote tells whether there is anything to make in another style.
func (f *Flow) CanPromote() bool { return len(f.promotable()) > 0 }

// AskPromote offers the styles to make the picks again in, each with its
// price; prompt, seed and ratio stay.
func (f *Flow) AskPromote() tea.Cmd {
	rows := f.promotable()
	if len(rows) == 0 {
		return f.host.Say("Pick, mark or select pictures made in a style first.")
	}
	list := promotions(rows, api.Styles(api.TextToImage))
	var items []picker.Item
	for _, p := range list {
		items = append(items, picker.Item{ID: p.style.ID, Title: p.style.ID, Note: f.promotionPrice(p)})
	}
	answers := flow.Answers{Item: func(id string) tea.Cmd {
		i := slices.IndexFunc(list, func(p promotion) bool { return p.style.ID == id })
		if i < 0 {
			return nil
		}
		return f.host.Resend(list[i].rows, flow.Repeat{Named: true, Change: func(r *api.Request) { r.Style = id }})
	}}
	title := fmt.Sprintf("Promote %s: same prompt and seed, in", wording.Count(len(rows), "picture"))
	return f.host.Open(picker.New(f.o.Styles, title, "{dialog.accept} make them · {dialog.cancel} cancel", items), answers)
}

func (f *Flow) promotionPrice(p promotion) string {
	switch {
	case f.o.Free():
		return wording.Count(len(p.rows), "picture") + ", free"
	case !p.style.Priced:
		return wording.Count(len(p.rows), "picture") + ", price unknown"
	}
	return fmt.Sprintf("%d × %d = %s", len(p.rows), p.style.Tokens, wording.Count(p.tokens, "token"))
}
