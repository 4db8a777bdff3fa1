package key

import (
	"errors"
	"fmt"
)

// Use makes the key of that name the one in use, also in later sessions. A
// session key is in use in this session only.
func (s *Store) Use(name string) error {
	r, ok := s.find(name)
	if !ok {
		return s.unknown(name)
	}
	s.mu.Lock()
	s.sessionUsed = ""
	if r.Source.Kind == KindSession {
		s.sessionUsed = r.Name
	}
	s.mu.Unlock()
	if r.Source.Kind == KindSession {
		return nil
	}
	return s.updateState(func(d *stateDocument) { d.InUse = r.Name })
}

// InUse returns the key to use: the one named by flag (--key), else the one
// chosen last, else def (defaults.key of the configuration), else the sandbox.
// A name nobody has any more is an error, also where it was chosen earlier: to
// go on with another key could cost what nobody meant to pay. The key "env" is
// only ever returned by name.
func (s *Store) InUse(flag, def string) (Key, error) {
	s.mu.RLock()
	chosen := s.sessionUsed
	if chosen == "" {
		chosen = s.state.InUse
	}
	s.mu.RUnlock()
	name, why := SandboxName, ""
	switch {
	case flag != "":
		name = flag
	case chosen != "":
		name, why = chosen, "the key used last no longer exists"
	case def != "":
		name, why = def, "the config names a key that does not exist (defaults.key)"
	}
	if r, ok := s.find(name); ok {
		return r.Key, nil
	}
	err := s.unknown(name)
	if why != "" && errors.Is(err, ErrUnknown) {
		err = fmt.Errorf("%s: %w. Choose one with: imagine-tui keys use NAME", why, err)
	}
	return Key{}, err
}

// SetState remembers how the last use of a key went. The sandbox has no state
// and takes none. The message is cleaned and shortened.
func (s *Store) SetState(name string, st State) error {
	r, ok := s.find(name)
	switch {
	case !ok:
		return s.unknown(name)
	case st.Health < Unused || st.Health > NoTokens:
		return errors.New("a key cannot fare like that")
	case r.Free():
		return nil
	}
	st.Message = stateMessage(st.Message)
	if r.Source.Kind == KindSession {
		s.changeSession(r.Name, func(r *record) { r.State = st })
		return nil
	}
	return s.updateState(func(d *stateDocument) {
		d.set(r.Name, func(kept *stateOfID) {
			kept.Health, kept.At, kept.Message, kept.Tail = st.Health, st.At, st.Message, r.Tail
		})
	})
}

func (s *Store) changeSession(name string, change func(*record)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range s.session {
		if s.session[i].Name == name {
			change(&s.session[i])
		}
	}
}
