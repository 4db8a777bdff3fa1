package edit

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/history/upload"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/dialog"
)

// source is a picture that an operation works on: a saved result, or a file of
// the person's own.
type source struct {
	path   string
	prompt string // what it was made from, "" for a file of the person's own
	ratio  string
	// sent is what is made of it to be sent, nil until it is read.
	sent *upload.Picture
}

// Forget goes back to the chosen results, where a file of the person's own was
// chosen.
func (f *Flow) Forget() { f.ownFile = "" }

// HasPicture tells whether there is a picture to work on.
func (f *Flow) HasPicture() bool { return len(f.sources()) > 0 }

// OnOwnFile tells whether a file of the person's own was chosen.
func (f *Flow) OnOwnFile() bool { return f.ownFile != "" }

// Price is what an operation costs, in as few words as a choice has room for;
// "" where it is free or not known.
func (f *Flow) Price(op api.Operation) string {
	if n, known := api.Price(op, ""); known && !f.o.Key().Free() {
		return fmt.Sprintf("%dt", n)
	}
	return ""
}

// sources are the pictures the next operation is about: the file that was
// chosen, else the chosen results. Videos are left out.
func (f *Flow) sources() []source {
	if f.ownFile != "" {
		return []source{{path: f.ownFile}}
	}
	var out []source
	for _, row := range f.host.Chosen() {
		if row.State == gallery.Saved && row.Path != "" && !gallery.IsVideo(row.Operation) {
			out = append(out, f.sourceOf(row))
		}
	}
	return out
}

// sourceOf takes what a picture shows from what it was made from: one that was
// made without words shows what its source showed.
func (f *Flow) sourceOf(row gallery.Row) source {
	made := row.Request()
	s := source{path: row.Path, prompt: made.Prompt, ratio: made.AspectRatio}
	chain, _ := f.o.Gallery.Ancestors(row)
	for _, r := range chain {
		made := r.Request()
		if s.prompt == "" {
			s.prompt = made.Prompt
		}
		if s.ratio == "" {
			s.ratio = made.AspectRatio
		}
	}
	return s
}

// Start begins an operation on the chosen pictures: with a screen or a question
// where something is still to be said.
func (f *Flow) Start(op api.Operation) tea.Cmd {
	list := f.sources()
	if len(list) == 0 {
		return f.host.Say("Select a saved picture first.")
	}
	return f.on(op, list)
}

// on begins an operation on pictures.
func (f *Flow) on(op api.Operation, list []source) tea.Cmd {
	switch op {
	case api.GenerativeFill, api.Retouch, api.Resize:
		if len(list) > 1 {
			if f.host.OnHeader() {
				return f.host.Say("This needs one picture: select one in the batch.")
			}
			return f.host.Say(f.host.WithKeys("This needs a single picture: clear the marks with {studio.back}."))
		}
		f.ownFile = ""
		return f.readPicture(op, list[0])
	case api.AIBackground:
		return f.readPictures(list, f.askScene)
	case api.ImageToVideo:
		return f.readPictures(list, f.openVideo)
	default:
		return f.send(job{op: op, sources: list})
	}
}

// askScene asks what the new background is to show.
func (f *Flow) askScene(list []source) tea.Cmd { return f.askSceneOf(list, "") }

// askSceneOf proposes words.
func (f *Flow) askSceneOf(list []source, words string) tea.Cmd {
	d := dialog.NewInput(f.o.Styles, "New background", []string{
		f.host.WithKeys("What should appear behind it? Works best once the background is removed ({edit.background.off})."),
	}, words)
	d.Check(needWords)
	answers := flow.Answers{Text: func(text string) tea.Cmd {
		return f.send(job{op: api.AIBackground, sources: list, prompt: text})
	}}
	return f.host.Open(d, answers)
}

func needWords(text string) error {
	if strings.TrimSpace(text) == "" {
		return fmt.Errorf("describe what it should show")
	}
	return nil
}
