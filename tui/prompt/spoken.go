package prompt

import (
	"strings"

	"imagine-tui/tui/widget/voice"
)

// Spoken says the text, and what it comes to.
func (p *Pane) Spoken() voice.Page {
	var title []string
	add := func(words string) {
		if words != "" {
			title = append(title, words)
		}
	}
	add("Prompt")
	if p.vim != nil {
		add(p.vim.Mode() + " mode")
	}
	if p.sample {
		add("a sample, selected: type to replace it")
	}
	add(p.footer)
	if p.completing() {
		add(p.namesLine(1 << 16))
	}
	page := voice.Page{Name: "Prompt", Title: strings.Join(title, ", "), Field: &voice.Field{}}
	page.Field.Lines = p.area.View(p.st.Cursor, p.st.Bad.Reverse(true))
	if n := p.area.Lines(); len(page.Field.Lines) > n {
		page.Field.Lines = page.Field.Lines[:max(1, n)]
	}
	page.Field.X, page.Field.Y, _ = p.area.Cursor()
	page.More = func() []string {
		if p.first == "" {
			return nil
		}
		return []string{"First prompts: " + p.first}
	}
	return page
}
