package accounts

import (
	"fmt"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/api/key"
	"imagine-tui/api/queue"
	"imagine-tui/api/wording"
	"imagine-tui/tui/keys"
	"imagine-tui/tui/studio/flow"
)

// choose sets the key in use by the selection rule of the key store.
func (f *Flow) choose() {
	if f.o.Store == nil {
		f.inUse = key.Sandbox()
		return
	}
	k, err := f.o.Store.InUse("", f.o.Default)
	if err != nil {
		f.host.Warn(wording.Problem(err))
		k, _ = f.o.Store.Get(key.SandboxName)
	}
	f.inUse = k
}

// InUse returns the key in use.
func (f *Flow) InUse() key.Key { return f.inUse }

// Get returns a key by its name.
func (f *Flow) Get(name string) (key.Key, bool) {
	if f.o.Store == nil {
		return f.inUse, f.inUse.Name == name
	}
	return f.o.Store.Get(name)
}

// Free reports whether the key of that name costs nothing. One that is gone is
// taken to cost.
func (f *Flow) Free(name string) bool {
	if f.o.Store == nil {
		return f.inUse.Name == name && f.inUse.Free()
	}
	k, ok := f.o.Store.Get(name)
	return ok && k.Free()
}

// SandboxOnly tells whether no key is there yet that costs.
func (f *Flow) SandboxOnly() bool { return f.sandboxOnly }

// Fill brings the key pane and the key in use up to date with the store.
func (f *Flow) Fill() {
	if f.o.Store == nil {
		return
	}
	var rows []keys.Row
	for _, k := range f.o.Store.List() {
		row := keys.Row{
			Name: clean.Line(k.Name), Tail: k.Tail, Source: string(k.Source.Kind), Free: k.Free(),
			Saved: k.Saved, InUse: k.Name == f.inUse.Name,
		}
		row.Health, row.HealthBad = healthWord(k.State.Health)
		switch {
		case row.HealthBad:
			row.Note = f.advice(k)
		case k.Doubt != "":
			row.Note = lookalike
		case k.State.Health == key.OK:
			row.Note = ago(f.o.Now().Sub(k.State.At))
		}
		if k.Free() {
			row.Source, row.Spent = "offline", "free"
		}
		if row.InUse {
			f.inUse = k
		}
		rows = append(rows, row)
	}
	f.o.Pane.SetRows(rows)
	f.sandboxOnly = !slices.ContainsFunc(rows, func(r keys.Row) bool { return !r.Free })
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

// Use makes a key the one in use, now and at the next start.
func (f *Flow) Use(name string) tea.Cmd {
	k, ok := f.o.Store.Get(name)
	if !ok {
		return f.host.Warn(fmt.Sprintf("There is no key %q.", name))
	}
	f.inUse = k
	f.Fill()
	f.host.KeyChanged()
	store := f.o.Store
	return tea.Batch(f.host.Say("Key in use: "+labelOf(k)+"."), func() tea.Msg {
		return flow.OutcomeMsg{Err: store.Use(name)}
	})
}

// Other is the key in use as an account, nil when it is the named one: then
// runs keep the key they have.
func (f *Flow) Other(name string) (*queue.Account, error) {
	if name == f.inUse.Name {
		return nil, nil
	}
	account, err := f.o.Account(f.inUse.Name)
	return &account, err
}
