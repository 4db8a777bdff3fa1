package studio

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/plan"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/dialog"
)

// source is a picture that an edit works on: a saved result, or a file of the
// person's own.
type source struct {
	path   string
	prompt string // what it was made from, "" for a file of the person's own
	ratio  string
	own    bool
}

// sources are the pictures the next edit is about: the file that was chosen,
// else the marked results, else the selected one. Videos are left out.
func (m *Model) sources() []source {
	if m.ownFile != "" {
		return []source{{path: m.ownFile, own: true}}
	}
	var out []source
	for _, row := range m.chosen() {
		if row.State == gallery.Saved && row.Path != "" && !isVideo(row.Operation) {
			out = append(out, m.sourceOf(row))
		}
	}
	return out
}

func (m *Model) sourceOf(row gallery.Row) source {
	s := source{path: row.Path, prompt: m.runs[row.ID].request.Prompt, ratio: m.runs[row.ID].request.AspectRatio}
	chain, _ := m.ancestors(row)
	for _, r := range chain { // an edit without words shows what its source showed
		if s.prompt == "" {
			s.prompt = m.runs[r.ID].request.Prompt
		}
		if s.ratio == "" {
			s.ratio = m.runs[r.ID].request.AspectRatio
		}
	}
	return s
}

func isVideo(op string) bool {
	return op == string(api.TextToVideo) || op == string(api.ImageToVideo)
}

// startEdit waits for the key that says what to do with the selected picture.
func (m *Model) startEdit() tea.Cmd {
	m.ownFile = ""
	m.pending = "e"
	return nil
}

// editChoices are what may follow e: the operations that fit what is selected,
// each with its price, and the way to a file of the person's own.
func (m *Model) editChoices() []choice {
	own := choice{"o", "a file of your own…", m.pickFile}
	list := m.sources()
	if len(list) == 0 {
		return []choice{own}
	}
	one := func(do func(source) tea.Cmd) func() tea.Cmd {
		return func() tea.Cmd {
			if len(list) > 1 {
				return m.Say("This needs one picture: clear the marks with esc.")
			}
			return do(list[0])
		}
	}
	out := []choice{
		{"u", m.editPrice("upscale", api.Upscale), func() tea.Cmd { return m.sendEdit(edit{op: api.Upscale, sources: list}) }},
		{"b", m.editPrice("background off", api.RemoveBackground), func() tea.Cmd { return m.sendEdit(edit{op: api.RemoveBackground, sources: list}) }},
		{"f", m.editPrice("fill", api.GenerativeFill), one(func(s source) tea.Cmd { return m.openMask(api.GenerativeFill, s) })},
		{"r", m.editPrice("resize", api.Resize), one(m.openCanvas)},
		{"t", m.editPrice("retouch", api.Retouch), one(func(s source) tea.Cmd { return m.openMask(api.Retouch, s) })},
		{"g", m.editPrice("background", api.AIBackground), func() tea.Cmd { return m.askScene(list) }},
		{"v", m.editPrice("video", api.ImageToVideo), func() tea.Cmd { return m.askVideo(list) }},
	}
	if m.ownFile == "" {
		out = append(out, own)
	}
	return out
}

// editPrice is a choice's word, with its price where the catalogue knows one.
func (m *Model) editPrice(word string, op api.Operation) string {
	if n, known := api.Price(op, ""); known && !m.accounts.InUse().Free() {
		return fmt.Sprintf("%s %dt", word, n)
	}
	return word
}

// edit is what is asked for of pictures.
type edit struct {
	op      api.Operation
	sources []source
	prompt  string
	style   string
	ratio   string
	mask    string
	seed    int64
	// instead is sent in place of the only source, which stays the parent:
	// the picture on a larger canvas.
	instead string
	// done is called once the edit is in the queue, may be nil.
	done func() tea.Cmd
}

// sendEdit checks the files and asks for the edit of each. The files are read
// outside the update loop; nothing is sent that they are not fit for.
func (m *Model) sendEdit(e edit) tea.Cmd {
	seeds, err := plan.ParseSeeds("random")
	if e.seed > 0 {
		seeds, err = plan.ParseSeeds(fmt.Sprint(e.seed))
	}
	if err != nil {
		return m.Warn(sentence(err))
	}
	in := plan.Input{Operation: e.op, Prompts: []string{e.prompt}, Literal: true, Seeds: seeds, Rand: m.rand, Extra: m.o.Operations.Extra(e.op)}
	if e.style != "" {
		in.Styles = []string{e.style}
	}
	if e.ratio != "" {
		in.AspectRatios = []string{e.ratio}
	}
	m.ownFile = ""
	return later(func() func(*Model) tea.Cmd {
		for _, s := range e.sources {
			path := s.path
			if e.instead != "" {
				path = e.instead
			}
			inputs, err := api.LoadInputs(e.op, path, e.mask)
			if err != nil {
				return func(m *Model) tea.Cmd { return m.Warn(sentence(err)) }
			}
			in.Pictures = append(in.Pictures, inputs)
		}
		p, err := plan.Build(in)
		return func(m *Model) tea.Cmd {
			if err != nil {
				return m.Warn(sentence(err))
			}
			return m.confirm(p, false, func(p plan.Plan) tea.Cmd { return m.submitEdit(p, e) })
		}
	})
}

func (m *Model) submitEdit(p plan.Plan, e edit) tea.Cmd {
	o := submission{selectFirst: true, title: operationWord(string(e.op))}
	switch s := e.sources[0]; {
	case e.prompt != "":
		o.title += ": " + lineOf(e.prompt)
	case s.prompt != "":
		o.title += ": " + lineOf(s.prompt)
	default:
		o.title += ": " + baseName(s.path)
	}
	if e.instead != "" {
		o.parent = e.sources[0].path
	}
	if e.prompt != "" {
		m.remember(e.prompt)
	}
	cmd := m.submitWith(p, o)
	if e.done != nil {
		cmd = tea.Batch(e.done(), cmd)
	}
	if m.focus != paneResults && m.focus != panePreview && len(m.screens) == 0 {
		cmd = tea.Batch(cmd, m.focusOn(paneResults))
	}
	return cmd
}

// askScene asks what the new background is to show.
func (m *Model) askScene(list []source) tea.Cmd {
	d := dialog.NewInput(m.st, "A new background", []string{
		"What is to be seen behind it? Works best on a picture whose background is off (e b).",
	}, "")
	d.Check(needWords)
	answers := flow.Answers{Text: func(text string) tea.Cmd {
		return m.sendEdit(edit{op: api.AIBackground, sources: list, prompt: text})
	}}
	return m.Open(d, answers)
}

func needWords(text string) error {
	if strings.TrimSpace(text) == "" {
		return fmt.Errorf("write what it is to show")
	}
	return nil
}

// editLabel says in a row of results what an edit did.
func editLabel(row gallery.Row) string {
	if row.Prompt == "" {
		return operationWord(row.Operation)
	}
	return operationWord(row.Operation) + " · " + row.Prompt
}

// parentOf is the result that a request works on, "" if none in the list.
func (m *Model) parentOf(r api.Request) string {
	for _, in := range r.Inputs {
		if _, ok := m.rowOfFile(in.Path); ok && in.Path != "" {
			return in.Path
		}
	}
	return ""
}

// videoStyles are what is suggested as a video's style: what worked before
// first, then the catalogue's.
func (m *Model) videoStyles(op api.Operation) []string {
	var out []string
	m.gallery.All(func(r gallery.Row) bool {
		if isVideo(r.Operation) && r.State == gallery.Saved && r.Style != "" && !slices.Contains(out, r.Style) {
			out = append(out, r.Style)
		}
		return true
	})
	for _, s := range api.Styles(op) {
		if !slices.Contains(out, s.ID) {
			out = append(out, s.ID)
		}
	}
	return out
}
