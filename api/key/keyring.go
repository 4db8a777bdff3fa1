package key

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"github.com/zalando/go-keyring"

	"imagine-tui/api/clean"
)

const (
	// keyringService is the name under which the keyring files our secrets.
	keyringService = "imagine-tui"
	// keyringLimit is how long the keyring may take. It can be asked over a
	// bus whose other end never answers, and then would take for ever.
	keyringLimit = 3 * time.Second
)

// Keyring is the keyring of the system. Its calls may block for ever: a Store
// gives each 3 s. Get and Delete return ErrNotInKeyring for what is not there.
type Keyring interface {
	Get(service, account string) (string, error)
	Set(service, account, secret string) error
	Delete(service, account string) error
}

// systemKeyring is the Secret Service, the macOS keychain or the Windows
// credential manager.
type systemKeyring struct{}

func (systemKeyring) Get(service, account string) (string, error) {
	return keyring.Get(service, account)
}

func (systemKeyring) Set(service, account, secret string) error {
	return keyring.Set(service, account, secret)
}

func (systemKeyring) Delete(service, account string) error {
	return keyring.Delete(service, account)
}

// cappedKeyring gives each call of a keyring a limit, in a goroutine of its
// own that is left behind when the limit passes. While one is left behind no
// further call is made: a keyring that hangs costs one goroutine and 3 s once,
// not once a key.
type cappedKeyring struct {
	keyring Keyring
	limit   time.Duration
	hung    atomic.Int32
}

func (c *cappedKeyring) get(ctx context.Context, account string) (Secret, error) {
	var secret Secret
	err := c.do(ctx, func() error {
		raw, err := c.keyring.Get(keyringService, account)
		if err != nil {
			return err
		}
		secret, err = NewSecret(raw)
		if err != nil {
			err = &badEntryError{err}
		}
		return err
	}, nil)
	if err != nil {
		return Secret{}, err
	}
	return secret, nil
}

// keep puts a secret into the keyring. If that is done only after the limit,
// when the caller was told that it failed, it is undone.
func (c *cappedKeyring) keep(ctx context.Context, account string, secret Secret) error {
	return c.do(ctx, func() error {
		value := secret.reveal()
		err := c.keyring.Set(keyringService, account, value)
		if err != nil && strings.Contains(err.Error(), value) {
			err = errors.New(withoutValue(err.Error(), value))
		}
		return err
	}, func() {
		_ = c.keyring.Delete(keyringService, account) // nobody is left to be told
	})
}

func (c *cappedKeyring) remove(ctx context.Context, account string) error {
	return c.do(ctx, func() error { return c.keyring.Delete(keyringService, account) }, nil)
}

// badEntryError is a secret in the keyring that cannot be one.
type badEntryError struct{ err error }

func (e *badEntryError) Error() string {
	return "the secret in the system keyring is not usable: " + e.err.Error()
}
func (e *badEntryError) Unwrap() error { return e.err }

// do makes one call. undo is run if the call succeeds after it was given up.
func (c *cappedKeyring) do(ctx context.Context, call func() error, undo func()) error {
	if c.hung.Load() > 0 {
		return unavailable(errors.New("it has not answered an earlier request yet. If it is asking to be unlocked, unlock it and try again"))
	}
	var settled atomic.Bool // by the answer or by the limit, whichever is first
	done := make(chan error, 1)
	go func() {
		err := survive(call)
		done <- err
		if settled.CompareAndSwap(false, true) {
			return
		}
		if err == nil && undo != nil {
			_ = survive(func() error { undo(); return nil })
		}
		c.hung.Add(-1)
	}()
	timer := time.NewTimer(c.limit)
	defer timer.Stop()
	var late error
	select {
	case err := <-done:
		return keyringReason(err)
	case <-timer.C:
		late = unavailable(fmt.Errorf("it did not answer within %v. If it is asking to be unlocked, unlock it and try again", c.limit))
	case <-ctx.Done():
		late = ctx.Err()
	}
	c.hung.Add(1)
	if !settled.CompareAndSwap(false, true) {
		c.hung.Add(-1)
		return keyringReason(<-done) // just in time
	}
	return late
}

// survive turns a panic of the keyring's library into an error: the call runs
// in a goroutine in which a panic would end the program without a report. The
// value of the panic is dropped, it may quote anything.
func survive(call func() error) (err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("its library crashed")
		}
	}()
	return call()
}

// keyringReason sorts the answer of a keyring.
func keyringReason(err error) error {
	var bad *badEntryError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &bad):
		return err
	case errors.Is(err, ErrNotInKeyring), errors.Is(err, keyring.ErrNotFound):
		return ErrNotInKeyring
	case errors.Is(err, keyring.ErrUnsupportedPlatform):
		return unavailable(errors.New("there is none on this system"))
	}
	return unavailable(errors.New(clean.Short(withoutValue(err.Error(), ""), maxMessage)))
}

func unavailable(cause error) error {
	return ofKind(ErrKeyringUnavailable, "the system keyring is not available: %v", cause)
}
