package terminal

import (
	"fmt"
	"strconv"
	"strings"
)

// Version is a version as numbers, the first part first. None is nil.
type Version []int

// Since is the version from which on something is so. The zero Since is never.
type Since struct {
	at Version
	is bool
}

// always is since the first version; nothing needs to be known of it then.
func always() Since { return Since{is: true} }

// from is since a version.
func from(parts ...int) Since { return Since{at: parts, is: true} }

// In tells whether something is so in a version. Where the version is not known
// only what always was is.
func (s Since) In(v Version) bool {
	if !s.is || len(s.at) == 0 {
		return s.is
	}
	if len(v) == 0 {
		return false
	}
	for i, want := range s.at {
		have := 0
		if i < len(v) {
			have = v[i]
		}
		if have != want {
			return have > want
		}
	}
	return true
}

// Ever tells whether there is a version in which it is so.
func (s Since) Ever() bool { return s.is }

// String says it as "always", "never" or "from 0.28".
func (s Since) String() string {
	switch {
	case !s.is:
		return "never"
	case len(s.at) == 0:
		return "always"
	}
	return "from " + s.at.String()
}

// String writes a version with dots.
func (v Version) String() string {
	parts := make([]string, len(v))
	for i, n := range v {
		parts[i] = strconv.Itoa(n)
	}
	return strings.Join(parts, ".")
}

// maxParts and maxPart bound what is taken for a version: strangers write it.
const (
	maxParts = 4
	maxPart  = 1 << 30
)

// ParseVersion reads the numbers that a text begins with: "0.41.1", "7006",
// "20240203-110809-5046fc22".
func ParseVersion(s string) Version {
	var v Version
	for len(v) < maxParts {
		digits := 0
		for digits < len(s) && s[digits] >= '0' && s[digits] <= '9' {
			digits++
		}
		n, err := strconv.Atoi(s[:digits])
		if err != nil || n > maxPart {
			return v
		}
		v = append(v, n)
		if s = s[digits:]; !strings.HasPrefix(s, ".") {
			return v
		}
		s = s[1:]
	}
	return v
}

// SplitVersion takes apart what a terminal answers to XTVERSION: "kitty(0.41.1)",
// "WezTerm 2024…". The name is in small letters.
func SplitVersion(s string) (name string, v Version) {
	i := strings.IndexAny(s, "( ")
	if i < 0 {
		return strings.ToLower(s), nil
	}
	return strings.ToLower(s[:i]), ParseVersion(strings.TrimLeft(s[i+1:], "v"))
}

// release returns the version as people write it of one that is told, perhaps as one
// number, perhaps as that of a library.
func (b *Brand) release(told Version) Version {
	if len(told) == 1 && b.Signs.Numbering == Hundreds {
		n := told[0]
		told = Version{n / 10000, n / 100 % 100, n % 100}
	}
	if len(b.Signs.Libraries) == 0 {
		return told
	}
	var release Version
	for _, l := range b.Signs.Libraries {
		if (Since{at: l.Version, is: true}).In(told) {
			release = l.Release
		}
	}
	return release
}

// Called is a brand with its version, as people write it.
func Called(name string, v Version) string {
	if len(v) == 0 {
		return name
	}
	return fmt.Sprintf("%s %s", name, v)
}
