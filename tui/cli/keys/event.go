package keys

import (
	"time"

	"imagine-tui/api/clean"
	"imagine-tui/api/key"
)

// keyEvent is a key, in JSON: never its secret.
type keyEvent struct {
	Event  string `json:"event"`
	Change string `json:"change"` // added, used, renamed, removed or checked; "" in a list
	Name   string `json:"name"`
	InUse  bool   `json:"in_use"`
	Free   bool   `json:"free"` // the sandbox, or another that costs nothing
	// Tail is the end of the secret, masked, "" where it is not known here.
	Tail     string     `json:"tail"`
	Source   string     `json:"source"`
	BaseURL  string     `json:"base_url"`
	Parallel int        `json:"parallel"` // requests in flight, 0 for the usual number
	Health   string     `json:"health"`   // how the last use went
	Checked  *time.Time `json:"checked"`  // when that was, null where it was never used
	// Doubt is why its name may be taken for another.
	Doubt string `json:"doubt,omitempty"`
}

func eventOf(k key.Key, change string, used bool) keyEvent {
	e := keyEvent{
		Event: "key", Change: change, Name: clean.Line(k.Name), InUse: used, Free: k.Free(), Tail: k.Tail, Source: clean.Line(k.Source.String()),
		BaseURL: clean.Line(k.BaseURL), Parallel: k.Parallel, Health: k.State.Health.String(), Doubt: clean.Line(k.Doubt),
	}
	if k.State.Health != key.Unused {
		e.Checked = &k.State.At
	}
	return e
}

// changed prints, as JSON, what became of a key.
func (o *Options) changed(store *key.Store, k key.Key, change string) error {
	if !o.JSON {
		return nil
	}
	s, err := o.Setup.Settings()
	if err != nil {
		return err
	}
	used, problem := store.InUse("", s.Defaults.Key)
	return o.Console.JSON(eventOf(k, change, problem == nil && used.Name == k.Name))
}

// changedNamed is changed for the key of that name.
func (o *Options) changedNamed(store *key.Store, name, change string) error {
	k, _ := store.Get(name)
	return o.changed(store, k, change)
}
