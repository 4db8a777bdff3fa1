package edit

import (
	"fmt"
	"math/rand/v2"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/plan"
	"imagine-tui/history"
	"imagine-tui/history/upload"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
)

// job is what is asked for of pictures.
type job struct {
	op      api.Operation
	sources []source
	prompt  string
	style   string
	ratio   string
	// mask says where; the zero Upload is none. canvas is sent in place of the
	// only source, which stays the parent.
	mask, canvas api.Upload
	// screen is the name of the screen that is left once the job is in the queue,
	// "" for none; focus goes back to it when nothing is sent, nil for none.
	screen string
	focus  func() tea.Cmd
	// named says that the screen told how many it makes and for how much.
	named bool
}

// plannedMsg is a job whose files were read, ready to be sent.
type plannedMsg struct {
	job     job
	plan    plan.Plan
	keep    func() error
	parent  string // the file all of it is made from, "" for what the plan says
	changed []replaced
	err     error
}

// send checks the files and asks for the job's picture of each. The files are
// read outside the update loop; nothing is sent that they are not fit for, and
// nothing written before it is agreed to.
func (f *Flow) send(j job) tea.Cmd {
	seeds, err := plan.ParseSeeds("random")
	if err != nil {
		return f.problem(err)
	}
	dice := rand.New(rand.NewPCG(rand.Uint64(), rand.Uint64())) // #nosec G404 -- seeds of pictures, no secrets
	in := plan.Input{Operation: j.op, Prompts: []string{j.prompt}, Literal: true, Seeds: seeds, Rand: dice, Extra: f.o.Operations.Extra(j.op), Limit: plan.AtOnce}
	if j.style != "" {
		in.Styles = []string{j.style}
	}
	if j.ratio != "" {
		in.AspectRatios = []string{j.ratio}
	}
	f.ownFile = ""
	return func() tea.Msg {
		if changed := lookAgain(j.sources); len(changed) > 0 {
			return plannedMsg{job: j, changed: changed}
		}
		copies := upload.NewCopies(f.files(), f.o.Upload)
		pictures, err := f.inputs(j, copies)
		if err != nil {
			return plannedMsg{job: j, err: err}
		}
		in.Pictures = pictures
		p, err := plan.Build(in)
		msg := plannedMsg{job: j, plan: p, parent: f.parent(j, pictures[0]), err: err}
		if !copies.Empty() {
			msg.keep = copies.Keep
		}
		return msg
	}
}

// parent is the only source of a job, where what is sent does not name it as the
// library does: a copy is sent, or links lead to it. It looks at the disk.
func (f *Flow) parent(j job, sent []api.Input) string {
	if len(j.sources) != 1 {
		return ""
	}
	path := j.sources[0].path
	if within := history.Within(f.o.Library, path); within != path || sent[0].From != "" {
		return within
	}
	return ""
}

// inputs are the files of a job as requests have them.
func (f *Flow) inputs(j job, copies *upload.Copies) (list [][]api.Input, err error) {
	var mask api.Source
	if j.mask.Hash() != "" {
		mask = copies.Made(j.mask, "")
	}
	for _, s := range j.sources {
		var picture api.Source
		switch {
		case j.canvas.Hash() != "":
			picture = copies.Made(j.canvas, s.path)
		case s.sent != nil:
			picture = copies.Add(s.sent)
		default:
			sent, err := f.prepare(s.path)
			if err != nil {
				return nil, err
			}
			picture = copies.Add(sent)
		}
		inputs, err := api.Inputs(j.op, picture, mask)
		if err != nil {
			return nil, err
		}
		list = append(list, inputs)
	}
	return list, nil
}

func (f *Flow) planned(msg plannedMsg) tea.Cmd {
	j := msg.job
	switch {
	case len(msg.changed) > 0:
		return f.askChanged(msg.changed[0], func() tea.Cmd { return f.send(j) }, f.begin(j), j.focus)
	case msg.err != nil && j.focus != nil:
		return tea.Batch(j.focus(), f.problem(msg.err))
	case msg.err != nil:
		return f.problem(msg.err)
	}
	var free tea.Cmd
	if j.focus != nil {
		free = j.focus()
	}
	o := flow.Order{Plan: msg.plan, Keep: msg.keep, Title: title(j), Written: j.prompt, Look: true, Leave: j.screen, Named: j.named}
	o.Parent = msg.parent
	return tea.Batch(free, f.host.Submit(o))
}

// begin starts the operation of a job once more, with its files as they are now.
func (f *Flow) begin(j job) func() tea.Cmd {
	return func() tea.Cmd {
		list := make([]source, len(j.sources))
		for i, s := range j.sources {
			s.sent = nil
			list[i] = s
		}
		if j.screen == "" {
			return f.on(j.op, list)
		}
		return tea.Batch(f.host.LeaveScreen(j.screen), f.on(j.op, list))
	}
}

// title says what was done, and to what.
func title(j job) string {
	about := j.prompt
	if about == "" {
		about = j.sources[0].prompt
	}
	if about == "" {
		return fmt.Sprintf("%s: %s", gallery.OperationWord(string(j.op)), gallery.FileName(j.sources[0].path))
	}
	return fmt.Sprintf("%s: %s", gallery.OperationWord(string(j.op)), gallery.Line(about))
}
