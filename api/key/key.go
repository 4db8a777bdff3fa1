package key

import (
	"net/url"
	"strings"
	"time"
)

// Key is what is known of a key without its secret.
type Key struct {
	Name    string
	Source  Source
	BaseURL string // the only address the secret is sent to; "" for the sandbox
	// Parallel is how many requests may be in flight, 1 to 64.
	Parallel int
	// CAFile is a file of certificates to trust beside the computer's own, as
	// the person wrote it; "" for none.
	CAFile  string
	Saved   bool // added in the program: it can be renamed and removed
	BuiltIn bool // always there: it can be neither changed nor removed
	State   State
	// Doubt says why the name would not be given any more, "" where it would: an
	// earlier version or the configuration gave it, and it can be taken for another.
	Doubt string
	// Tail tells keys apart, "…9f2a". "" while the secret was not read yet.
	Tail string
}

// Sandbox returns the built-in key.
func Sandbox() Key {
	return Key{Name: SandboxName, Source: Source{Kind: KindSandbox}, BuiltIn: true}
}

// Free reports whether nothing that is made with the key costs anything: it is
// painted on this computer. That goes by where the secret comes from, since a
// key of the configuration can be the sandbox under any name.
func (k Key) Free() bool { return k.Source.Kind == KindSandbox }

// Health is how the last use of a key went.
type Health int

// Healths of a key.
const (
	Unused   Health = iota // not used yet, or not with the secret it has now
	OK                     // accepted
	Refused                // 401: the API does not know the key
	Expired                // 406: the key is too old
	NoTokens               // 402: nothing left to pay with
)

var healthWords = [...]string{"unused", "ok", "refused", "expired", "no tokens"}

// String returns the word lists show.
func (h Health) String() string {
	if h < 0 || int(h) >= len(healthWords) {
		return healthWords[Unused]
	}
	return healthWords[h]
}

// Bad reports whether the key does not work, until something changes.
func (h Health) Bad() bool { return h == Refused || h == Expired || h == NoTokens }

// MarshalText returns the word.
func (h Health) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText reads the word. One it does not know is of a later version,
// and means Unused.
func (h *Health) UnmarshalText(text []byte) error {
	*h = Unused
	for i, word := range healthWords {
		if word == string(text) {
			*h = Health(i)
		}
	}
	return nil
}

// State is how the last use of a key went, and when.
type State struct {
	Health  Health
	At      time.Time // zero while unused
	Message string    // what the API said, cleaned; may be ""
}

// origin returns scheme, host and port of a base URL in one spelling, and
// nothing else of it: user info and queries can hold secrets.
func origin(baseURL string) string {
	u, err := url.Parse(strings.TrimSpace(baseURL))
	if err != nil || u.Host == "" {
		return "an invalid address"
	}
	scheme, port := strings.ToLower(u.Scheme), u.Port()
	if port == "" {
		port = map[string]string{"https": "443", "http": "80"}[scheme]
	}
	host := strings.ToLower(u.Hostname())
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	return scheme + "://" + host + ":" + port
}

func sameOrigin(a, b string) bool {
	if a == b {
		return true
	}
	ua, errA := url.Parse(a)
	ub, errB := url.Parse(b)
	return errA == nil && errB == nil && ua.Host != "" && ub.Host != "" && origin(a) == origin(b)
}
