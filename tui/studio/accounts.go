package studio

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/atotto/clipboard"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/api/key"
	"imagine-tui/api/queue"
	"imagine-tui/api/wording"
	"imagine-tui/tui/keys"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/dialog"
)

// keyList is the short list of keys that f2 shows for a moment.
type keyList struct {
	shown bool
	seq   int
}

const keyListFor = 2 * time.Second

// chooseKey sets the key in use by the selection rule of the key store.
func (m *Model) chooseKey(flag string) {
	if m.o.Keys == nil {
		m.keyInUse = key.Key{Name: key.SandboxName, BuiltIn: true}
		return
	}
	k, err := m.o.Keys.InUse(flag, m.o.Defaults.Key)
	if err != nil {
		m.Warn(sentence(err))
		k, _ = m.o.Keys.Get(key.SandboxName)
	}
	m.keyInUse = k
}

// fillKeys brings the key pane up to date with the store.
func (m *Model) fillKeys() {
	if m.o.Keys == nil {
		return
	}
	var rows []keys.Row
	for _, k := range m.o.Keys.List() {
		row := keys.Row{
			Name: clean.Line(k.Name), Tail: k.Tail, Source: string(k.Source.Kind), BuiltIn: k.BuiltIn,
			Saved: k.Saved, InUse: k.Name == m.keyInUse.Name,
		}
		row.Health, row.HealthBad = healthWord(k.State.Health)
		if row.HealthBad {
			row.Note = m.healthAdvice(k)
		} else if k.State.Health == key.OK {
			row.Note = ago(m.now().Sub(k.State.At))
		}
		if k.BuiltIn {
			row.Source, row.Spent = "offline", "free"
		}
		if row.InUse {
			m.keyInUse = k
		}
		rows = append(rows, row)
	}
	m.keys.SetRows(rows)
	m.sandboxOnly = len(rows) == 1
}

func healthWord(h key.Health) (string, bool) {
	switch h {
	case key.OK:
		return "ok", false
	case key.Refused:
		return "refused", true
	case key.Expired:
		return "expired", true
	case key.NoTokens:
		return "no tokens", true
	default:
	}
	return "", false
}

func (m *Model) healthAdvice(k key.Key) string {
	switch k.State.Health {
	case key.NoTokens:
		return "top up, then r"
	case key.Expired:
		return "make a new one"
	default:
	}
	return k.State.At.Format("15:04") + " · r try again"
}

func ago(d time.Duration) string {
	switch {
	case d < time.Minute:
		return "just now"
	case d < time.Hour:
		return fmt.Sprintf("%d min ago", int(d.Minutes()))
	case d < 24*time.Hour:
		return fmt.Sprintf("%d h ago", int(d.Hours()))
	}
	return fmt.Sprintf("%d days ago", int(d.Hours()/24))
}

// keyLabel is the key in use as it may be written anywhere: its name and the
// last four letters.
func (m *Model) keyLabel() string { return labelOf(m.keyInUse) }

func labelOf(k key.Key) string {
	if k.Tail == "" {
		return clean.Line(k.Name)
	}
	return clean.Line(k.Name) + " " + k.Tail
}

// nextKey switches to the next key that may be used and shows the list.
func (m *Model) nextKey() tea.Cmd {
	if m.o.Keys == nil {
		return nil
	}
	list := m.o.Keys.List()
	m.keyList.shown = true
	m.keyList.seq++
	seq := m.keyList.seq
	hide := tea.Tick(keyListFor, func(time.Time) tea.Msg {
		return actMsg{act: func(m *Model) tea.Cmd {
			if m.keyList.seq == seq {
				m.keyList.shown = false
			}
			return nil
		}}
	})
	at := 0
	for i, k := range list {
		if k.Name == m.keyInUse.Name {
			at = i
		}
	}
	for i := 1; i < len(list); i++ {
		k := list[(at+i)%len(list)]
		if _, bad := healthWord(k.State.Health); !bad {
			return tea.Batch(m.useKey(k.Name), hide)
		}
	}
	return tea.Batch(hide, m.Say("There is only the sandbox. + adds a key."))
}

func (m *Model) useKey(name string) tea.Cmd {
	k, ok := m.o.Keys.Get(name)
	if !ok {
		return m.Warn(fmt.Sprintf("There is no key %q.", name))
	}
	m.keyInUse = k
	m.fillKeys()
	m.showPlan()
	m.results.SetEmpty(m.emptyWords())
	store := m.o.Keys
	return tea.Batch(m.Say("Key in use: "+labelOf(k)+"."), later(func() func(*Model) tea.Cmd {
		if err := store.Use(name); err != nil {
			return func(m *Model) tea.Cmd { return m.Warn(sentence(err)) }
		}
		return func(*Model) tea.Cmd { return nil }
	}))
}

// keyTrouble says once that a key was refused or is out of tokens.
func (m *Model) keyTrouble(r queue.Run) tea.Cmd {
	health := key.Refused
	switch r.Err.Kind {
	case api.KindKeyExpired:
		health = key.Expired
	case api.KindNoTokens:
		health = key.NoTokens
	default:
	}
	if m.health[r.KeyName] == health {
		return nil // said already
	}
	kept := m.setHealth(r.KeyName, key.State{Health: health, At: m.now(), Message: r.Err.Message})
	m.Warn(m.keyTroubleWords(r, health))
	return kept
}

// keyTroubleWords say what happened to a key, what it cost and what to do.
func (m *Model) keyTroubleWords(r queue.Run, health key.Health) string {
	name := clean.Line(r.KeyName)
	if k, ok := m.o.Keys.Get(r.KeyName); ok {
		name = labelOf(k)
	}
	held := ""
	if n := m.o.Queue.Counts().Held; n > 0 {
		held = fmt.Sprintf(" %s held.", wording.Count(n, "waiting run"))
	}
	switch health {
	case key.NoTokens:
		return "No tokens left for key " + name + ". Nothing was charged." + held + " Top up, then R; or f2."
	case key.Expired:
		return "Key " + name + " has expired. Nothing was charged." + held + " Make a new one at the vendor's console, add it with +."
	default:
		return "The API refused key " + name + ". Nothing was charged." + held + " Check it at the vendor's console, then R; or f2."
	}
}

// setHealth records what the last use of a key showed, where it changed.
func (m *Model) setHealth(name string, st key.State) tea.Cmd {
	if m.o.Keys == nil || name == key.SandboxName || m.health[name] == st.Health {
		return nil
	}
	m.health[name] = st.Health
	store := m.o.Keys
	return later(func() func(*Model) tea.Cmd {
		err := store.SetState(name, st)
		return func(m *Model) tea.Cmd {
			m.fillKeys()
			if err != nil {
				return m.Warn(sentence(err))
			}
			return nil
		}
	})
}

// release lets a key's held runs go on with the same key.
func (m *Model) release(name string) tea.Cmd {
	n := m.o.Queue.Release(name, nil)
	delete(m.health, name)
	return m.Say(fmt.Sprintf("%s of %s go on.", wording.Count(n, "held run"), clean.Line(name)))
}

// otherKey is the key in use as an account, nil when it is the named one:
// then runs keep the key they have.
func (m *Model) otherKey(name string) (*queue.Account, error) {
	if name == m.keyInUse.Name {
		return nil, nil
	}
	account, err := m.o.Accounts(m.keyInUse.Name)
	return &account, err
}

// checkKey asks the API whether it takes a key, at no cost.
func (m *Model) checkKey(name string) tea.Cmd {
	if name == key.SandboxName {
		return m.Say("The sandbox always answers: it is painted on this computer.")
	}
	ctx, store, accounts := m.ctx, m.o.Keys, m.o.Accounts
	return tea.Batch(m.Say("Checking key "+clean.Line(name)+"…"), later(func() func(*Model) tea.Cmd {
		ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
		defer cancel()
		err := checkAccount(ctx, accounts, name)
		st := key.State{Health: key.OK, At: time.Now()}
		var refused *api.Error
		if errors.As(err, &refused) && refused.KeyProblem() {
			st.Health, st.Message = key.Refused, refused.Message
			if refused.Kind == api.KindKeyExpired {
				st.Health = key.Expired
			}
		}
		if err == nil || st.Health != key.OK {
			_ = store.SetState(name, st) // shown below; the next use sets it again
		}
		return func(m *Model) tea.Cmd {
			delete(m.health, name)
			m.fillKeys()
			if err != nil {
				return m.Warn(sentence(err))
			}
			return m.Say("Key " + clean.Line(name) + " works.")
		}
	}))
}

func checkAccount(ctx context.Context, accounts func(string) (queue.Account, error), name string) error {
	account, err := accounts(name)
	if err != nil {
		return err
	}
	g, err := account.Connect(ctx)
	if err != nil {
		return err
	}
	checker, ok := g.(interface{ CheckKey(context.Context) error })
	if !ok {
		return nil
	}
	return checker.CheckKey(ctx)
}

// askCopySecret asks before a secret goes to the clipboard.
func (m *Model) askCopySecret(name string) tea.Cmd {
	how := "over the terminal (OSC 52)"
	if !clipboard.Unsupported {
		how = "to this computer's clipboard"
	}
	answers := flow.Answers{Choice: func(int) tea.Cmd { return m.copySecret(name) }}
	return m.Open(dialog.NewChoice(m.st, "Copy the secret of key "+clean.Line(name)+"?",
		[]string{"Leave it where it is", "Copy it " + how}), answers)
}

func (m *Model) copySecret(name string) tea.Cmd {
	ctx, store := m.ctx, m.o.Keys
	return later(func() func(*Model) tea.Cmd {
		secret, err := store.Secret(ctx, name)
		if err != nil {
			return func(m *Model) tea.Cmd { return m.Warn(sentence(err)) }
		}
		if !clipboard.Unsupported {
			if err := secret.Copy(clipboard.WriteAll); err == nil {
				return func(m *Model) tea.Cmd {
					return m.Say("Copied the secret of " + clean.Line(name) + " to this computer's clipboard. Clear it when done.")
				}
			}
		}
		var cmd tea.Cmd
		err = secret.Copy(func(s string) error { cmd = tea.SetClipboard(s); return nil })
		return func(m *Model) tea.Cmd {
			if err != nil {
				return m.Warn(sentence(err))
			}
			return tea.Batch(cmd, m.Say("Sent the secret of "+clean.Line(name)+" to the terminal's clipboard (OSC 52). Clear it when done."))
		}
	})
}
