package accounts

import (
	"context"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/api/key"
	"imagine-tui/api/queue"
	"imagine-tui/api/wording"
)

// healthWord is how a key fares, "" when nobody knows, and whether that keeps
// it from working.
func healthWord(h key.Health) (word string, bad bool) {
	if h == key.Unused {
		return "", false
	}
	return h.String(), h.Bad()
}

// advice is what to do about a key that does not work, in a few words.
func (f *Flow) advice(k key.Key) string {
	switch k.State.Health {
	case key.NoTokens:
		return f.host.WithKeys("top up, then {key.check}")
	case key.Expired:
		return "make a new one"
	default:
	}
	return k.State.At.Format("15:04") + f.host.WithKeys(" · {key.check} checks again")
}

// Trouble says in a word what keeps a key from working, "" if nothing does.
func (f *Flow) Trouble(name string) string {
	if f.o.Store == nil {
		return ""
	}
	k, _ := f.o.Store.Get(name)
	word, bad := healthWord(k.State.Health)
	if !bad {
		return ""
	}
	return word
}

// Fared keeps what a run says about its key, and says once that the key was
// refused or is out of tokens.
func (f *Flow) Fared(r queue.Run) tea.Cmd {
	state, said := r.KeyState(f.o.Now())
	if !said || f.health[r.KeyName] == state.Health {
		return nil // nothing, or the same as before
	}
	kept := f.used(r.KeyName, state)
	if state.Health.Bad() {
		f.host.Warn(f.turnedWords(r.KeyName, state.Health))
	}
	return kept
}

// turnedWords say what happened to a key, what it cost and what to do.
func (f *Flow) turnedWords(keyName string, health key.Health) string {
	name := clean.Line(keyName)
	if k, ok := f.o.Store.Get(keyName); ok {
		name = labelOf(k)
	}
	held := ""
	if n := f.o.Queue.Counts().Held; n > 0 {
		held = fmt.Sprintf(" %s held.", wording.Count(n, "run"))
	}
	switch health {
	case key.NoTokens:
		return "No tokens left for key " + name + ". Nothing was charged." + held + f.host.WithKeys(" Top up, then press {result.retry.all}, or switch with {key.next}.")
	case key.Expired:
		return "Key " + name + " has expired. Nothing was charged." + held + f.host.WithKeys(" Make a new one at the vendor's console, then add it with {key.add}.")
	default:
		return "The API refused key " + name + ". Nothing was charged." + held + f.host.WithKeys(" Check it at the vendor's console, then press {result.retry.all}, or switch with {key.next}.")
	}
}

// healthSavedMsg says that what a key's use showed was saved, or why not.
type healthSavedMsg struct{ err error }

// used records what the last use of a key showed.
func (f *Flow) used(name string, st key.State) tea.Cmd {
	if f.o.Store == nil {
		return nil
	}
	f.health[name] = st.Health
	store := f.o.Store
	return func() tea.Msg { return healthSavedMsg{store.SetState(name, st)} }
}

// Retried forgets what the last use of a key showed: it is tried again, and
// what comes of that is news.
func (f *Flow) Retried(name string) { delete(f.health, name) }

// Release lets a key's held runs go on with the same key.
func (f *Flow) Release(name string) tea.Cmd {
	n := f.o.Queue.Release(name, nil)
	f.Retried(name)
	return f.host.Say(fmt.Sprintf("Resumed %s of %s.", wording.Count(n, "held run"), clean.Line(name)))
}

const checkFor = 30 * time.Second

// checkedMsg is what the API said to a key.
type checkedMsg struct {
	name string
	err  error
}

// check asks the API whether it takes a key, at no cost.
func (f *Flow) check(name string) tea.Cmd {
	if f.Free(name) {
		return f.host.Say("The sandbox always works: its pictures are painted on this computer.")
	}
	ctx, store, account := f.o.Context, f.o.Store, f.o.Account
	return tea.Batch(f.host.Say("Checking key "+clean.Line(name)+"…"), func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, checkFor)
		defer cancel()
		err := checkAccount(ctx, account, name)
		if state, said := api.KeyState(err, time.Now()); said {
			_ = store.SetState(name, state) // shown below; the next use sets it again
		}
		return checkedMsg{name, err}
	})
}

func (f *Flow) checked(msg checkedMsg) tea.Cmd {
	f.Retried(msg.name)
	f.Fill()
	if msg.err != nil {
		return f.problem(msg.err)
	}
	return f.host.Say("Key " + clean.Line(msg.name) + " works.")
}

func checkAccount(ctx context.Context, accountOf func(string) (queue.Account, error), name string) error {
	account, err := accountOf(name)
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
