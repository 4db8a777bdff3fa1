package reload

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/studio/flow/flowtest"
)

// files are settings that a test saves.
type files struct {
	saved bool
	stirs chan bool
}

func (f *files) Changed() bool { was := f.saved; f.saved = false; return was }

func (f *files) Wait(ctx context.Context) bool {
	select {
	case told := <-f.stirs:
		return told
	case <-ctx.Done():
		return false
	}
}

type host struct {
	*flowtest.Host
	got   []Settings
	wrong []string
}

func (h *host) Resettle(s Settings) ([]string, tea.Cmd) {
	h.got = append(h.got, s)
	return h.wrong, nil
}

type world struct {
	*Flow
	t     *testing.T
	files *files
	host  *host
	now   time.Time
	next  Settings
	err   error
}

func open(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, files: &files{stirs: make(chan bool, 1)}, host: &host{Host: &flowtest.Host{}}, now: time.Unix(0, 0)}
	w.Flow = New(w.host, Options{
		Context: t.Context(), Files: w.files, Now: func() time.Time { return w.now },
		Read: func() (Settings, error) { return w.next, w.err },
	})
	return w
}

// run does what a command leads to, but for waiting again.
func (w *world) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case tea.BatchMsg:
		w.run(msg[0])
	case nil:
	default:
		_, cmd := w.Update(msg)
		w.run(cmd)
	}
}

// What was saved holds at once, and is told; mistakes are told with what they say.
func TestSaved(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		next Settings
		err  error
		host []string
		want string
		got  int
	}{
		"fine":         {Settings{}, nil, nil, "said The new settings are active.", 1},
		"later":        {Settings{Later: true}, nil, nil, "said The new settings are active; keys, folders, hooks, prices and limits apply at the next start.", 1},
		"broken":       {Settings{}, errors.New("config.toml, line 3: expected '='"), nil, "warned Nothing was changed: config.toml, line 3: expected '='.", 0},
		"mistakes":     {Settings{Mistakes: []string{"themes/fog.toml, line 2: no."}}, nil, nil, "warned themes/fog.toml, line 2: no.", 1},
		"a theme gone": {Settings{}, nil, []string{"The theme is gone."}, "warned The theme is gone.", 1},
	} {
		w := open(t)
		w.files.saved, w.next, w.err, w.host.wrong = true, c.next, c.err, c.host
		w.files.stirs <- true
		w.run(w.Start())
		got := "said " + strings.Join(w.host.Said, "|")
		if len(w.host.Warned) > 0 {
			got = "warned " + strings.Join(w.host.Warned, "|")
		}
		if got != c.want || len(w.host.got) != c.got {
			t.Errorf("%s: %s, %d times", name, got, len(w.host.got))
		}
		w.files.stirs <- true // beside the files
		w.run(w.Start())
		if len(w.host.got) != c.got {
			t.Errorf("%s: read without a change", name)
		}
	}
}

// Who is told of changes looks at nothing on keys; who is not looks once a second at
// most. Coming back to the terminal always looks.
func TestHeed(t *testing.T) {
	t.Parallel()
	w := open(t)
	press := tea.KeyPressMsg{Code: 'a', Text: "a"}
	if w.Heed(press) != nil || w.Heed(tea.WindowSizeMsg{}) != nil {
		t.Error("it looks though it is told")
	}
	w.files.saved = true
	w.run(w.Heed(tea.FocusMsg{}))
	if len(w.host.got) != 1 {
		t.Error("coming back did not look")
	}
	w.files.stirs <- false
	w.run(w.Start())
	w.now = w.now.Add(every)
	w.files.saved = true
	w.run(w.Heed(press))
	if w.Heed(press) != nil || len(w.host.got) != 2 {
		t.Errorf("read %d times", len(w.host.got))
	}
	w.now = w.now.Add(every)
	cmd := w.Heed(press)
	if cmd == nil || w.Heed(tea.FocusMsg{}) != nil {
		t.Fatal("it looks twice at once, or not at all")
	}
	msg := cmd()
	w.files.saved = true // after that look
	_, again := w.Update(msg)
	w.run(again)
	if len(w.host.got) != 3 {
		t.Errorf("what was saved meanwhile was missed: read %d times", len(w.host.got))
	}
	w.run(w.Look())
	if flowtest.Last(w.host.Said) != "Nothing changed in the config." {
		t.Errorf("said %q", w.host.Said)
	}
	if New(w.host, Options{}).Start() != nil || New(w.host, Options{Now: time.Now}).Look() != nil {
		t.Error("without files something is looked at")
	}
}
