package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/tui/edits"
)

// filming is the form of a video while it is open.
type filming struct {
	form    *edits.Form
	sources []source
}

// askVideo opens the form of a video made from pictures.
func (m *Model) askVideo(list []source) tea.Cmd {
	m.ownFile = ""
	spec, _ := api.Lookup(api.ImageToVideo)
	form := edits.NewForm(m.st, m.km)
	var fields []edits.Field
	for _, f := range spec.Fields {
		switch f.Kind {
		case api.Text:
			field := edits.Field{Name: f.Name, Label: "How it moves", Kind: edits.KindText, Required: f.Required, Doc: f.Doc}
			if len(list) == 1 {
				field.Value = list[0].prompt
			}
			fields = append(fields, field)
		case api.Choice:
			field := edits.Field{Name: f.Name, Label: label(f.Name), Kind: edits.KindChoice, Required: f.Required, Values: f.Values, Open: f.Open, Default: f.Default, Doc: f.Doc}
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
	form.Set(title, fields)
	form.SetPrice(m.videoPrice(len(list)))
	under := m.film
	m.film = &filming{form: form, sources: list}
	cmd := m.openScreen(opened{screen: form, name: "video", closed: func() tea.Cmd { m.film = under; return nil }})
	return tea.Batch(cmd, form.Focus())
}

// label is a field's name as people read it.
func label(name string) string {
	name = strings.ReplaceAll(name, "_", " ")
	return strings.ToUpper(name[:1]) + name[1:]
}

func (m *Model) videoPrice(n int) string {
	if m.keyInUse.BuiltIn {
		return "free on sandbox, ready in under a minute"
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
	case edits.CancelMsg:
		return true, m.closeScreen()
	case edits.SendMsg:
		job := *m.film
		return true, tea.Batch(m.closeScreen(), m.sendEdit(edit{
			op: api.ImageToVideo, sources: job.sources,
			prompt: msg.Values["prompt"], style: msg.Values["style"], ratio: msg.Values["aspect_ratio"],
		}))
	}
	return false, nil
}
