package plan

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"imagine-tui/api"
)

// Seeds is a seed specification: fixed seeds, or how many to draw; and how
// many prompts of a template are sampled, if not all of them are wanted.
type Seeds struct {
	fixed  []int64
	random int
	goesOn bool // "7++": the next plan takes the seed after it
	// sample is how many prompts are picked, 0 for all of them. They are
	// picked with sampleSeed, or with one that is drawn while that is 0.
	sample     int
	sampleSeed int64
}

// ParseSeeds reads a specification: "7", "1-8", "1,5,9" (which may hold
// ranges), "random", "random:4", "7++" for a seed that goes on by one with
// each plan. "" means random. Behind it may stand "sample 50": not every prompt
// of the template, but 50 picked at random, with "sample 50@7" the same 50
// each time. Seeds are 1 … api.MaxSeed; a seed that is named twice counts
// once. Its error says what is wrong.
func ParseSeeds(spec string) (Seeds, error) {
	head, tail, sampled := strings.Cut(strings.ToLower(strings.Join(strings.Fields(spec), "")), "sample")
	s, err := parseSeeds(head)
	if err == nil && sampled {
		err = s.parseSample(tail)
	}
	if err != nil {
		return Seeds{}, err
	}
	return s, nil
}

// parseSample reads what stands behind the word sample: "50" or "50@7".
func (s *Seeds) parseSample(text string) error {
	count, from, seeded := strings.Cut(text, "@")
	n, err := strconv.Atoi(count)
	if err != nil || n < 1 || n > MaxRuns {
		return fmt.Errorf("sample %s picks no prompts: write sample 50 for fifty, at most %d", count, MaxRuns)
	}
	s.sample = n
	if seeded {
		s.sampleSeed, err = seed(from)
	}
	return err
}

func parseSeeds(spec string) (Seeds, error) {
	if first, ok := strings.CutSuffix(spec, "++"); ok {
		n, err := seed(first)
		return Seeds{fixed: []int64{n}, goesOn: true}, err
	}
	if spec == "" || spec == "random" {
		return Seeds{random: 1}, nil
	}
	if n, ok := strings.CutPrefix(spec, "random:"); ok {
		k, err := strconv.Atoi(n)
		if err != nil || k < 1 || k > MaxRuns {
			return Seeds{}, fmt.Errorf("random:%s draws no seeds: write random:4 for four, at most %d", n, MaxRuns)
		}
		return Seeds{random: k}, nil
	}
	var s Seeds
	seen := map[int64]bool{}
	for part := range strings.SplitSeq(spec, ",") {
		from, to, err := seedRange(part)
		if err != nil {
			return Seeds{}, err
		}
		if to-from+1 > MaxRuns-int64(len(s.fixed)) {
			return Seeds{}, fmt.Errorf("seeds %s are more than %d at once", part, MaxRuns)
		}
		for n := from; n <= to; n++ {
			if !seen[n] {
				seen[n] = true
				s.fixed = append(s.fixed, n)
			}
		}
	}
	return s, nil
}

func seedRange(part string) (from, to int64, err error) {
	first, last, isRange := strings.Cut(part, "-")
	if from, err = seed(first); err != nil {
		return 0, 0, err
	}
	if !isRange {
		return from, from, nil
	}
	if to, err = seed(last); err != nil {
		return 0, 0, err
	}
	if to < from {
		return 0, 0, fmt.Errorf("seeds %s are backwards: write %d-%d", part, to, from)
	}
	return from, to, nil
}

func seed(s string) (int64, error) {
	n, err := strconv.ParseInt(s, 10, 64)
	if errors.Is(err, strconv.ErrSyntax) || s == "" {
		return 0, fmt.Errorf("%q is not a seed: write 7, 1-8, 1,5,9, 7++, random or random:4", s)
	}
	if err != nil || n < 1 || n > api.MaxSeed {
		return 0, fmt.Errorf("seed %s is out of range: seeds go from 1 to %d", s, int64(api.MaxSeed))
	}
	return n, nil
}

// Count returns how many seeds the specification gives.
func (s Seeds) Count() int {
	if len(s.fixed) > 0 {
		return len(s.fixed)
	}
	return max(1, s.random)
}

// Random tells whether the seeds are drawn anew at each Draw.
func (s Seeds) Random() bool { return len(s.fixed) == 0 }

// Next returns the specification for the plan after this one: the same, but
// for a seed that goes on.
func (s Seeds) Next() Seeds {
	if s.goesOn {
		s.fixed = []int64{s.fixed[0]%api.MaxSeed + 1}
	}
	return s
}

// Sample returns how many prompts of a template are picked, 0 for all of them,
// and the seed they are picked with, 0 for one that is still to be drawn.
func (s Seeds) Sample() (prompts int, seed int64) { return s.sample, s.sampleSeed }

// String writes the specification in the form ParseSeeds reads.
func (s Seeds) String() string {
	if s.sample > 0 {
		text := fmt.Sprintf(" sample %d", s.sample)
		if s.sampleSeed > 0 {
			text += fmt.Sprintf("@%d", s.sampleSeed)
		}
		s.sample = 0
		return s.String() + text
	}
	if s.goesOn {
		return strconv.FormatInt(s.fixed[0], 10) + "++"
	}
	if s.Random() {
		if s.Count() == 1 {
			return "random"
		}
		return "random:" + strconv.Itoa(s.random)
	}
	parts := make([]string, len(s.fixed))
	for i, n := range s.fixed {
		parts[i] = strconv.FormatInt(n, 10)
	}
	return strings.Join(parts, ",")
}

// Draw returns the seeds: the fixed ones, or distinct ones drawn from rng.
func (s Seeds) Draw(rng *rand.Rand) []int64 {
	if !s.Random() {
		return slices.Clone(s.fixed)
	}
	seen := map[int64]bool{}
	var out []int64
	for len(out) < s.Count() {
		n := 1 + int64n(rng, api.MaxSeed)
		if !seen[n] {
			seen[n] = true
			out = append(out, n)
		}
	}
	return out
}

func int64n(rng *rand.Rand, n int64) int64 {
	if rng == nil {
		return rand.Int64N(n) // #nosec G404 -- a seed of a picture, no secret
	}
	return rng.Int64N(n)
}
