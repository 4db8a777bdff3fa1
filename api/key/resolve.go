package key

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"imagine-tui/api/clean"
	"imagine-tui/api/shell"
)

// Secret fetches the secret of the key of that name from its source. It may
// take as long as the source: 3 s for the keyring, 30 s for a command, or
// until ctx ends. Errors say which source failed and what to do.
func (s *Store) Secret(ctx context.Context, name string) (Secret, error) {
	r, ok := s.find(name)
	if !ok {
		return Secret{}, s.unknown(name)
	}
	secret, err := s.fetch(ctx, r)
	if err != nil {
		return Secret{}, fmt.Errorf("key %q: %w", r.Name, err)
	}
	s.mu.Lock()
	s.tails[r.Name] = secret.Tail()
	s.mu.Unlock()
	return secret, nil
}

func (s *Store) fetch(ctx context.Context, r record) (Secret, error) {
	if r.bound != "" && !sameOrigin(r.bound, r.BaseURL) {
		return Secret{}, fmt.Errorf("its secret was saved for %s and is not sent to %s, the address now in the config: remove the key and add it again", origin(r.bound), origin(r.BaseURL))
	}
	switch r.Source.Kind {
	case KindSandbox:
		return NewSecret(sandboxSecret)
	case KindEnv:
		return s.fromEnv(r.Source.Name)
	case KindFile:
		if r.Source.Name != "" {
			return fromFile(expandHome(r.Source.Name))
		}
		return s.fromKeysFile(r.Name)
	case KindKeyring:
		return s.fromKeyring(ctx, r)
	case KindCommand:
		return s.runCommand(ctx, r.Source.Command)
	case KindSession:
		return r.secret, nil
	}
	return Secret{}, errSource
}

func (s *Store) fromEnv(variable string) (Secret, error) {
	value, _ := s.o.Environ(variable)
	if strings.TrimSpace(value) == "" {
		return Secret{}, fmt.Errorf("the variable %s is empty or not set: set it and restart imagine-tui", variable)
	}
	secret, err := NewSecret(value)
	if err != nil {
		return Secret{}, fmt.Errorf("the variable %s: %w", variable, err)
	}
	return secret, nil
}

func fromFile(path string) (Secret, error) {
	data, err := readPrivate(path, maxSecretFile)
	if errors.Is(err, fs.ErrNotExist) {
		return Secret{}, fmt.Errorf("the file %s does not exist: write the key to it, and make it private with: chmod 600 %s", clean.Line(path), clean.Line(shell.Quote(path)))
	}
	if err != nil {
		return Secret{}, err
	}
	secret, err := NewSecret(strings.TrimPrefix(string(data), "\ufeff"))
	if err != nil {
		return Secret{}, fmt.Errorf("the file %s: %w", clean.Line(path), err)
	}
	return secret, nil
}

// fromKeysFile reads keys.toml anew: it may have been changed, or opened to
// others, since it was read last.
func (s *Store) fromKeysFile(name string) (Secret, error) {
	if s.o.ConfigDir == "" {
		return Secret{}, errNoFolder
	}
	doc, err := s.readKeys()
	if err != nil {
		return Secret{}, err
	}
	at := doc.index(name)
	if at < 0 || doc.keys[at].secret.IsZero() {
		return Secret{}, fmt.Errorf("%s has no secret for it. Save one with: imagine-tui keys add %s", clean.Line(s.keysPath()), shell.Quote(name))
	}
	return doc.keys[at].secret, nil
}

func (s *Store) fromKeyring(ctx context.Context, r record) (Secret, error) {
	account := r.account
	if account == "" {
		account = r.Name // put there by the person's own means
	}
	secret, err := s.keyring.get(ctx, account)
	if errors.Is(err, ErrNotInKeyring) {
		return Secret{}, ofKind(ErrNotInKeyring, "the system keyring has no secret for it (service %s, account %s): remove the key and add it again", keyringService, clean.Line(account))
	}
	return secret, err
}

// unknown is the error for a name no key has. If the file of saved keys cannot
// be used that is told instead: the key is likely in it.
func (s *Store) unknown(name string) error {
	s.mu.RLock()
	problems := append([]error(nil), s.fileProblems...)
	s.mu.RUnlock()
	shown := clean.Short(withoutValue(name, ""), maxName)
	if len(problems) > 0 {
		return fmt.Errorf("the key %q cannot be used: %w", shown, problems[0])
	}
	if sameName(name, EnvName) {
		return ofKind(ErrUnknown, "there is no key %q: it only exists while the variable %s is set", EnvName, APIKeyVariable)
	}
	return ofKind(ErrUnknown, "there is no key %q. The keys are: %s", shown, s.names())
}
