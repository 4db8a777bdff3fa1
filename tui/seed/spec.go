package seed

import (
	"strconv"
	"strings"
)

// spec is which seeds are asked for: some number of random ones, or those
// written down.
type spec struct {
	random  int    // 0 when they are written down
	written string // "7", "1-8", "1,5,9", "7++"
	sample  string // "50" or "50@7": how many prompts are picked, "" for all
}

// parse reads a text that the validator accepted, or that came from a file.
func parse(text string) spec {
	// Halves of a character that a space kept apart would make another space.
	text = strings.ToValidUTF8(text, "")
	text, sample, _ := strings.Cut(strings.ToLower(strings.Join(strings.Fields(text), "")), "sample")
	s := parseSeeds(text)
	s.sample = sample
	return s
}

func parseSeeds(text string) spec {
	switch n, ok := strings.CutPrefix(text, "random:"); {
	case text == "" || text == "random":
		return spec{random: 1}
	case ok:
		if k, err := strconv.Atoi(n); err == nil && k > 0 {
			return spec{random: k}
		}
	}
	return spec{written: text}
}

func (s spec) String() string {
	text := s.written
	switch s.random {
	case 0:
	case 1:
		text = "random"
	default:
		text = "random:" + strconv.Itoa(s.random)
	}
	if s.sample != "" {
		text += " sample " + s.sample
	}
	return text
}

// shown is the specification as people read it.
func (s spec) shown() string {
	n, _, _ := strings.Cut(s.sample, "@")
	switch {
	case s.random > 1 && n != "":
		return "×" + strconv.Itoa(s.random) + " sample " + n // short: the pane is narrow
	case s.random == 1 && n != "":
		return "sample " + n
	case s.random > 1:
		return "random ×" + strconv.Itoa(s.random)
	}
	return s.String()
}

// count returns the specification with n seeds more, or fewer: another random
// one, the number after the last one, or without the last one.
func (s spec) count(n int) spec {
	next := s.countSeeds(n)
	next.sample = s.sample
	return next
}

func (s spec) countSeeds(n int) spec {
	if s.random > 0 {
		return spec{random: max(1, s.random+n)}
	}
	head, last := "", s.written
	if i := strings.LastIndexByte(last, ','); i >= 0 {
		head, last = last[:i+1], last[i+1:]
	}
	from, to, isRange := strings.Cut(last, "-")
	if !isRange {
		to = from
	}
	a, err1 := strconv.ParseInt(from, 10, 64)
	b, err2 := strconv.ParseInt(to, 10, 64)
	if err1 != nil || err2 != nil {
		return s
	}
	switch b += int64(n); {
	case b > a:
		return spec{written: head + from + "-" + strconv.FormatInt(b, 10)}
	case b == a:
		return spec{written: head + from}
	case head != "":
		return spec{written: strings.TrimSuffix(head, ",")}
	}
	return s
}

// turn returns the specification one value on: a random seed more or fewer,
// or the seed beside a single one.
func (s spec) turn(n int) spec {
	if s.random > 0 {
		return s.count(n)
	}
	if k, err := strconv.ParseInt(s.written, 10, 64); err == nil {
		return spec{written: strconv.FormatInt(k+int64(n), 10), sample: s.sample}
	}
	return s
}
