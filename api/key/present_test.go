package key

import (
	"errors"
	"testing"
)

// presentKeyring tells whether it is there.
type presentKeyring struct {
	*fakeKeyring
	missing error
}

func (p presentKeyring) Present() error { return p.missing }

// A missing keyring is known without asking it for anything.
func TestKeyringMissing(t *testing.T) {
	for name, c := range map[string]struct {
		missing error
		want    error
	}{"there": {nil, nil}, "missing": {errors.New("no bus"), ErrKeyringUnavailable}} {
		p, fake := newPlace(t), &fakeKeyring{}
		p.keyring = presentKeyring{fake, c.missing}
		if err := p.open(t).KeyringMissing(t.Context()); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
		if fake.calls != 0 {
			t.Errorf("%s: the keyring was asked %d times", name, fake.calls)
		}
	}
	if err := newPlace(t).open(t).KeyringMissing(t.Context()); err != nil {
		t.Errorf("one that cannot tell is taken to be there: %v", err)
	}
}
