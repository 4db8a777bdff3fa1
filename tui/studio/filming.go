package studio

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/tui/form"
)

// filming is the form of a video while it is open.
type filming struct {
	form    *form.Form
	sources []source
}

// askVideo opens the form of a video made from pictures.
func (m *Model) askVideo(list []source) tea.Cmd {
	m.ownFile = ""
	spec, _ := api.Lookup(api.ImageToVideo)
	screen := form.NewForm(m.st, m.km)
	var fields []form.Field
	for _, f := range spec.Fields {
		switch f.Kind {
		case api.Text:
			field := form.Field{Name: f.Name, Label: "How it moves", Kind: form.KindText, Required: f.Required, Doc: f.Doc}
			if len(list) == 1 {
				field.Value = list[0].prompt
			}
			fields = append(fields, field)
		case api.Choice:
			field := form.Field{Name: f.Name, Label: label(f.Name), Kind: form.KindChoice, Required: f.Required, Values: f.Values, Open: f.Open, Default: f.Default, Doc: f.Doc}
			if f.Name == "style" {
				field.Values = m.videoStyles(api.ImageToVideo)
				field.Value = field.Values[0]
			}
			if f.Name == "aspect_ratio" && len(list) == 1 {
				field.Value = list[0].ratio
			}
			fields = append(fields, field)
		default: // the file is the picture it was opened on
		}
	}
	title := "Video from " + baseName(list[0].path)
	if len(list) > 1 {
		title = fmt.Sprintf("Videos from %d pictures", len(list))
	}
	screen.Set(title, fields)
	screen.SetPrice(m.videoPrice(len(list)))
	under := m.film
	m.film = &filming{form: screen, sources: list}
	cmd := m.openScreen(opened{screen: screen, name: "video", closed: func() tea.Cmd { m.film = under; return nil }})
	return tea.Batch(cmd, screen.Focus())
}

// label is a field's name as people read it.
func label(name string) string {
	name = strings.ReplaceAll(name, "_", " ")
	return strings.ToUpper(name[:1]) + name[1:]
}

func (m *Model) videoPrice(n int) string {
	if m.accounts.InUse().Free() {
		return "free on " + clean.Line(m.accounts.InUse().Name) + ", ready in under a minute"
	}
	if n == 1 {
		return "price unknown: the API does not tell. A video takes 10 to 15 minutes."
	}
	return fmt.Sprintf("%d videos, price unknown: the API does not tell. Each takes 10 to 15 minutes.", n)
}

// filmMessage handles what the form of a video answers.
func (m *Model) filmMessage(msg tea.Msg) (bool, tea.Cmd) {
	if m.film == nil {
		return false, nil
	}
	switch msg := msg.(type) {
	case form.CancelMsg:
		return true, m.closeScreen()
	case form.SendMsg:
		job := *m.film
		return true, tea.Batch(m.closeScreen(), m.sendEdit(edit{
			op: api.ImageToVideo, sources: job.sources,
			prompt: msg.Values["prompt"], style: msg.Values["style"], ratio: msg.Values["aspect_ratio"],
		}))
	}
	return false, nil
}
