package key

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"imagine-tui/api/clean"
)

var errNoFolder = errors.New("there is no config folder to save keys in")

// NewKey describes a key to be added.
type NewKey struct {
	Name   string
	Secret Secret // needed for KindKeyring, KindFile and KindSession only
	// Keep says where the secret is kept, or comes from: KindKeyring, KindFile
	// (the private keys.toml), KindSession, KindEnv or KindCommand.
	Keep    SourceKind
	Env     string   // the variable of KindEnv
	Command []string // the program and its arguments of KindCommand
	// BaseURL is the only address the secret will be sent to; "" means
	// DefaultBaseURL. Its shape has been checked by the caller.
	BaseURL  string
	Parallel int // requests in flight, 1 to 64; 0: 4
}

// Add saves a key. For a key of the configuration whose source is "keyring" or
// "file" it saves the secret that the configuration means. If the keyring is
// asked for and not available, the error is ErrKeyringUnavailable and nothing
// was saved: the caller asks the person before it tries again with KindFile or
// KindSession. ErrExists means that the name is taken.
func (s *Store) Add(ctx context.Context, n NewKey) error {
	k, err := s.admit(n)
	if err != nil {
		return err
	}
	switch n.Keep {
	case KindSession:
		if err := s.addSession(k); err != nil {
			return err
		}
		return s.updateState(func(d *stateDocument) { d.forget(k.name) })
	case KindKeyring:
		// First the file: nobody should unlock a keyring for nothing.
		if _, err := s.changeableKeys(); err != nil {
			return fmt.Errorf("key %q was not saved: %w", k.name, err)
		}
		k.account, err = newAccount(k.name)
		if err != nil {
			return err
		}
		secret := k.secret
		k.secret = Secret{}
		if err := s.keyring.keep(ctx, k.account, secret); err != nil {
			return fmt.Errorf("key %q was not saved: %w", k.name, err)
		}
		if err := s.insert(ctx, k); err != nil {
			_ = s.keyring.remove(ctx, k.account) // an account of its own: nothing else is lost
			return err
		}
	default:
		if err := s.insert(ctx, k); err != nil {
			return err
		}
	}
	s.tellVariables()
	s.forgetTail(k.name)
	return s.updateState(func(d *stateDocument) {
		d.forget(k.name) // an earlier key of this name fared differently
		if n.Keep == KindKeyring || n.Keep == KindFile {
			d.Keep = n.Keep
		}
	})
}

// admit checks a new key and fills in what it leaves open.
func (s *Store) admit(n NewKey) (savedKey, error) {
	k := savedKey{name: n.Name, baseURL: strings.TrimSpace(n.BaseURL), parallel: n.Parallel, source: Source{Kind: n.Keep}}
	if err := s.CheckNew(k.name); err != nil {
		return k, err
	}
	if k.baseURL == "" {
		k.baseURL = DefaultBaseURL
	}
	if !plainText(k.baseURL) || clean.HasKey(k.baseURL) {
		return k, errors.New("the API address contains a key or control characters")
	}
	if err := checkParallel(k.parallel); err != nil {
		return k, err
	}
	if err := s.admitName(&k); err != nil {
		return k, err
	}
	switch n.Keep {
	case KindEnv:
		k.source.Name = strings.TrimSpace(n.Env)
	case KindCommand:
		k.source.Command = n.Command
	case KindKeyring, KindFile, KindSession:
		if n.Secret.IsZero() {
			return k, errors.New("the secret is empty: paste or type it")
		}
		k.secret, k.tail = n.Secret, n.Secret.Tail()
		return k, nil
	default:
		return k, errors.New("a key can be kept in the keyring, in the private file or for this session, or read from a variable or a command")
	}
	return k, checkSource(k.source)
}

// admitName refuses a name in use, unless it is that of a configured key that
// waits for its secret; that one's address counts then.
func (s *Store) admitName(k *savedKey) error {
	s.mu.RLock()
	c, configured := find(s.configured, k.name)
	s.mu.RUnlock()
	r, taken := s.find(k.name)
	switch {
	case configured && !attached(c, *k):
		return ofKind(ErrExists, "key %q is defined in the config, which reads its secret from %s: change it there, or choose another name", c.Name, c.Source)
	case configured && r.bound != "":
		return ofKind(ErrExists, "key %q already has a secret: remove the key first", c.Name)
	case configured:
		k.name, k.baseURL = c.Name, c.BaseURL
	case taken:
		return ofKind(ErrExists, "key %q already exists: choose another name, or remove it first", r.Name)
	}
	return nil
}

// insert adds an entry to keys.toml.
func (s *Store) insert(ctx context.Context, k savedKey) error {
	err := s.updateKeys(ctx, func(doc *keysDocument) error {
		if doc.index(k.name) >= 0 {
			return ofKind(ErrExists, "key %q already exists, saved by another imagine-tui", k.name)
		}
		doc.keys = append(doc.keys, k)
		return nil
	})
	if err != nil {
		return fmt.Errorf("key %q was not saved: %w", k.name, err)
	}
	return nil
}

func (s *Store) addSession(k savedKey) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if other, taken := find(s.session, k.name); taken {
		return ofKind(ErrExists, "key %q already exists", other.Name)
	}
	s.session = append(s.session, record{
		Key:    Key{Name: k.name, Source: k.source, BaseURL: k.baseURL, Parallel: k.parallel, Saved: true, Tail: k.tail},
		secret: k.secret,
	})
	return nil
}

// updateKeys changes keys.toml under its lock, starting from what is in it
// now. A file that cannot be read in full is never written.
func (s *Store) updateKeys(ctx context.Context, change func(*keysDocument) error) error {
	if s.o.ConfigDir == "" {
		return errNoFolder
	}
	s.fileMu.Lock()
	defer s.fileMu.Unlock()
	if err := privateDir(s.o.ConfigDir); err != nil {
		return err
	}
	return withLock(ctx, s.keysPath(), func() error {
		doc, err := s.changeableKeys()
		if err != nil {
			return err
		}
		read := slices.Clone(doc.keys)
		err = change(&doc)
		if err == nil {
			err = s.writeKeys(doc.encode())
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		s.fileProblems = nil
		if err != nil {
			s.setSaved(read) // what others changed is often why
			return err
		}
		s.setSaved(doc.keys)
		return nil
	})
}

// writeKeys replaces keys.toml, unless it would not be read again.
func (s *Store) writeKeys(data []byte) error {
	if len(data) > maxKeysFile {
		return fmt.Errorf("%s would grow beyond %d KiB: remove keys you no longer need", clean.Line(s.keysPath()), maxKeysFile>>10)
	}
	return writePrivate(s.keysPath(), data)
}

// changeableKeys reads keys.toml if it is one that can be written again without
// losing anything.
func (s *Store) changeableKeys() (keysDocument, error) {
	if s.o.ConfigDir == "" {
		return keysDocument{}, errNoFolder
	}
	doc, err := s.readKeys()
	if err == nil && len(doc.problems) > 0 {
		err = fmt.Errorf("nothing was changed: %w", doc.problems[0])
	}
	return doc, err
}

// newAccount makes up the account a secret gets in the keyring. The random
// part keeps keys of one name in several configurations apart, and lets a key
// be renamed without asking the keyring.
func newAccount(name string) (string, error) {
	var random [4]byte
	if _, err := rand.Read(random[:]); err != nil {
		return "", fmt.Errorf("could not generate an account name for the keyring: %w", err)
	}
	return clean.Line(name) + "-" + hex.EncodeToString(random[:]), nil
}

func (s *Store) forgetTail(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.tails, name)
}

// Preferred returns where the last secret was put, KindKeyring or KindFile:
// what a person is offered first the next time.
func (s *Store) Preferred() SourceKind {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.state.Keep == KindFile {
		return KindFile
	}
	return KindKeyring
}
