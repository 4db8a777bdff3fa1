package external

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/key"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/keys"
	"imagine-tui/tui/prompt"
	"imagine-tui/tui/studio/flow/flowtest"
)

// host is a studio with a prompt and one selected row.
type host struct {
	flowtest.Host
	notes    []string
	selected gallery.Row
	words    string
}

func (h *host) Note(text string) { h.notes = append(h.notes, text) }

// open returns a flow over a real key store with the key "work", a prompt, and a
// saved result.
func open(t *testing.T) (*Flow, *host) {
	t.Helper()
	dir := t.TempDir()
	store, err := key.Open(key.Options{
		ConfigDir: filepath.Join(dir, "config"), StateDir: filepath.Join(dir, "state"),
		Configured: []key.Config{{Name: "work", Source: key.SourceConfig{Source: key.Source{Kind: key.KindEnv, Name: "IMAGINE_WORK_KEY"}}}},
		Environ:    func(string) (string, bool) { return "", false },
	})
	if err != nil {
		t.Fatal(err)
	}
	h := &host{words: "a fox", selected: gallery.Row{ID: "fox", State: gallery.Saved, Path: filepath.Join(dir, "fox.png"), Recipe: &gallery.Recipe{
		Key: "work", Request: api.Request{Operation: api.TextToImage, Prompt: "a red fox", Style: "anime", Seed: 7},
	}}}
	f := New(h, Options{
		Context: t.Context(), Keys: store, Free: func(name string) bool { return name == key.SandboxName },
		ConfigPath: filepath.Join(dir, "new", "config.toml"),
		Selected:   func() (gallery.Row, bool) { return h.selected, true },
		Prompt:     func() string { return h.words },
		SetPrompt:  func(text string) tea.Cmd { h.words = text; return nil },
	})
	f.toClipboard = func(string) error { return nil }
	return f, h
}

// What was copied is what was asked for, wherever it was asked.
func TestCopy(t *testing.T) {
	f, h := open(t)
	var got []string
	f.toClipboard = func(text string) error { got = append(got, text); return nil }
	for _, part := range []Part{Path, Prompt, Seed} {
		h.Run(f, f.Copy(part))
	}
	h.Run(f, func() tea.Msg { return keys.CopyNameMsg{Name: "work"} })
	if want := []string{h.selected.Path, "a red fox", "7", "work"}; !slices.Equal(got, want) {
		t.Errorf("copied %q, want %q", got, want)
	}
	if want := []string{"Copied the path.", "Copied the prompt.", "Copied the seed.", "Copied the name."}; !slices.Equal(h.Said, want) {
		t.Errorf("said %q", h.Said)
	}
	h.Run(f, f.Copy(Curl))
	if last := got[len(got)-1]; !strings.Contains(last, key.DefaultBaseURL) || flowtest.Last(h.Said) != "Copied the curl command." {
		t.Errorf("%s; said %q", last, h.Said)
	}
	h.selected.Path = ""
	h.Run(f, f.Copy(Path))
	if len(got) != 5 || flowtest.Last(h.Said) != "Not saved yet." {
		t.Errorf("copied %q, said %q", got, h.Said)
	}
}

// Where the computer has no clipboard, the terminal gets the text, and it can
// be read among the messages.
func TestCopyThroughTheTerminal(t *testing.T) {
	f, h := open(t)
	f.toClipboard = func(string) error { return errors.New("none here") }
	sent := h.Run(f, f.Copy(Prompt))
	if len(sent) != 1 || !strings.Contains(flowtest.Last(h.Said), "OSC 52") {
		t.Errorf("%v; said %q", sent, h.Said)
	}
	if !slices.Equal(h.notes, []string{"a red fox"}) {
		t.Errorf("noted %q", h.notes)
	}
}

func TestPaste(t *testing.T) {
	f, h := open(t)
	f.fromClipboard = func() (string, error) { return "a hat", nil }
	ask := func() tea.Msg { return prompt.PasteRequestMsg{} }
	if got := h.Run(f, ask); len(got) != 1 || got[0] != (tea.PasteMsg{Content: "a hat"}) {
		t.Errorf("%v", got)
	}
	f.fromClipboard = func() (string, error) { return "", nil }
	if got := h.Run(f, ask); len(got) != 0 || !strings.Contains(flowtest.Last(h.Said), "paste shortcut") {
		t.Errorf("%v; said %q", got, h.Said)
	}
}

// Only pictures and videos are opened; what cannot be is told with its place.
func TestOpen(t *testing.T) {
	f, h := open(t)
	t.Setenv("DISPLAY", "")
	t.Setenv("WAYLAND_DISPLAY", "")
	for content, want := range map[string]string{
		"#!/bin/sh\nexit":                "The file fox.png is not a picture.",
		"\x89PNG\r\n\x1a\n and so forth": "desktop",
		"\xff\xd8\xff and so forth":      "desktop",
	} {
		if err := os.WriteFile(h.selected.Path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		err := mayOpen(h.selected.Path)
		if refused := strings.HasPrefix(content, "#!"); refused != (err != nil) {
			t.Errorf("%q: %v", content, err)
		}
		if !strings.HasPrefix(content, "#!") && runtime.GOOS != "linux" {
			continue // it would be opened here
		}
		h.Run(f, f.Open())
		if got := flowtest.Last(h.Warned); !strings.Contains(got, want) || !strings.Contains(got, h.selected.Path) {
			t.Errorf("%q: warned %q", content, got)
		}
	}
	if err := os.Remove(h.selected.Path); err != nil {
		t.Fatal(err)
	}
	h.Run(f, f.Open())
	if got := flowtest.Last(h.Warned); !strings.Contains(got, "fox.png") || strings.Contains(got, "desktop") {
		t.Errorf("warned %q", got)
	}
}

// Programs never see the variables that hold keys.
func TestProgramsGetNoKey(t *testing.T) {
	f, _ := open(t)
	t.Setenv("IMAGINE_WORK_KEY", "vk-test-work")
	t.Setenv("IMAGINE_API_KEY", "vk-test-api")
	t.Setenv("SOMETHING", "else")
	env := f.environ()
	if s := strings.Join(env, "\n"); strings.Contains(s, "vk-test") || !slices.Contains(env, "SOMETHING=else") {
		t.Error("a key is in the environment, or the rest of it is not")
	}
}

// The editor gets the prompt in a private file, which is gone once it was read.
func TestEditPrompt(t *testing.T) {
	f, h := open(t)
	t.Setenv("VISUAL", "vi -n")
	draft, ok := f.EditPrompt()().(draftMsg)
	if !ok || draft.err != nil || !slices.Equal(draft.editor, []string{"vi", "-n"}) {
		t.Fatalf("%+v", draft)
	}
	if text, err := os.ReadFile(draft.path); err != nil || string(text) != "a fox\n" {
		t.Fatalf("%q, %v", text, err)
	}
	if err := os.WriteFile(draft.path, []byte("a red fox\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	h.Run(f, func() tea.Msg { return readDraft(draft.path, nil) })
	if h.words != "a red fox" {
		t.Errorf("the prompt is %q", h.words)
	}
	if _, err := os.Stat(draft.path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the draft stays: %v", err)
	}
	h.Run(f, func() tea.Msg { return readDraft(draft.path, nil) })
	if h.words != "a red fox" || !strings.Contains(flowtest.Last(h.Warned), "is unchanged") {
		t.Errorf("the prompt is %q, warned %q", h.words, h.Warned)
	}
}

// Editors save as they are set up: UTF-16 with a mark is read, and what is no text
// is not mended by guessing.
func TestEditorSavesOtherText(t *testing.T) {
	for name, c := range map[string]struct{ saved, words, warned string }{
		"UTF-16":         {"\xff\xfef\x00u\x00c\x00h\x00s\x00\xdf\x00\n\x00", "fuchsß", ""},
		"UTF-16, other":  {"\xfe\xff\x00f\x00\xdf", "fß", ""},
		"UTF-8, a mark":  {"\xef\xbb\xbffuchsß\n", "fuchsß", ""},
		"Latin-1":        {"one\ntwo caf\xe9\n", "a fox", "is unchanged: line 2 is not UTF-8"},
		"UTF-16, broken": {"\xff\xfea\x00\x00\xd8", "a fox", "line 1"},
	} {
		f, h := open(t)
		path := filepath.Join(t.TempDir(), "draft")
		if err := os.WriteFile(path, []byte(c.saved), 0o600); err != nil {
			t.Fatal(err)
		}
		h.Run(f, func() tea.Msg { return readDraft(path, nil) })
		if h.words != c.words || !strings.Contains(flowtest.Last(h.Warned), c.warned) {
			t.Errorf("%s: the prompt is %q, warned %q", name, h.words, h.Warned)
		}
	}
}

func TestEditorAnswers(t *testing.T) {
	for name, c := range map[string]struct {
		msg    editedMsg
		words  string
		warned string
	}{
		"a key":            {editedMsg{text: "vk-testtesttesttesttesttesttesttest1234567890"}, "a fox", "API key"},
		"failed":           {editedMsg{text: "half", err: errors.New("exit status 1")}, "a fox", "is unchanged"},
		"control codes":    {editedMsg{text: "a\x1b[2J hat"}, "a hat", ""},
		"several lines":    {editedMsg{text: "one\ntwo\n"}, "one\ntwo", ""},
		"lines at its end": {editedMsg{text: "one\n\n\n"}, "one\n\n", ""},
		"no line end":      {editedMsg{text: "one"}, "one", ""},
		"nothing at all":   {editedMsg{text: ""}, "", ""},
	} {
		f, h := open(t)
		h.Run(f, func() tea.Msg { return c.msg })
		if h.words != c.words || !strings.Contains(flowtest.Last(h.Warned), c.warned) {
			t.Errorf("%s: the prompt is %q, warned %q", name, h.words, h.Warned)
		}
	}
}

// The folder of the config file is made, the file is the editor's to make.
func TestEditConfig(t *testing.T) {
	f, h := open(t)
	t.Setenv("VISUAL", "")
	t.Setenv("EDITOR", "")
	h.Run(f, f.EditConfig())
	h.Run(f, f.EditPrompt())
	if len(h.Warned) != 2 || !strings.Contains(h.Warned[0], f.o.ConfigPath) || h.Warned[1] != noEditor {
		t.Fatalf("warned %q", h.Warned)
	}
	t.Setenv("EDITOR", "nano")
	if msg, ok := f.EditConfig()().(configReadyMsg); !ok || msg.err != nil {
		t.Fatalf("%+v", msg)
	}
	if _, err := os.Stat(filepath.Dir(f.o.ConfigPath)); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(f.o.ConfigPath); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the file was made: %v", err)
	}
	f.o.ConfigPath = ""
	if h.Run(f, f.EditConfig()); !strings.Contains(flowtest.Last(h.Said), "no config file") {
		t.Errorf("said %q", h.Said)
	}
}
