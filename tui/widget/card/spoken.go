package card

import (
	"imagine-tui/tui/widget/voice"
)

// Spoken says the shortcuts one after the other, or what a search finds.
func (c *Card) Spoken() voice.Page {
	if c.Typed() != "" {
		return c.Picker.Spoken()
	}
	page := c.Picker.Spoken()
	page.Name, page.Title = "shortcuts of "+c.pages[c.at].Name, "Shortcuts: "+c.pages[c.at].Name+", type to search all"
	var lines []string
	for _, part := range c.pages[c.at].Parts {
		for _, h := range part.Hints {
			if h.Key != "" {
				lines = append(lines, h.Key+" "+h.Desc+", "+part.Name)
			}
		}
	}
	page.More = func() []string { return lines }
	return page
}
