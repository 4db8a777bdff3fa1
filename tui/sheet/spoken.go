package sheet

import (
	"fmt"
	"strings"

	"imagine-tui/api/wording"
	"imagine-tui/tui/widget/sign"
	"imagine-tui/tui/widget/voice"
)

// Spoken says the cell of the cursor: its row, its column, and what stands there.
func (s *Sheet) Spoken() voice.Page {
	s.sync()
	if s.chooser != nil {
		pair := s.chooser.pairs[s.chooser.sel]
		return voice.Page{
			Name: "Axes", Title: "Axes of the sheet", Item: fmt.Sprint(s.chooser.sel),
			Here: fmt.Sprintf("rows %s, columns %s, %d of %d", pair[0], pair[1], s.chooser.sel+1, len(s.chooser.pairs)),
		}
	}
	page := voice.Page{Name: "Sheet", Title: "Sheet" + s.arrangement(false)}
	if s.Len() == 0 {
		page.Here = s.acts.Words("Nothing to show. {studio.back} goes back.")
		return page
	}
	page.Item = fmt.Sprint(s.table.cur)
	var parts []string
	if e := s.here(); e != nil {
		parts = append(parts, sign.Words(e.row)...)
		if e.variant != "" {
			parts = append(parts, e.variant)
		}
		if cost := sign.Cost(e.row); cost != "" {
			parts = append(parts, cost)
		}
	} else {
		parts = append(parts, "empty")
	}
	for _, a := range s.table.space.varied() {
		if v := s.table.valueHere(a); v != "" && v != "0" {
			parts = append(parts, a.String()+" "+v)
		}
	}
	r, c := s.table.spot(s.table.cur)
	if !s.table.flows() {
		parts = append(parts, fmt.Sprintf("row %d of %d, column %d of %d", r+1, s.table.geo.rows, c+1, s.table.geo.cols))
	} else {
		parts = append(parts, wording.Thousands(r*max(1, s.table.geo.cols)+c+1)+" of "+wording.Thousands(s.Len()))
	}
	page.Here = strings.Join(parts, ", ")
	page.More = func() []string { return []string{s.title, s.progress()} }
	return page
}
