package edit

import (
	"fmt"
	"math/rand/v2"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/plan"
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
	mask    string
	// standIn is sent in place of the only source, which stays the parent: the
	// picture upright, or on a larger canvas.
	standIn string
	// screen is the name of the screen that is left once the job is in the queue,
	// "" for none.
	screen string
	// named says that the screen told how many it makes and for how much.
	named bool
}

// plannedMsg is a job whose files were read, ready to be sent.
type plannedMsg struct {
	job  job
	plan plan.Plan
	err  error
}

// send checks the files and asks for the job's picture of each. The files are
// read outside the update loop; nothing is sent that they are not fit for.
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
		for _, s := range j.sources {
			path := s.path
			if j.standIn != "" {
				path = j.standIn
			}
			inputs, err := api.LoadInputs(j.op, path, j.mask)
			if err != nil {
				return plannedMsg{job: j, err: err}
			}
			in.Pictures = append(in.Pictures, inputs)
		}
		p, err := plan.Build(in)
		return plannedMsg{j, p, err}
	}
}

func (f *Flow) planned(msg plannedMsg) tea.Cmd {
	if msg.err != nil {
		return f.problem(msg.err)
	}
	j := msg.job
	o := flow.Order{Plan: msg.plan, Title: title(j), Written: j.prompt, Look: true, Leave: j.screen, Named: j.named}
	if j.standIn != "" {
		o.Parent = j.sources[0].path
	}
	return f.host.Submit(o)
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
