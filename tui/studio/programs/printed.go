package programs

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/api/plan/template"
	"imagine-tui/api/wording"
	"imagine-tui/api/wording/worddiff"
	"imagine-tui/tui/app/own"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/dialog"
)

const (
	// mostPrinted is how much one run may print, and how much of a command is shown.
	mostPrinted = 256 << 10
	// mostSaid is how long what is said may be.
	mostSaid = 200
)

// printed is what a command printed, as far as something becomes of it.
type printed struct {
	text strings.Builder // to be shown, or the lines of a prompt
	said string          // the first line of the last run
	tags map[string][]string
	odd  string // why something of it cannot be used
	full bool   // there is no room for more
}

// add takes in what one run printed: without what would change the screen, and without
// keys.
func (p *printed) add(j job, c own.Config, out []byte) {
	text := clean.Text(string(out))
	switch c.Becomes() {
	case own.Tags:
		p.tag(j, text)
	case own.NewPrompt:
		if clean.HasKey(text) {
			p.odd = "what it printed looks like an API key, so it was kept out of the prompt"
			return
		}
		p.write(text)
	case own.View:
		if text = strings.TrimRight(clean.Scrub(text), "\n "); text != "" {
			p.write(text)
		}
	default:
		p.said = ""
		for line := range strings.Lines(text) {
			if p.said = clean.Short(clean.Scrub(clean.Line(strings.TrimSpace(line))), mostSaid); p.said != "" {
				break
			}
		}
	}
}

// write adds a text to what came before, as far as there is room.
func (p *printed) write(text string) {
	if p.text.Len() > 0 {
		p.text.WriteByte('\n')
	}
	if p.full = p.text.Len()+len(text) > mostPrinted; p.full {
		return
	}
	p.text.WriteString(text)
}

// tag keeps the lines of what was printed as tags of what the run was about.
func (p *printed) tag(j job, text string) {
	if err := gallery.CheckTags(text); err != nil {
		p.odd = strings.TrimRight(err.Error(), ".")
		return
	}
	tags := gallery.TagLines(text)
	if len(tags) == 0 {
		return
	}
	if p.tags == nil {
		p.tags = map[string][]string{}
	}
	for _, id := range j.rows {
		p.tags[id] = tags
	}
}

// become does what is to become of what a command printed.
func (f *Flow) become(r *run) tea.Cmd {
	p, name := &r.printed, r.config.Name
	if p.odd != "" {
		return f.host.Warn(wording.Sentence(name + ": " + p.odd))
	}
	fine := r.failed == 0 && !r.stopped
	switch r.config.Becomes() {
	case own.Tags:
		switch {
		case len(p.tags) > 0:
			return f.host.Tag(p.tags)
		case fine:
			return f.host.Say(name + " printed no tags.")
		}
	case own.NewPrompt:
		text := template.Alternatives(strings.Split(p.text.String(), "\n"))
		if before := f.o.Draft().Prompt; strings.TrimSpace(p.text.String()) == strings.TrimSpace(before) {
			text = before // also one of several lines, which are no alternatives
		}
		switch {
		case text != "" && !r.stopped:
			return f.compare(r, text)
		case fine:
			return f.host.Say(name + " printed nothing, so the prompt stays.")
		}
	case own.View:
		switch {
		case p.text.Len() > 0:
			if p.full {
				p.text.WriteString("The rest was left out: it is too much to be shown.")
			}
			return r.open(dialog.NewPage(f.o.Styles, name, p.text.String()), flow.Answers{})
		case fine:
			return f.host.Say(name + " printed nothing.")
		}
	default:
		if fine {
			return f.host.Say(r.words())
		}
	}
	return nil
}

// words say that a command is done, in its own words where it printed some.
func (r *run) words() string {
	name, said := r.config.Name, r.printed.said
	switch n := len(r.jobs); {
	case said == "" && n == 1:
		return name + " is done."
	case said == "":
		return fmt.Sprintf("%s is done, for %s.", name, wording.Count(n, "result"))
	case n == 1:
		return name + ": " + said
	default:
		return fmt.Sprintf("%s is done, for %s; the last time it said: %s", name, wording.Count(n, "result"), said)
	}
}

// comparedMsg is what a command offers for the prompt, and what becomes of its words.
type comparedMsg struct {
	run      *run
	text     string
	segments []worddiff.Segment
}

// compare finds, beside the update loop, what becomes of the words of the prompt.
func (f *Flow) compare(r *run, text string) tea.Cmd {
	before := f.o.Draft().Prompt
	if before == text {
		return f.host.Say(r.config.Name + " left the prompt as it is.")
	}
	return func() tea.Msg { return comparedMsg{r, text, worddiff.Diff(before, text)} }
}

// offer shows what becomes of the words of the prompt. Nothing is sent.
func (f *Flow) offer(msg comparedMsg) tea.Cmd {
	return msg.run.open(dialog.NewOffer(f.o.Styles, msg.run.config.Name, msg.segments), flow.Answers{Yes: func() tea.Cmd {
		return tea.Batch(f.host.SetPrompt(msg.text), f.host.Say(f.host.WithKeys("The prompt is another one: {text.undo} undoes it.")))
	}})
}
