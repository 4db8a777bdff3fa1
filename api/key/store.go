package key

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"imagine-tui/api/clean"
)

// APIKeyVariable is the variable that makes the key "env" while it is set.
const APIKeyVariable = "IMAGINE_API_KEY"

// Options is what a Store works with.
type Options struct {
	ConfigDir  string   // keys.toml; "": keys can be kept in no file and no keyring
	StateDir   string   // keys-state.json; "": state is kept in memory only
	Configured []Config // the [[key]] sections of config.toml
	// Environ looks a variable up; nil means the environment of the process.
	Environ func(string) (string, bool)
	// Variable is told of each variable that a key is taken from, so that it
	// can be kept from what is started later; nil for nobody.
	Variable func(name string)
	// Keyring is asked for secrets kept there; nil means the system's. Each
	// call gets 3 s.
	Keyring Keyring
}

// Store knows all keys. Its methods may be called from several goroutines;
// List, Get, InUse and Problems never wait for disk, keyring or commands.
type Store struct {
	o       Options
	keyring *cappedKeyring
	limits  limits
	doubts  doubts

	fileMu  sync.Mutex // changes of keys.toml
	stateMu sync.Mutex // changes of the state file

	mu                                          sync.RWMutex // what follows
	configured                                  []record
	saved                                       []savedKey // without secrets
	session                                     []record
	sessionUsed                                 string            // a session key in use
	tails                                       map[string]string // of secrets read by this process, by name
	state                                       stateDocument
	configProblems, fileProblems, stateProblems []error
}

// limits are the times a test shortens.
type limits struct{ command, delay time.Duration }

// record is a key of any origin as the store works with it.
type record struct {
	Key
	account string // keyring
	bound   string // base URL recorded with the saved secret; "": none recorded
	secret  Secret // session keys only
}

// Open makes a Store of the configured keys, the saved ones, and what the
// environment has. It asks neither keyring nor commands. Keys that cannot be
// used are left out and reported by Problems; there is always the sandbox. The
// error is about folders that are not absolute paths.
func Open(o Options) (*Store, error) {
	for _, dir := range []string{o.ConfigDir, o.StateDir} {
		if dir != "" && !filepath.IsAbs(dir) {
			return nil, fmt.Errorf("the key folder %q is not an absolute path", clean.Line(dir))
		}
	}
	if o.Environ == nil {
		o.Environ = os.LookupEnv
	}
	if o.Keyring == nil {
		o.Keyring = systemKeyring{}
	}
	s := &Store{
		o:       o,
		keyring: &cappedKeyring{keyring: o.Keyring, limit: keyringLimit},
		limits:  limits{command: commandLimit, delay: commandDelay},
		tails:   map[string]string{},
	}
	s.configure(o.Configured)
	s.Reload() // tells variables as well
	return s, nil
}

// configure takes over the keys of config.toml.
func (s *Store) configure(configs []Config) {
	for _, c := range configs {
		if err := c.Validate(); err != nil {
			s.configProblems = append(s.configProblems, fmt.Errorf("a key in the config is ignored: %w", err))
			continue
		}
		if _, twice := find(s.configured, c.Name); twice {
			s.configProblems = append(s.configProblems, ofKind(ErrExists, "the config has two keys named %q: the first is used", c.Name))
			continue
		}
		k := Key{Name: c.Name, Source: c.Source.Source, BaseURL: c.BaseURL, Parallel: c.Parallel, CAFile: c.CAFile}
		if k.BaseURL == "" && k.Source.Kind != KindSandbox {
			k.BaseURL = DefaultBaseURL
		}
		s.configured = append(s.configured, record{Key: k})
	}
}

// Reload reads keys.toml and the state again, which other processes may have
// changed. What is wrong with them is told by Problems.
func (s *Store) Reload() {
	defer s.tellVariables()
	var doc keysDocument
	var fileProblems, stateProblems []error
	if s.o.ConfigDir != "" {
		var err error
		doc, err = s.readKeys()
		fileProblems = doc.problems
		if err != nil {
			fileProblems = []error{err}
		}
	}
	var state stateDocument
	if s.o.StateDir != "" {
		var err error
		if state, err = loadState(filepath.Join(s.o.StateDir, stateName)); err != nil {
			stateProblems = []error{err}
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.setSaved(doc.keys)
	s.fileProblems, s.stateProblems = fileProblems, stateProblems
	if s.o.StateDir != "" {
		s.state = state
	}
}

// readKeys reads keys.toml with its secrets; an absent file is empty.
func (s *Store) readKeys() (keysDocument, error) {
	path := s.keysPath()
	data, err := readPrivate(path, maxKeysFile)
	if errors.Is(err, fs.ErrNotExist) {
		return keysDocument{}, nil
	}
	if err != nil {
		return keysDocument{}, err
	}
	return parseKeys(path, data)
}

func (s *Store) keysPath() string { return SavedIn(s.o.ConfigDir) }

// setSaved remembers the saved keys, but not their secrets: those are read
// again when one is needed. The caller holds mu.
func (s *Store) setSaved(keys []savedKey) {
	s.saved = make([]savedKey, len(keys))
	for i, k := range keys {
		k.secret = Secret{}
		s.saved[i] = k
	}
}

// Problems tells what keeps keys from being used or saved: sentences for the
// person, without secrets.
func (s *Store) Problems() []error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var all []error
	all = append(all, s.configProblems...)
	all = append(all, s.fileProblems...)
	all = append(all, s.stateProblems...)
	for _, k := range s.saved {
		if c, ok := find(s.configured, k.name); ok && !attached(c, k) {
			all = append(all, ofKind(ErrExists, "there are two keys named %q, one in the config and one saved by the program: the one in the config is used. Rename one of them", clean.Line(k.name)))
		}
	}
	return all
}

// attached reports whether a saved entry holds the secret of a configured key,
// which says only that it is in the keyring, or in the program's own file.
func attached(c record, k savedKey) bool {
	return k.source.Kind == c.Source.Kind && k.source.Name == "" && c.Source.Name == "" &&
		(k.source.Kind == KindKeyring || k.source.Kind == KindFile)
}

// List returns all keys: the sandbox, those of the configuration, the saved
// ones, those of this session, and "env" if IMAGINE_API_KEY is set.
func (s *Store) List() []Key {
	records := s.records()
	keys := make([]Key, len(records))
	for i, r := range records {
		keys[i] = r.Key
	}
	return keys
}

// Get returns the key of that name.
func (s *Store) Get(name string) (Key, bool) {
	r, ok := s.find(name)
	return r.Key, ok
}

func (s *Store) find(name string) (record, bool) { return find(s.records(), name) }

func find(records []record, name string) (record, bool) {
	for _, r := range records {
		if sameName(r.Name, name) {
			return r, true
		}
	}
	return record{}, false
}

// names lists the names of all keys, for errors.
func (s *Store) names() string {
	var names []string
	for _, r := range s.records() {
		names = append(names, r.Name)
	}
	return strings.Join(names, ", ")
}
