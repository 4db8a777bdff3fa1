package compose

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/plan"
	"imagine-tui/api/plan/styleset"
	"imagine-tui/api/plan/wildcard"
	"imagine-tui/tui/action"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/prompt"
	"imagine-tui/tui/seed"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/studio/flow/flowtest"
	"imagine-tui/tui/style"
	"imagine-tui/tui/widget/theme"
)

// host is a studio that counts what it heard.
type host struct {
	flowtest.Host
	plans, wishes, toPrompt int
	styles, edits           []string
}

func (h *host) BringEdit(row gallery.Row) tea.Cmd { h.edits = append(h.edits, row.ID); return nil }

func (h *host) PlanChanged()               { h.plans++ }
func (h *host) WishChanged()               { h.wishes++ }
func (h *host) StylesChanged(ids []string) { h.styles = ids }
func (h *host) ToPrompt() tea.Cmd          { h.toPrompt++; return nil }

// wide is a folder in which the set Wide is marked and brings its ratio.
type wide struct{}

func (wide) Marked() []styleset.Set { return []styleset.Set{{Name: "Wide", Suffix: ", wide"}} }

func (wide) Ratio(marked, before []string) string {
	if slices.Contains(marked, "Wide") && !slices.Contains(before, "Wide") {
		return "16:9"
	}
	return ""
}

type world struct {
	*Flow
	*host
	undo     *flow.Undo
	selected gallery.Row
}

func open(t *testing.T) *world {
	t.Helper()
	st, acts := theme.New(true), action.Default()
	w := &world{host: &host{}, undo: &flow.Undo{}}
	w.Flow = New(w.host, Options{
		Prompt: prompt.New(st, acts), Style: style.New(st, acts), Seed: seed.New(st, acts), Sets: wide{}, Gallery: gallery.New(),
		Lists: wildcard.NewFolder(t.TempDir()), Selected: func() (gallery.Row, bool) { return w.selected, w.selected.ID != "" },
		Undo: w.undo, Rand: rand.New(rand.NewPCG(1, 2)), Styles: st,
	})
	w.Preset(Preset{Style: "imagine-turbo", AspectRatio: "1:1", Seed: "1-4"})
	w.Begin(Preset{Seed: "1-4"})
	w.Settled()
	return w
}

func (w *world) run(cmd tea.Cmd) { w.Run(w.Flow, cmd) }

func (w *world) tell(msg tea.Msg) { w.run(func() tea.Msg { return msg }) }

func (w *world) input(t *testing.T) plan.Input {
	t.Helper()
	in, err := w.Input()
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func (w *world) reading(t *testing.T) *plan.Reading {
	t.Helper()
	r, err := w.Read()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// back takes the last step back.
func (w *world) back(t *testing.T) string {
	t.Helper()
	name, do := w.undo.Pop()
	if do == nil {
		t.Fatal("there is no step")
	}
	w.run(do())
	return name
}

// four are the seeds of the studio that open opens.
const four = "1,2,3,4"

var row = gallery.Row{ID: "row", Seed: 811, Recipe: &gallery.Recipe{Request: api.Request{
	Operation: api.TextToImage, Prompt: "a {red|blue} boat, __time__", Style: "anime", AspectRatio: "16:9", Seed: 811,
}}}

func TestInputIsWhatThePanesSay(t *testing.T) {
	w := open(t)
	in := w.input(t)
	if in.Prompts[0] != samplePrompt || !slices.Equal(in.Styles, []string{"imagine-turbo"}) || !slices.Equal(in.AspectRatios, []string{"1:1"}) ||
		in.Seeds.String() != four || in.Operation != api.TextToImage || len(in.Sets) != 1 {
		t.Errorf("%+v", in)
	}
	w.o.Seed.SetHold(true, []int64{7, 9})
	if got := w.input(t).Seeds.String(); got != "7,9" {
		t.Errorf("held seeds are %s", got)
	}
	if w.Empty() {
		t.Error("nothing is written")
	}
	w.o.Prompt.SetValue(" \n")
	if !w.Empty() {
		t.Error("blanks are words")
	}
	w.o.Seed.SetHold(false, nil)
	w.o.Seed.SetSpec("many")
	w.tell(seed.DrawMsg{})
	if len(w.Warned) != 1 {
		t.Errorf("warned %v", w.Warned)
	}
}

// What is brought back is the prompt that was sent, whatever signs are in it;
// one step takes all of it back.
func TestBringBack(t *testing.T) {
	for part, want := range map[Part][3]string{
		Everything: {"anime", "16:9", "811"}, Prompt: {"imagine-turbo", "1:1", four},
		Seed: {"imagine-turbo", "1:1", "811"}, AllButSeed: {"anime", "16:9", four},
	} {
		w := open(t)
		w.selected = row
		before := w.input(t)
		w.run(w.BringBack(part))
		in := w.input(t)
		if got := [3]string{in.Styles[0], in.AspectRatios[0], in.Seeds.String()}; got != want {
			t.Errorf("part %d: %v, want %v", part, got, want)
		}
		if first := w.reading(t).First(5); part != Seed && (len(first) != 1 || first[0].Prompt != row.Recipe.Request.Prompt) {
			t.Errorf("part %d: %+v", part, first)
		}
		w.back(t)
		after := w.input(t)
		if after.Prompts[0] != before.Prompts[0] || !reflect.DeepEqual(after.Styles, before.Styles) || after.Operation != before.Operation || after.Seeds.String() != four {
			t.Errorf("part %d: taken back it is %+v", part, after)
		}
	}
}

// What was made otherwise is made so again, where it is made of words.
func TestBringBackTheOperation(t *testing.T) {
	for op, want := range map[api.Operation]api.Operation{api.TextToPNG: api.TextToPNG, api.Upscale: api.TextToImage} {
		w := open(t)
		w.selected = gallery.Row{ID: "row", Recipe: &gallery.Recipe{Request: api.Request{Operation: op, Prompt: "a fox"}}}
		w.run(w.BringBack(Everything))
		if w.Operation() != want {
			t.Errorf("%s: now making %s", op, w.Operation())
		}
		if w.back(t); w.Operation() != api.TextToImage || !slices.Equal(w.o.Style.Marked(), []string{"imagine-turbo"}) {
			t.Errorf("%s: taken back it is %s in %v", op, w.Operation(), w.o.Style.Marked())
		}
	}
}

// The words of an edit stay out of the form of pictures made from words.
func TestBringBackAnEdit(t *testing.T) {
	for _, part := range []Part{Everything, Prompt, AllButSeed} {
		w := open(t)
		made := api.Request{Operation: api.GenerativeFill, Prompt: "a red balloon", Inputs: []api.Input{{Field: "image", Path: "/p/a.png", SHA256: "a"}}}
		w.selected = gallery.Row{ID: "fill", Operation: string(made.Operation), Recipe: &gallery.Recipe{Request: made}}
		w.run(w.BringBack(part))
		if text := w.o.Prompt.Value(); strings.Contains(text, "balloon") || !slices.Equal(w.edits, []string{"fill"}) || w.undo.Len() != 0 {
			t.Errorf("%v: the prompt is %q, brought back %v", part, text, w.edits)
		}
	}
	w := open(t)
	w.selected = gallery.Row{ID: "film", Recipe: &gallery.Recipe{Request: api.Request{Operation: api.TextToVideo, Prompt: "waves", Style: "kling-1.0-pro"}}}
	w.run(w.BringBack(Everything))
	if w.Operation() != api.TextToVideo || w.o.Prompt.Value() != "waves" || !slices.Equal(w.o.Style.Marked(), []string{"kling-1.0-pro"}) {
		t.Errorf("%s, %q, %v", w.Operation(), w.o.Prompt.Value(), w.o.Style.Marked())
	}
}

func TestBringBackNothing(t *testing.T) {
	w := open(t)
	w.selected = gallery.Row{ID: "row"}
	if w.BringBack(Everything) != nil || w.HoldSeed() != nil || w.undo.Len() != 0 {
		t.Error("something was brought back")
	}
}

func TestHoldSeed(t *testing.T) {
	w := open(t)
	w.selected = row
	w.run(w.HoldSeed())
	if got := w.o.Seed.Held(); !slices.Equal(got, []int64{811}) || w.input(t).Seeds.String() != "811" {
		t.Fatalf("held %v", got)
	}
	w.run(w.HoldSeed())
	if len(w.o.Seed.Held()) != 0 || w.o.Seed.Spec() != "random" {
		t.Errorf("held %v, %s", w.o.Seed.Held(), w.o.Seed.Spec())
	}
	w.back(t)
	if w.back(t); w.o.Seed.Spec() != "1-4" || len(w.o.Seed.Held()) != 0 {
		t.Errorf("taken back: %s, held %v", w.o.Seed.Spec(), w.o.Seed.Held())
	}
}

// A change by hand is a step and another wish; one that changes nothing is
// neither. A set brings its ratio along, once.
func TestChangesByHand(t *testing.T) {
	w := open(t)
	w.tell(style.ChangedMsg{})
	if w.undo.Len() != 0 || w.wishes != 0 {
		t.Error("nothing changed")
	}
	w.o.Style.SetMarked([]string{"anime"})
	w.tell(style.ChangedMsg{Sets: []string{"Wide"}})
	if got := w.input(t).AspectRatios; w.wishes != 1 || !slices.Equal(got, []string{"16:9"}) {
		t.Errorf("%d wishes, %v", w.wishes, got)
	}
	w.o.Seed.SetSpec("7")
	w.tell(seed.ChangedMsg{})
	w.tell(style.DoneMsg{})
	if w.toPrompt != 1 || w.undo.Len() != 2 {
		t.Errorf("to the prompt %d times, %d steps", w.toPrompt, w.undo.Len())
	}
	if name := w.back(t); name != "seed or ratio change" || w.o.Seed.Spec() != "1-4" {
		t.Errorf("%s: %s", name, w.o.Seed.Spec())
	}
	if name := w.back(t); name != "style change" || w.o.Style.Marked()[0] != "imagine-turbo" {
		t.Errorf("%s: %v", name, w.o.Style.Marked())
	}
}

func TestOperationHasItsOwnChoices(t *testing.T) {
	w := open(t)
	images := w.styles
	w.run(w.SetOperation(api.TextToVideo))
	if slices.Equal(w.styles, images) || w.plans == 0 || w.SetOperation(api.TextToVideo) != nil {
		t.Errorf("styles %v", w.styles)
	}
}

// Old prompts are those that were sent, then those of the results; the one that
// is chosen takes the place of what is written, which comes back.
func TestOldPrompts(t *testing.T) {
	w := open(t)
	w.Remember("a fox")
	w.Remember("a cat")
	w.Remember("a fox")
	w.o.Gallery.AddBatch(gallery.Batch{ID: "batch"}, []gallery.Row{
		{ID: "one", Recipe: &gallery.Recipe{Request: api.Request{Prompt: "a red boat"}, Template: "a {red|blue} boat"}},
		{ID: "two", Recipe: &gallery.Recipe{Request: api.Request{Prompt: "a fox"}}},
		{ID: "three"},
	}, true)
	w.run(w.OpenOldPrompts())
	if words := w.Words(); strings.Count(words, "a fox") != 1 || !strings.Contains(words, "a {red|blue} boat") {
		t.Fatalf("listed:\n%s", words)
	}
	w.run(w.Answer(t).Item("1"))
	if got := w.o.Prompt.Value(); got != "a cat" || w.toPrompt != 1 {
		t.Errorf("%q, to the prompt %d times", got, w.toPrompt)
	}
	w.back(t)
	if got := w.o.Prompt.Value(); got != samplePrompt {
		t.Errorf("taken back it is %q", got)
	}
}

func TestPromptsOfThePlan(t *testing.T) {
	w := open(t)
	w.o.Prompt.SetValue("")
	w.run(w.OpenPrompts())
	w.o.Prompt.SetValue("a {red|blue")
	w.run(w.OpenPrompts())
	if w.Dialog() != nil || len(w.Said) != 1 || len(w.Warned) != 1 {
		t.Fatalf("said %v, warned %v", w.Said, w.Warned)
	}
	w.o.Prompt.SetValue("{1..1500} boats")
	w.run(w.OpenPrompts())
	if !strings.Contains(w.Words(), "The first 1000 prompts of 6000 pictures") {
		t.Errorf("listed:\n%s", w.Words())
	}
	w.run(w.Answer(t).Item("41"))
	if got := w.o.Prompt.Value(); got != "42 boats" {
		t.Errorf("%q", got)
	}
}

// Lists of the folder are known after they were read. What is shown and sent is
// of one reading until they change; a list that cannot be had is told where it
// is named, and only there.
func TestLists(t *testing.T) {
	w := open(t)
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("ship.txt", "brig\nsloop\n")
	write("bad.yaml", "a: [\n")
	w.o.Lists = wildcard.NewFolder(dir)
	w.o.Prompt.SetValue("a __ship__")
	w.run(w.ReadLists())
	w.run(w.ReadLists())
	first, plans := w.reading(t), w.plans
	if first.Prompts() != 2 || len(w.Warned) != 0 {
		t.Errorf("%d prompts, warned %v", first.Prompts(), w.Warned)
	}
	write("ship.txt", "brig\nsloop\nketch\n")
	if again := w.reading(t); again != first {
		t.Error("it was read anew before the lists were")
	}
	if w.run(w.ReadLists()); w.plans != plans+1 || w.reading(t).Prompts() != 3 {
		t.Errorf("%d prompts", w.reading(t).Prompts())
	}
	if p, err := first.Plan(nil); err != nil || p.Prompts != 2 {
		t.Errorf("what was shown became another plan: %+v, %v", p, err)
	}
	w.o.Prompt.SetValue("a __bad__")
	if _, err := w.Read(); err == nil || !strings.Contains(err.Error(), "Column 3: bad.yaml: ") {
		t.Errorf("%v", err)
	}
	if w.o.Prompt.SetValue("a ship"); w.ReadLists() != nil {
		t.Error("lists are read that nobody names")
	}
	w.o.Lists = nil
	if w.o.Prompt.SetValue("a __ship__"); w.ReadLists() != nil {
		t.Error("there is no folder")
	}
}

// What one session leaves the next one has.
func TestKept(t *testing.T) {
	w := open(t)
	w.o.Prompt.SetValue("a fox with vk-test-1234567890abcdef")
	w.o.Style.SetMarked([]string{"anime"})
	w.o.Seed.SetRatios([]string{"16:9"})
	w.o.Seed.SetSpec("5++")
	w.Sent(w.reading(t))
	var p plan.Plan
	for i, s := range []string{"anime", "realistic", "anime"} {
		p.Items = append(p.Items, plan.Item{Request: api.Request{Operation: api.TextToImage, Style: s, Seed: int64(5 + i)}})
	}
	w.Submitted(p)
	kept := w.Kept()
	if kept.Seed == "5++" || strings.Contains(kept.Draft, "vk-test") {
		t.Errorf("%+v", kept)
	}
	next := open(t)
	next.Restore(kept)
	if got := next.Kept(); !reflect.DeepEqual(got, kept) {
		t.Errorf("%+v, want %+v", got, kept)
	}
	broken := kept
	broken.Seed, broken.Styles, broken.Ratios = "many", nil, nil
	next = open(t)
	next.Restore(broken)
	if got := next.input(t); got.Seeds.String() != four || got.Styles[0] != "imagine-turbo" {
		t.Errorf("%+v", got)
	}
}

// The seeds of a plan can be held after it was sent; a plan made of pictures has
// none that are worth it.
func TestSubmittedSeedsCanBeHeld(t *testing.T) {
	w := open(t)
	w.o.Seed.SetSpec("random")
	item := plan.Item{Request: api.Request{Operation: api.Upscale, Seed: 811, Inputs: []api.Input{{Path: "fox.png"}}}}
	w.Submitted(plan.Plan{Items: []plan.Item{item}})
	w.o.Seed.Update(tea.KeyPressMsg{Code: 'f', Text: "f"})
	if got := w.o.Seed.Held(); len(got) > 0 {
		t.Errorf("held %v", got)
	}
	item.Request.Inputs = nil
	w.Submitted(plan.Plan{Items: []plan.Item{item, item}}) // those of the next plan were to be held
	if got := w.o.Seed.Held(); !slices.Equal(got, []int64{811}) {
		t.Errorf("held %v", got)
	}
}
