package edit

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/tui/form"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
)

// VideoScreen is the name of the form of a video.
const VideoScreen = "video"

// videoJob is the form of a video while it is open.
type videoJob struct {
	form    *form.Form
	sources []source
}

// openVideo opens the form of a video made from pictures.
func (f *Flow) openVideo(list []source) tea.Cmd { return f.openVideoOf(list, api.Request{}) }

// openVideoOf opens the form with what a video was asked for with.
func (f *Flow) openVideoOf(list []source, made api.Request) tea.Cmd {
	screen := form.NewForm(f.o.Styles, f.o.Actions)
	title := "Video from " + gallery.FileName(list[0].path)
	if len(list) > 1 {
		title = fmt.Sprintf("Videos from %d pictures", len(list))
	}
	fields := f.videoFields(list)
	was := map[string]string{"prompt": made.Prompt, "style": made.Style, "aspect_ratio": made.AspectRatio}
	for i, field := range fields {
		fields[i].Value = cmp.Or(was[field.Name], field.Value)
	}
	screen.Set(title, fields)
	screen.SetPicture(list[0].path)
	screen.SetPrice(f.videoPrice(len(list)))
	under := f.video
	f.video = &videoJob{form: screen, sources: list}
	cmd := f.host.OpenScreen(flow.Opened{Screen: screen, Name: VideoScreen, Closed: func() tea.Cmd { f.video = under; return nil }})
	return tea.Batch(cmd, screen.Focus())
}

// videoFields are what the form asks for, of what the catalogue says of the
// operation.
func (f *Flow) videoFields(list []source) []form.Field {
	spec, _ := api.Lookup(api.ImageToVideo)
	var fields []form.Field
	for _, s := range spec.Fields {
		switch s.Kind {
		case api.Text:
			field := form.Field{Name: s.Name, Label: "Motion", Kind: form.KindText, Required: s.Required, Doc: s.Doc}
			if len(list) == 1 {
				field.Value = list[0].prompt
			}
			fields = append(fields, field)
		case api.Choice:
			field := form.Field{Name: s.Name, Label: label(s.Name), Kind: form.KindChoice, Required: s.Required, Values: s.Values, Open: s.Open, Default: s.Default, Doc: s.Doc}
			if s.Name == "style" {
				field.Values = f.videoStyles()
				field.Value = field.Values[0]
			}
			if s.Name == "aspect_ratio" && len(list) == 1 {
				field.Value = list[0].ratio
			}
			fields = append(fields, field)
		default: // the file is the picture it was opened on
		}
	}
	return fields
}

// label is a field's name as people read it.
func label(name string) string {
	name = strings.ReplaceAll(name, "_", " ")
	return strings.ToUpper(name[:1]) + name[1:]
}

// videoStyles are what is suggested as a video's style: what worked before
// first, then the catalogue's.
func (f *Flow) videoStyles() []string {
	var out []string
	for r := range f.o.Gallery.All {
		if gallery.IsVideo(r.Operation) && r.State == gallery.Saved && r.Style != "" && !slices.Contains(out, r.Style) {
			out = append(out, r.Style)
		}
	}
	for _, s := range api.Styles(api.ImageToVideo) {
		if !slices.Contains(out, s.ID) {
			out = append(out, s.ID)
		}
	}
	return out
}

func (f *Flow) videoPrice(n int) string {
	switch k := f.o.Key(); {
	case k.Free() && n > 1:
		return fmt.Sprintf("%d videos, free on %s, ready in under a minute", n, clean.Line(k.Name))
	case k.Free():
		return "free on " + clean.Line(k.Name) + ", ready in under a minute"
	case n == 1:
		return "price unknown: the API does not say. A video takes 10 to 15 minutes."
	}
	return fmt.Sprintf("%d videos, price unknown: the API does not say. Each takes 10 to 15 minutes.", n)
}

// videoMessage handles what the form of a video answers.
func (f *Flow) videoMessage(msg tea.Msg) (bool, tea.Cmd) {
	if f.video == nil {
		return false, nil
	}
	switch msg := msg.(type) {
	case form.CancelMsg:
		return true, f.host.LeaveScreen(VideoScreen)
	case form.SendMsg:
		j := job{
			op: api.ImageToVideo, sources: f.video.sources, named: true,
			prompt: msg.Values["prompt"], style: msg.Values["style"], ratio: msg.Values["aspect_ratio"],
		}
		return true, tea.Batch(f.host.LeaveScreen(VideoScreen), f.send(j))
	}
	return false, nil
}
