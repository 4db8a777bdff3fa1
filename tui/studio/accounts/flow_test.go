package accounts

import (
	"context"
	"errors"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/key"
	"imagine-tui/api/queue"
	"imagine-tui/api/sandbox"
	"imagine-tui/tui/action"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/keys"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/studio/flow/flowtest"
	"imagine-tui/tui/widget/secret"
	"imagine-tui/tui/widget/theme"
)

var noon = time.Date(2026, 11, 24, 14, 22, 33, 0, time.UTC)

// host is a studio that counts how often the key in use changed.
type host struct {
	flowtest.Host
	changed int
}

func (h *host) KeyChanged() { h.changed++ }

// noKeyring is a keyring that does not answer.
type noKeyring struct{}

var errNoBus = errors.New("no bus")

func (noKeyring) Get(string, string) (string, error) { return "", errNoBus }
func (noKeyring) Set(string, string, string) error   { return errNoBus }
func (noKeyring) Delete(string, string) error        { return errNoBus }

// missingKeyring is one that says so.
type missingKeyring struct{ noKeyring }

func (missingKeyring) Present() error { return errNoBus }

// open returns a flow over a real key store whose keyring does not answer, with
// the key "work" of the configuration, and a service in the test's own process.
func open(t *testing.T, rows ...gallery.Row) (*Flow, *host) {
	t.Helper()
	return openWith(t, noKeyring{}, rows...)
}

// openWith is open with another keyring.
func openWith(t *testing.T, keyring key.Keyring, rows ...gallery.Row) (*Flow, *host) {
	t.Helper()
	dir := t.TempDir()
	store, err := key.Open(key.Options{
		ConfigDir: filepath.Join(dir, "config"), StateDir: filepath.Join(dir, "state"), Keyring: keyring,
		Configured: []key.Config{{Name: "work", Source: key.SourceConfig{Source: key.Source{Kind: key.KindEnv, Name: "IMAGINE_WORK_KEY"}}}},
		Environ:    func(name string) (string, bool) { return "vk-test-expired", name == "IMAGINE_WORK_KEY" },
	})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(sandbox.New(sandbox.Options{MaxSide: 32}))
	t.Cleanup(server.Close)
	st, h := theme.New(true), &host{}
	f := New(h, Options{
		Context: t.Context(), Store: store, Queue: flowtest.Queue(t), Pane: keys.New(st, action.Default()), Styles: st, Now: func() time.Time { return noon },
		Account: func(name string) (queue.Account, error) {
			return queue.Account{Name: name, Connect: func(ctx context.Context) (queue.Generator, error) {
				secret, err := store.Secret(ctx, name)
				if err != nil {
					return nil, err
				}
				return api.NewClient(server.URL+"/v2", secret)
			}}, nil
		},
		Results: func(yield func(gallery.Row) bool) {
			for _, r := range rows {
				if !yield(r) {
					return
				}
			}
		},
	})
	return f, h
}

// send gives the flow a message and carries out what comes of it.
func send(f *Flow, h *host, msg tea.Msg) { h.Run(f, func() tea.Msg { return msg }) }

func TestNextSkipsWhatDoesNotWork(t *testing.T) {
	f, h := open(t)
	if f.InUse().Name != key.SandboxName || f.SandboxOnly() {
		t.Fatalf("%q is in use", f.InUse().Name)
	}
	f.Next()
	if f.InUse().Name != "work" || !f.Listed() || h.changed != 1 || flowtest.Last(h.Said) != "Key in use: work …." {
		t.Fatalf("%q is in use, %v", f.InUse().Name, h.Said)
	}
	f.Use(key.SandboxName)
	h.Run(f, f.used("work", key.State{Health: key.NoTokens, At: noon}))
	f.Next()
	if f.InUse().Name != key.SandboxName {
		t.Errorf("%q is in use, which has no tokens", f.InUse().Name)
	}
	if list := strings.Join(f.ShortList(80, 20), "\n"); !strings.Contains(list, "no tokens") {
		t.Errorf("the short list does not say so:\n%s", list)
	}
}

// A refused key is told of once, until it is tried again.
func TestTroubleIsToldOnce(t *testing.T) {
	f, h := open(t)
	f.Use("work")
	r := queue.Run{KeyName: "work", Err: &api.Error{Kind: api.KindKeyExpired, Status: 406}}
	for range 3 {
		h.Run(f, f.Fared(r))
	}
	if len(h.Warned) != 1 || !strings.Contains(h.Warned[0], "has expired") || f.Trouble("work") != "expired" {
		t.Fatalf("%v, %q", h.Warned, f.Trouble("work"))
	}
	if got := f.Header(true); !strings.Contains(got, "EXPIRED") {
		t.Errorf("the header says %q", got)
	}
	f.Retried("work")
	if h.Run(f, f.Fared(r)); len(h.Warned) != 2 {
		t.Errorf("after another try: %v", h.Warned)
	}
}

// What a check finds out stands with the key.
func TestCheck(t *testing.T) {
	f, h := open(t)
	h.Run(f, f.check("work")) // vk-test-expired
	if f.Trouble("work") != "expired" || len(h.Warned) != 1 {
		t.Errorf("%q, %v", f.Trouble("work"), h.Warned)
	}
	h.Run(f, f.check(key.SandboxName))
	if !strings.Contains(flowtest.Last(h.Said), "always works") {
		t.Errorf("said %v", h.Said)
	}
}

// add fills the form that adds a key, mine.
func add(f *Flow, h *host, value string) {
	f.Add()
	send(f, h, keys.AddSubmitMsg{Name: "mine", Secret: secret.New(value), Keep: keys.KeepKeyring})
}

// A key that the keyring does not take stays in its form, which asks where else to
// keep it: enter keeps it in the private file.
func TestAddAsksWhereTheKeyringDoesNotAnswer(t *testing.T) {
	f, h := open(t)
	add(f, h, "vk-test-0123456789abcdef")
	if _, ok := f.o.Store.Get("mine"); ok || !strings.Contains(h.Words(), "The system keyring does not answer. The key is not lost") || !strings.Contains(h.Words(), "◉ private file") {
		t.Fatalf("kept, or not asked:\n%s", h.Words())
	}
	send(f, h, keys.AddSubmitMsg{Name: "mine", Secret: secret.New("vk-test-0123456789abcdef"), Keep: keys.KeepSession})
	if k, _ := f.o.Store.Get("mine"); k.Source.Kind != key.KindSession || f.InUse().Name != "mine" {
		t.Fatalf("%+v, %q in use", k.Source, f.InUse().Name)
	}
	if h.Tips != flow.TipAddKey || h.Dialog() != nil {
		t.Errorf("tips %b, open %T", h.Tips, h.Dialog())
	}
}

// Where the keyring is missing the form knows that before anything is written
// into it. It is not asked for anything.
func TestAddKnowsAMissingKeyring(t *testing.T) {
	f, h := openWith(t, missingKeyring{})
	h.Run(f, f.Add())
	if !strings.Contains(h.Words(), "system keyring (none here)") || !strings.Contains(h.Words(), "◉ private file") {
		t.Errorf("the form begins with:\n%s", h.Words())
	}
	f, h = open(t)
	h.Run(f, f.Add())
	if !strings.Contains(h.Words(), "◉ system keyring ") || strings.Contains(h.Words(), "none here") {
		t.Errorf("the form begins with:\n%s", h.Words())
	}
}

// Who keeps keys in the private file is offered that first the next time.
func TestAddOffersWhatWasChosenLast(t *testing.T) {
	f, h := open(t)
	f.Add()
	if !strings.Contains(h.Words(), "◉ system keyring") {
		t.Fatalf("the form begins with:\n%s", h.Words())
	}
	f.Update(keys.AddCancelMsg{})
	f.Add()
	send(f, h, keys.AddSubmitMsg{Name: "mine", Secret: secret.New("vk-test-0123456789abcdef"), Keep: keys.KeepFile})
	f.Add()
	if !strings.Contains(h.Words(), "◉ private file (0600)") {
		t.Errorf("the form begins with:\n%s", h.Words())
	}
}

// Why a key was not saved stands in its form while that is open, else in the
// last line.
func TestAddSaysWhatIsWrong(t *testing.T) {
	f, h := open(t)
	add(f, h, "not a key at all")
	if _, open := h.Dialog().(*keys.AddForm); !open || len(h.Warned) > 0 {
		t.Fatalf("%T, %v", h.Dialog(), h.Warned)
	}
	f.Update(keys.AddCancelMsg{})
	if h.Dialog() != nil {
		t.Fatal("the form stays open")
	}
	f.Add()
	late := addedMsg{form: f.adding, err: key.ErrExists}
	f.Update(keys.AddCancelMsg{})
	f.Update(late)
	if len(h.Warned) != 1 {
		t.Errorf("what came too late for its form is told nowhere: %v", h.Warned)
	}
}

// A key that is pressed twice, or held down, opens one form: a second one would
// lie over the first, which nothing closes then.
func TestAskedForTwice(t *testing.T) {
	f, h := open(t)
	for range 3 {
		f.Update(keys.AddMsg{})
	}
	if f.Update(keys.AddCancelMsg{}); h.Dialog() != nil {
		t.Errorf("%T stays open", h.Dialog())
	}
	f.Update(keys.AddMsg{})
	f.Pasted(secret.New("vk-test-0123456789abcdef"))
	h.Answer(t).Yes()
	if f.Update(keys.AddCancelMsg{}); h.Dialog() != nil {
		t.Errorf("%T stays open under a pasted key", h.Dialog())
	}
	for range 3 {
		f.Update(keys.RenameMsg{Name: "work"})
	}
	if f.Update(keys.RenameCancelMsg{}); h.Dialog() != nil {
		t.Errorf("%T stays open", h.Dialog())
	}
}

func TestRenameAndRemove(t *testing.T) {
	f, h := open(t, gallery.Row{Key: "mine"}, gallery.Row{Key: "work"})
	f.Add()
	send(f, h, keys.AddSubmitMsg{Name: "mine", Secret: secret.New("vk-test-0123456789abcdef"), Keep: keys.KeepFile})
	f.Update(keys.RenameMsg{Name: "mine"})
	send(f, h, keys.RenameSubmitMsg{Old: "mine", New: "ours"})
	if _, ok := f.o.Store.Get("ours"); !ok || f.InUse().Name != "ours" || h.Dialog() != nil {
		t.Fatalf("%q in use, %T open", f.InUse().Name, h.Dialog())
	}
	f.Update(keys.RemoveMsg{Name: "work"})
	if !strings.Contains(flowtest.Last(h.Warned), "the configuration file") {
		t.Errorf("warned %v", h.Warned)
	}
	f.Update(keys.RemoveMsg{Name: "ours"})
	if !strings.Contains(h.Words(), "Type ours to remove") {
		t.Fatalf("asked:\n%s", h.Words())
	}
	h.Run(f, h.Answer(t).Yes())
	if _, ok := f.o.Store.Get("ours"); ok || f.InUse().Name != key.SandboxName {
		t.Errorf("%q is in use", f.InUse().Name)
	}
}

// A pasted key goes into the form, and into nothing else.
func TestPastedKeyFillsTheForm(t *testing.T) {
	f, h := open(t)
	f.Pasted(secret.New("vk-test-0123456789abcdef"))
	if strings.Contains(h.Words(), "0123456789") {
		t.Fatal("the question shows the key")
	}
	h.Answer(t).Yes()
	if strings.Contains(h.Words(), "0123456789abcdef") || !strings.Contains(h.Words(), "pasted, 24 characters") {
		t.Errorf("the form:\n%s", h.Words())
	}
}
