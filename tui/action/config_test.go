package action

import (
	"slices"
	"strings"
	"testing"
)

type typed string

func (k typed) String() string { return string(k) }

func keysOf(list ...string) []any {
	out := []any{}
	for _, k := range list {
		out = append(out, k)
	}
	return out
}

// Each mistake names its action, and what it is about.
func TestMistakes(t *testing.T) {
	for _, c := range []struct {
		name    string
		config  Config
		id      string
		want    []string // parts of what is said
		ignored bool
	}{
		{"an action nobody knows", Config{"result.pikc": keysOf("p")}, "result.pikc", []string{`"result.pikc"`, "ignored"}, true},
		{"one without quotes", Config{"result": map[string]any{"pikc": keysOf("p")}}, "result.pikc", []string{`"result.pikc"`}, true},
		{"a key nobody has", Config{"result.pick": keysOf("p", "hyperspace")}, "result.pick", []string{"result.pick", `"hyperspace" is not a shortcut`}, false},
		{"a modifier nobody has", Config{"result.pick": keysOf("fn+p")}, "result.pick", []string{`"fn+p" is not a shortcut`}, false},
		{"two letters", Config{"result.pick": keysOf("pp")}, "result.pick", []string{`"pp" is not a shortcut`}, false},
		{"no function key", Config{"result.pick": keysOf("f99")}, "result.pick", []string{`"f99" is not a shortcut`}, false},
		{"a letter f with a plus", Config{"result.pick": keysOf("ctrl+")}, "result.pick", []string{`"ctrl+" is not a shortcut`}, false},
		{"an empty key", Config{"result.pick": keysOf("")}, "result.pick", []string{"[] to remove them all"}, false},
		{"a control character", Config{"result.pick": keysOf("\x1b")}, "result.pick", []string{"is not a shortcut"}, false},
		{"three in turn", Config{"result.pick": keysOf("g x y")}, "result.pick", []string{"at most 2"}, false},
		{"a key like another", Config{"result.pick": keysOf("ctrl+i")}, "result.pick", []string{`send tab for "ctrl+i"`}, false},
		{"a sign with shift", Config{"result.pick": keysOf("shift+1")}, "result.pick", []string{"the character that shift produces"}, false},
		{"no list", Config{"result.pick": "p"}, "result.pick", []string{"must be a list"}, false},
		{"a number", Config{"result.pick": []any{int64(5)}}, "result.pick", []string{"shortcuts must be in quotes"}, false},
		{"a default key of another", Config{"result.pick": keysOf("x")}, "result.pick", []string{`result.pick: "x" is already used by result.drop (results), queue.stop (queue):`}, false},
		{"a given key of another", Config{"result.pick": keysOf("U"), "result.drop": keysOf("U")}, "result.drop", []string{"result.pick", "result.drop", `"U"`}, false},
		{"a key that begins pairs", Config{"result.pick": keysOf("g")}, "result.pick", []string{`"g" is already used by`, `"g k"`, "pane.keys", "and 7 more"}, false},
		{"a pair on a key", Config{"result.pick": keysOf("x x")}, "result.pick", []string{`"x x"`, `"x"`, "result.drop"}, false},
		{"a pair that is there", Config{"result.pick": keysOf("g s")}, "result.pick", []string{`"g s"`, "pane.style"}, false},
		{"a letter in the prompt", Config{"prompt.generate": keysOf("x")}, "prompt.generate", []string{`"x" is text`, "prompt"}, false},
		{"space in the prompt", Config{"prompt.newline": keysOf("space")}, "prompt.newline", []string{`"space" is text`}, false},
		{"an editing key in the prompt", Config{"prompt.generate": keysOf("ctrl+w")}, "prompt.generate", []string{`"ctrl+w" edits text`, "prompt"}, false},
		{"an arrow everywhere", Config{"studio.help": keysOf("left")}, "studio.help", []string{`"left" edits text`}, false},
		{"an editing key in a picker", Config{"files.hidden": keysOf("ctrl+u")}, "files.hidden", []string{`"ctrl+u" edits text`, "files"}, false},
		{"a pair in a dialog", Config{"picker.up": keysOf("ctrl+t n")}, "picker.up", []string{"is a pair"}, false},
		{"a pair of letters in the prompt", Config{"prompt.generate": keysOf("g x")}, "prompt.generate", []string{`"g x"`}, false},
		{"no section", Config{"": int64(3)}, "", []string{"must be a section"}, false},
		{"given twice", Config{"result.pick": keysOf("U"), "result": map[string]any{"pick": keysOf("Y")}}, "result.pick", []string{"twice"}, false},
		{"no way out", Config{"dialog.cancel": keysOf()}, "dialog.cancel", []string{"needs at least one shortcut"}, false},
		{"no commands", Config{"studio.commands": keysOf()}, "studio.commands", []string{"needs at least one shortcut"}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			table, problems := New(c.config)
			if len(problems) != 1 {
				t.Fatalf("%d problems: %+v", len(problems), problems)
			}
			p := problems[0]
			if p.ID != c.id || p.Ignored != c.ignored {
				t.Errorf("blames %q, ignored %v: %s", p.ID, p.Ignored, p.Text)
			}
			for _, part := range c.want {
				if !strings.Contains(p.Text, part) {
					t.Errorf("%q is not in %q", part, p.Text)
				}
			}
			if got := table.Get(ResultPick).Keys; !slices.Equal(got, []string{"p"}) {
				t.Errorf("the default keys do not hold: %v", got)
			}
			if got := c.config.Validate(); len(got) != 1 || got[0] != p {
				t.Errorf("Validate says %+v", got)
			}
		})
	}
}

// What a newer version may know is left alone; the rest of the file holds.
func TestUnknownActionsAreLeftAlone(t *testing.T) {
	table, problems := New(Config{"result.dream": keysOf("p"), "result.pick": keysOf("ctrl+k")})
	if len(problems) != 1 || !problems[0].Ignored {
		t.Fatalf("%+v", problems)
	}
	if id, _ := table.At(Results, typed("ctrl+k")); id != ResultPick {
		t.Errorf("ctrl+k is %q", id)
	}
}

func TestRebinding(t *testing.T) {
	table, problems := New(Config{
		"prompt.generate": keysOf("enter", "ctrl+t"),
		"result":          map[string]any{"pick": keysOf("p", "ctrl+k", "g x"), "drop": keysOf("Q d")},
		"result.again":    keysOf(),
		"result.fold":     map[string]any{}, // nothing in it is nothing
		"studio.help":     keysOf("F3", "B"),
		"result.sheet":    keysOf("c"), "result.compare": keysOf("s"), // they change places
		"compare.slider":  keysOf("S"),
		"queue.hold":      keysOf("shift+z"),
		"pane.zoom":       keysOf("Return", "ctrl+Z"),
		"studio.suspend":  keysOf("alt+ctrl+z"),
		"result.look":     keysOf("ctrl+space"),
		"style.only":      keysOf("o"),
		"key.use":         keysOf("U"),
		"seed.write":      keysOf("E"),
		"pane.keys":       keysOf("ctrl+x k"),
		"run.stop":        keysOf("ctrl+x x"),
		"prompt.editor":   keysOf("ctrl+é"),
		"sheet.transpose": keysOf("+ x"), "size.larger": keysOf("="),
		"sheet.roll.row": keysOf("N", "ü"), "sheet.roll.column": keysOf("M"),
	})
	for _, p := range problems {
		t.Error(p.Text)
	}
	for _, c := range []struct {
		place Place
		key   string
		want  ID
	}{
		{Prompt, "ctrl+t", PromptGenerate},
		{Prompt, "enter", PromptGenerate},
		{Results, "ctrl+k", ResultPick},
		{Results, "p", ResultPick},
		{Results, "x", ""},
		{Results, "a", ""},
		{Prompt, "f3", StudioHelp},
		{Prompt, "B", ""},
		{Sheet, "B", StudioHelp},
		{Prompt, "f1", ""},
		{Results, "?", ""},
		{Results, "c", ResultSheet},
		{Sheet, "s", ResultCompare},
		{Compare, "S", CompareSlider},
		{Queue, "Z", QueueHold},
		{Results, "enter", PaneZoom},
		{Style, "ctrl+z", PaneZoom},
		{Results, "ctrl+alt+z", StudioSuspend},
		{Full, "ctrl+space", ResultLook},
		{Prompt, "ctrl+é", PromptEditor},
		{Sheet, "N", SheetRollRow},
		{Sheet, "ü", SheetRollRow},
		{Sheet, "M", SheetRollColumn},
		{Preview, "=", SizeLarger},
	} {
		if got, _ := table.At(c.place, typed(c.key)); got != c.want {
			t.Errorf("%s in %s is %q, want %q", c.key, c.place, got, c.want)
		}
	}
	for _, c := range []struct {
		place         Place
		first, second string
		want          ID
	}{
		{Results, "g", "x", ResultPick},
		{Results, "Q", "d", ResultDrop},
		{Results, "g", "s", PaneStyle},
		{Prompt, "ctrl+x", "k", PaneKeys},
		{Prompt, "ctrl+x", "x", RunStop},
		{Results, "g", "k", ""},
		{Sheet, "+", "x", SheetTranspose},
	} {
		w, begun := table.Begin(c.place, typed(c.first))
		if !begun {
			t.Errorf("%s begins no pair in %s", c.first, c.place)
			continue
		}
		if got, _ := table.Then(w, typed(c.second)); got != c.want {
			t.Errorf("%s %s in %s is %q, want %q", c.first, c.second, c.place, got, c.want)
		}
	}
	if _, begun := table.Begin(Prompt, typed("g")); begun {
		t.Error("g waits in the prompt, where it is text")
	}
}

func TestSentencesNameTheKeysThatAreBound(t *testing.T) {
	table, problems := New(Config{"result.pick": keysOf("ctrl+k"), "result.drop": keysOf(), "move.up": keysOf("alt+up")})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for text, want := range map[string]string{
		"{result.pick} picks, {bring.all} brings back.":   "ctrl+k picks, b b brings back.",
		"Nothing is rejected yet: {result.drop} rejects.": `Nothing is rejected yet: the command "Result: reject or stop" rejects.`,
		"Kept. {result.drop} rejects.":                    `Kept. The command "Result: reject or stop" rejects.`,
		"{move.up} goes up, {prompt.older} too":           "alt+↑ goes up, ↑ too",
		"no key at all":                                   "no key at all",
		"a {dawn|dusk} {} {{result.pick}} {result.pick":   "a {dawn|dusk} {} {ctrl+k} {result.pick",
	} {
		if got := table.Words(text); got != want {
			t.Errorf("%q reads %q, want %q", text, got, want)
		}
	}
	for _, c := range []struct {
		place Place
		id    ID
		want  string
	}{
		{Prompt, StudioHelp, "f1"}, {Results, KeyNext, "K"}, {Filter, KeyNext, "f2"}, {Results, ResultDrop, ""}, {Results, PaneKeys, "g k"}, {Prompt, ResultPick, ""},
	} {
		if got := table.Key(c.place, c.id); got != c.want {
			t.Errorf("%s in %s is %q, want %q", c.id, c.place, got, c.want)
		}
	}
	for _, c := range []struct {
		got, want Hint
	}{
		{table.Together(Sheet, "cell", MoveLeft, MoveDown, MoveUp, MoveRight), Hint{Key: "h/j/alt+↑/l", Desc: "cell"}},
		{Default().Together(Sheet, "cell", MoveLeft, MoveDown, MoveUp, MoveRight), Hint{Key: "hjkl", Desc: "cell"}},
		{Default().Together(Sheet, "leaf", BatchPrevious, BatchNext), Hint{Key: "[ ]", Desc: "leaf"}},
		{table.MenuHint(Results, EditMenu), Hint{Key: "e", Desc: "edit…"}},
		{table.Hint(Results, ResultPick), Hint{ID: ResultPick, Key: "ctrl+k", Desc: "pick"}},
	} {
		if c.got != c.want {
			t.Errorf("got %+v, want %+v", c.got, c.want)
		}
	}
}
