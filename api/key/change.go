package key

import (
	"context"
	"errors"
	"fmt"

	"imagine-tui/api/clean"
)

// Rename gives a saved key another name. Its secret and its state stay with
// it; what was made with it keeps the old name.
func (s *Store) Rename(old, name string) error {
	r, err := s.own(old, "renamed")
	if err != nil {
		return err
	}
	if err := CheckName(name); err != nil {
		return err
	}
	if other, taken := s.find(name); taken && other.Name != r.Name {
		return ofKind(ErrExists, "key %q already exists", other.Name)
	}
	if err := s.distinct(name, r.Name); err != nil {
		return err
	}
	if !s.renameSession(r.Name, name) {
		err := s.updateKeys(context.Background(), func(doc *keysDocument) error {
			at := doc.index(r.Name)
			if at < 0 {
				return s.gone(r.Name)
			}
			if other := doc.index(name); other >= 0 && other != at {
				return ofKind(ErrExists, "key %q already exists", doc.keys[other].name)
			}
			doc.keys[at].name = name
			return nil
		})
		if err != nil {
			return fmt.Errorf("key %q was not renamed: %w", r.Name, err)
		}
	}
	s.mu.Lock()
	if tail, ok := s.tails[r.Name]; ok {
		delete(s.tails, r.Name)
		s.tails[name] = tail
	}
	s.mu.Unlock()
	return s.updateState(func(d *stateDocument) { d.rename(r.Name, name) })
}

func (s *Store) renameSession(old, name string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range s.session {
		if s.session[i].Name == old {
			s.session[i].Name = name
			if s.sessionUsed == old {
				s.sessionUsed = name
			}
			return true
		}
	}
	return false
}

// Remove deletes a saved key and its secret. Of a configured key it deletes
// the secret that was saved for it. If the keyring cannot be asked, the key is
// removed and the error is a *LeftBehindError.
func (s *Store) Remove(ctx context.Context, name string) error {
	r, ok := s.find(name)
	if !ok {
		return s.unknown(name)
	}
	if r.bound == "" || r.Saved {
		if _, err := s.own(name, "removed"); err != nil {
			return err
		}
	}
	var left error
	if !s.removeSession(r.Name) {
		var err error
		if left, err = s.removeSaved(ctx, r); err != nil {
			return fmt.Errorf("key %q was not removed: %w", r.Name, err)
		}
	}
	s.forgetTail(r.Name)
	err := s.updateState(func(d *stateDocument) {
		d.forget(r.Name)
		if d.InUse == r.Name && r.Saved {
			d.InUse = ""
		}
	})
	return errors.Join(left, err)
}

func (s *Store) removeSession(name string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range s.session {
		if s.session[i].Name == name {
			s.session = append(s.session[:i:i], s.session[i+1:]...)
			if s.sessionUsed == name {
				s.sessionUsed = ""
			}
			return true
		}
	}
	return false
}

// removeSaved deletes the secret from the keyring, then the entry: killed in
// between, the key is still listed and can be removed again. left is what the
// keyring could not do.
func (s *Store) removeSaved(ctx context.Context, r record) (left, err error) {
	// The file first has to be one that can be changed, or the secret would
	// go and the entry stay.
	if _, err := s.changeableKeys(); err != nil {
		return nil, err
	}
	if r.Source.Kind == KindKeyring && r.account != "" {
		if err := s.keyring.remove(ctx, r.account); err != nil && !errors.Is(err, ErrNotInKeyring) {
			if !errors.Is(err, ErrKeyringUnavailable) {
				return nil, err
			}
			left = &LeftBehindError{Name: r.Name, Account: clean.Line(r.account), Err: err}
		}
	}
	err = s.updateKeys(ctx, func(doc *keysDocument) error {
		at := doc.index(r.Name)
		if at < 0 {
			return nil // gone already, as was asked
		}
		if doc.keys[at].account != r.account {
			return fmt.Errorf("another imagine-tui has just saved a key %q", r.Name)
		}
		doc.keys = append(doc.keys[:at:at], doc.keys[at+1:]...)
		return nil
	})
	return left, err
}

// own returns the key if it was added in the program, so that the program may
// change it. done is what was asked for, as in "renamed".
func (s *Store) own(name, done string) (record, error) {
	r, ok := s.find(name)
	switch {
	case !ok:
		return r, s.unknown(name)
	case r.BuiltIn:
		return r, fmt.Errorf("the key %q is built in and cannot be %s", r.Name, done)
	case r.Name == EnvName && r.Source.Name == APIKeyVariable:
		return r, fmt.Errorf("the key %q comes from the variable %s: unset it to remove the key", r.Name, APIKeyVariable)
	case !r.Saved:
		return r, fmt.Errorf("the key %q is defined in the config and must be %s there", r.Name, done)
	}
	return r, nil
}

// gone is the error for a key that another process removed meanwhile.
func (s *Store) gone(name string) error {
	return ofKind(ErrUnknown, "another imagine-tui has just removed or renamed key %q", name)
}

// rename moves what is remembered of a key to its new name.
func (d *stateDocument) rename(old, name string) {
	if st, ok := d.Keys[old]; ok && old != name {
		delete(d.Keys, old)
		d.Keys[name] = st
	}
	if d.InUse == old {
		d.InUse = name
	}
}

// forget drops what is remembered of a key.
func (d *stateDocument) forget(name string) { delete(d.Keys, name) }
