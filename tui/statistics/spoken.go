package statistics

import (
	"fmt"
	"strings"

	"imagine-tui/api/wording"
	"imagine-tui/tui/widget/voice"
)

// Spoken says the selected group.
func (s *Screen) Spoken() voice.Page {
	t := s.table()
	page := voice.Page{Name: "Statistics", Title: "Spent by " + t.By + ", " + s.time, Item: fmt.Sprint(s.at, s.sel)}
	switch {
	case s.said != "":
		page.Title, page.Here = "Spent, "+s.time, s.said
	case len(t.Groups) == 0:
		page.Here = "Nothing was made in this time."
	default:
		page.Here = fmt.Sprintf("%s, %d of %d", groupWords(t.Groups[s.sel]), s.sel+1, len(t.Groups))
		page.More = func() []string {
			all := t.All
			all.Name = "all together"
			return []string{groupWords(all)}
		}
	}
	return page
}

func groupWords(g Group) string {
	parts := []string{g.Name, wording.Count(g.Tokens, "token"), wording.Thousands(g.Made) + " made", wording.Thousands(g.Kept) + " kept"}
	if g.Unpriced > 0 {
		parts = append(parts, wording.Thousands(g.Unpriced)+" of unknown price")
	}
	if g.PerToken != "" {
		parts = append(parts, g.PerToken+" kept for a token")
	}
	return strings.Join(parts, ", ")
}
