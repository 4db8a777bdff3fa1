package plan

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"imagine-tui/api"
	"imagine-tui/api/plan/styleset"
)

// A limit is the most that may be sent, and not one less or more.
func TestLimitsAreMet(t *testing.T) {
	t.Parallel()
	if err := Within(AtOnce, AtOnce); err != nil {
		t.Error(err)
	}
	if err := Within(AtOnce, AtOnce+1); err == nil || !strings.Contains(err.Error(), "1001 pictures: the limit is 1,000 at once") {
		t.Errorf("%v", err)
	}
	for _, tt := range []struct{ limit, prompts, most int }{{3, 3, 3}, {3, 4, 3}, {0, MaxRuns, MaxRuns}, {0, MaxRuns + 1, MaxRuns}, {AtOnce, AtOnce + 1, AtOnce}} {
		in := Input{Operation: api.TextToImage, Prompts: []string{fmt.Sprintf("boat {1..%d}", tt.prompts)}, Seeds: mustSeeds(t, "7"), Limit: tt.limit}
		r, err := Read(in)
		if err != nil {
			t.Fatal(err)
		}
		p, err := r.Plan(nil)
		if tt.prompts <= tt.most {
			if err != nil || r.TooMany() != nil || len(p.Items) != tt.prompts || r.Prompts() != tt.prompts {
				t.Errorf("%+v: %d of %d are planned: %v", tt, len(p.Items), r.Prompts(), err)
			}
			continue
		}
		many := r.TooMany()
		if err == nil || many == nil || many.Limit != tt.most || many.Count.Int64() != int64(tt.prompts) || len(p.Items) != 0 || r.Prompts() != tt.prompts {
			t.Errorf("%+v: %d are planned: %v, %+v", tt, len(p.Items), err, many)
			continue
		}
		// What may be planned and not sent at once is for the command line.
		if said := strings.Contains(many.Error(), "use the command line"); said != (tt.most < MaxRuns) {
			t.Errorf("%+v: %v", tt, many)
		}
	}
}

// The least and the most that seeds and samples can say are taken, what lies
// beyond is not.
func TestSeedsAtTheirBounds(t *testing.T) {
	t.Parallel()
	for spec, want := range map[string]int{
		"1": 1, "2147483647": 1, "3-3": 1, "1-10000": MaxRuns, "1-9999,20000": MaxRuns, "random:1": 1, "random:10000": MaxRuns,
		"5 sample 1": 1, "5 sample 10000": 1, "5 sample 3@1": 1, "5 sample 3@2147483647": 1,
	} {
		s, err := ParseSeeds(spec)
		if err != nil || s.Count() != want {
			t.Errorf("%s: %d seeds, %v", spec, s.Count(), err)
			continue
		}
		again, err := ParseSeeds(s.String())
		n, from := s.Sample()
		m, of := again.Sample()
		if err != nil || again.Count() != want || n != m || from != of {
			t.Errorf("%s is written as %.40s: %v", spec, s, err)
		}
	}
	for _, spec := range []string{
		"0", "-1", "2147483648", "3-2", "1-10001", "1-9999,20000-20001", "random:0", "random:10001", "5 sample 0", "5 sample 10001", "5 sample 3@0",
		"5 sample 3@2147483648",
	} {
		if s, err := ParseSeeds(spec); err == nil {
			t.Errorf("%s is taken as %.40s", spec, s)
		}
	}
}

// A sample of one is one prompt; a sample of as many as there are is all of
// them, in their order, with nothing drawn.
func TestSamplesAtTheirBounds(t *testing.T) {
	t.Parallel()
	for spec, want := range map[string]struct {
		prompts int
		drawn   bool
	}{"5 sample 1": {1, true}, "5 sample 2": {2, true}, "5 sample 3": {3, false}, "5 sample 4": {3, false}, "5 sample 1@7": {1, false}} {
		in := Input{Operation: api.TextToImage, Prompts: []string{"a {red|blue|green} boat"}, Seeds: mustSeeds(t, spec)}
		r, err := Read(in)
		if err != nil {
			t.Fatal(err)
		}
		p, err := r.Plan(nil)
		if err != nil || len(p.Items) != want.prompts || r.Prompts() != want.prompts || r.Total().Int64() != int64(want.prompts) || r.Drawn() != want.drawn {
			t.Errorf("%s: %d planned of %d, drawn: %v, %v", spec, len(p.Items), r.Prompts(), r.Drawn(), err)
		}
		var prompts []string
		for _, it := range p.Items {
			prompts = append(prompts, it.Request.Prompt)
			if strings.Contains(it.Template, "sample") != (want.prompts < 3) {
				t.Errorf("%s: the template is %q", spec, it.Template)
			}
		}
		if want.prompts == 3 && !slices.Equal(prompts, []string{"a red boat", "a blue boat", "a green boat"}) {
			t.Errorf("%s: %q", spec, prompts)
		}
	}
}

// A sample is no more than it picks, however many there are to pick from.
func TestSampleOfVeryManyIsNotTooMany(t *testing.T) {
	t.Parallel()
	for _, n := range []int{1, 2, 50} {
		in := Input{Operation: api.TextToImage, Prompts: []string{"boat {1..3000} {1..3000}"}, Seeds: mustSeeds(t, fmt.Sprintf("5 sample %d", n))}
		r, err := Read(in)
		if err != nil || r.TooMany() != nil || r.Prompts() != n {
			t.Errorf("%d: %v, %v", n, r.TooMany(), err)
		}
	}
}

// again is a source that gives each number twice.
type again struct{ n uint64 }

func (a *again) Uint64() uint64 {
	a.n++
	return (a.n + 1) / 2 << 40
}

// No seed is drawn twice, whatever the dice say.
func TestSeedsAreDrawnOnce(t *testing.T) {
	t.Parallel()
	drawn := mustSeeds(t, "random:4").Draw(rand.New(&again{}))
	if slices.Sort(drawn); len(drawn) != 4 || len(slices.Compact(slices.Clone(drawn))) != 4 {
		t.Errorf("%v", drawn)
	}
}

// What is the same is asked for and paid once, wherever it was named twice, and
// what has no price is named once.
func TestNothingIsPlannedTwice(t *testing.T) {
	t.Parallel()
	same := []api.Input{{Field: "image", Path: "/a.png", SHA256: "00"}}
	elsewhere := []api.Input{{Field: "image", Path: "/b.png", SHA256: "00"}}
	for name, tt := range map[string]struct {
		in       Input
		want     int
		unpriced []string
	}{
		"prompts":  {Input{Operation: api.TextToImage, Prompts: []string{"a {boat|boat}", "a boat"}}, 1, nil},
		"styles":   {Input{Operation: api.TextToImage, Prompts: []string{"a {boat|ship}"}, Styles: []string{"anime", " anime ", "flux-dev"}}, 4, nil},
		"ratios":   {Input{Operation: api.TextToImage, Prompts: []string{"a boat"}, AspectRatios: []string{"1:1", "1:1"}}, 1, nil},
		"pictures": {Input{Operation: api.Upscale, Pictures: [][]api.Input{same, elsewhere}}, 1, nil},
		"prices":   {Input{Operation: api.TextToImage, Prompts: []string{"a {boat|ship}"}, Styles: []string{"home-made", "anime"}}, 4, []string{"home-made"}},
	} {
		tt.in.Seeds = mustSeeds(t, "7")
		r, err := Read(tt.in)
		if err != nil {
			t.Fatal(name, err)
		}
		p, err := r.Plan(nil)
		if err != nil || len(p.Items) != tt.want || r.Total().Int64() != int64(tt.want) {
			t.Errorf("%s: %d planned, %v counted, %v", name, len(p.Items), r.Total(), err)
		}
		shown, without := r.Tokens()
		known, _, names := p.Tokens()
		if shown.Int64() != int64(known) || name != "pictures" && (!slices.Equal(without, tt.unpriced) || !slices.Equal(names, tt.unpriced)) {
			t.Errorf("%s: %v and %v are told, %d and %v are planned", name, shown, without, known, names)
		}
	}
}

// What is too many is not even written, sets of words included.
func TestTooManyIsNotWritten(t *testing.T) {
	t.Parallel()
	in := Input{
		Operation: api.TextToImage, Prompts: []string{"boat {1..4}"}, Seeds: mustSeeds(t, "7"), Limit: 7,
		Sets: []styleset.Set{{Name: "Film", Prefix: "film of "}, {Name: "Ink", Suffix: ", ink"}},
	}
	r, err := Read(in)
	if err != nil || r.TooMany() == nil || r.Total().Int64() != 8 || r.prompts != nil {
		t.Errorf("%v, %v, %d written", r.TooMany(), err, len(r.prompts))
	}
	in.Limit = 8
	if r, err = Read(in); err != nil || r.TooMany() != nil || len(r.prompts) != 8 {
		t.Errorf("%v, %v, %d written", r.TooMany(), err, len(r.prompts))
	}
}
