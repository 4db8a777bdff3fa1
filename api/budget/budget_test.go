package budget

import (
	"strings"
	"testing"

	"imagine-tui/api"
	"imagine-tui/api/plan"
)

// priced and unpriced are costs of so many runs to be sent.
func priced(tokens int) Cost { return costOf(item("anime", tokens, true)) }

func unpriced(styles ...string) Cost {
	var items []plan.Item
	for _, s := range styles {
		items = append(items, item(s, 0, false))
	}
	return costOf(items...)
}

func costOf(items ...plan.Item) (c Cost) {
	for _, it := range items {
		c.Add(it, false)
	}
	return c
}

func item(style string, tokens int, known bool) plan.Item {
	return plan.Item{Request: api.Request{Operation: api.TextToImage, Style: style}, Tokens: tokens, Priced: known}
}

func film(style string) plan.Item {
	return plan.Item{Request: api.Request{Operation: api.ImageToVideo, Style: style}}
}

func work(c Cost) []Share { return []Share{{Key: "work", Cost: c}} }

func TestAnswer(t *testing.T) {
	t.Parallel()
	limits := Limits{ConfirmAbove: 50, PerDay: 10, PerKey: map[string]int{"Own": 6, "never": 0}}
	for _, c := range []struct {
		name     string
		limits   Limits
		shares   []Share
		spent    map[string]int // "" is all keys together
		underWay map[string]int
		step     Step
		number   int
		words    string
		setting  string
	}{
		{name: "at the limit of a plan", limits: DefaultLimits(), shares: work(priced(50))},
		{
			name: "above the limit of a plan", limits: DefaultLimits(), shares: work(priced(51)),
			step: Ask, number: 51, words: "51 tokens is above your limit of 50", setting: "[budget] confirm_above",
		},
		{
			name: "a price that nobody knows", limits: DefaultLimits(), shares: work(unpriced("sdxl-1.0", "sdxl-1.0")),
			step: Ask, number: 2, words: "2 pictures to send, price unknown for sdxl-1.0",
		},
		{
			name: "a price that nobody knows among others", limits: Limits{}, shares: work(costOf(item("anime", 5, true), item("", 0, false))),
			step: Ask, number: 2, words: "2 pictures to send, 5 tokens and 1 of unknown price (text-to-image)",
		},
		{
			name: "videos", limits: DefaultLimits(), shares: work(costOf(film("veo"), film("veo"))),
			step: Ask, number: 2, words: "2 videos to send, price unknown for veo",
		},
		{
			name: "a video and a picture", limits: DefaultLimits(), shares: work(costOf(film("veo"), item("anime", 5, true))),
			step: Ask, number: 2, words: "1 picture and 1 video to send, 5 tokens and 1 of unknown price (veo)",
		},
		{name: "nothing to send", limits: Limits{}, shares: work(Cost{Runs: 3, Saved: 3, Tokens: 15}), spent: map[string]int{"": 99}},
		{name: "a free key", limits: Limits{PerDay: 1}, shares: []Share{{Key: "play", Free: true, Cost: unpriced("sdxl-1.0")}}, spent: map[string]int{"": 99}},
		{
			name: "a free key beside one that costs", limits: limits,
			shares: []Share{{Key: "play", Free: true, Cost: priced(60)}, {Key: "work", Cost: priced(3)}},
			spent:  map[string]int{"": 8}, step: Ask, number: 3, words: "1 token more than your daily limit of 10", setting: "[budget] per_day",
		},
		{name: "at the limit of the day", limits: limits, shares: work(priced(3)), spent: map[string]int{"": 7}},
		{
			name: "above the limit of the day", limits: limits, shares: work(priced(3)), spent: map[string]int{"": 12},
			step: Ask, number: 3, words: "5 tokens more than your daily limit of 10", setting: "[budget] per_day",
		},
		{
			name: "what is under way counts", limits: limits, shares: work(priced(3)), underWay: map[string]int{"other": 8},
			step: Ask, number: 3, words: "1 token more than your daily limit of 10", setting: "[budget] per_day",
		},
		{name: "a limit of its own, whatever its capitals", limits: limits, shares: []Share{{Key: "own", Cost: priced(3)}}, spent: map[string]int{"": 99, "own": 3}},
		{
			name: "above a limit of its own", limits: limits, shares: []Share{{Key: "own", Cost: priced(3)}},
			spent: map[string]int{"own": 3}, underWay: map[string]int{"own": 2},
			step: Ask, number: 3, words: "2 tokens more than the daily limit of 6 of key own", setting: "[budget] per_key Own",
		},
		{
			name: "a limit of nothing", limits: limits, shares: []Share{{Key: "never", Cost: priced(1)}},
			step: Ask, number: 1, words: "1 token more than the daily limit of 0 of key never", setting: "[budget] per_key never",
		},
		{
			name: "keys share the limit of the day", limits: limits,
			shares: []Share{{Key: "a", Cost: priced(6)}, {Key: "b", Cost: priced(3)}, {Key: "a", Cost: priced(2)}},
			step:   Ask, number: 11, words: "1 token more than your daily limit of 10", setting: "[budget] per_day",
		},
		{
			name: "one of several is above its own", limits: limits,
			shares: []Share{{Key: "a", Cost: priced(3)}, {Key: "own", Cost: priced(7)}},
			step:   Ask, number: 10, words: "1 token more than the daily limit of 6 of key own", setting: "[budget] per_key Own",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var keys []string
			for _, s := range c.shares {
				keys = append(keys, s.Key)
			}
			day := c.limits.DayOf(keys, func() Sum { return Sum{Tokens: c.spent[""]} }, func(key string) Sum { return Sum{Tokens: c.spent[key]} })
			for name, tokens := range c.underWay {
				day.Add(name, tokens, true)
			}
			got := Question{Day: day, Shares: c.shares}.Answer()
			if got.Step != c.step || got.Number != c.number || got.Words() != c.words || got.Over.Setting != c.setting {
				t.Errorf("step %d, number %d, %q, setting %q", got.Step, got.Number, got.Words(), got.Over.Setting)
			}
			alone := Question{Day: day, Shares: c.shares, Nobody: true}.Answer()
			if (alone.Step == Refuse) != (c.step == Ask) || alone.Words() != c.words {
				t.Errorf("with nobody there: step %d, %q", alone.Step, alone.Words())
			}
		})
	}
}

// A limit that is in the way is named with the file it is set in, where somebody
// knows that, so that it can be changed.
func TestWhereALimitIsSet(t *testing.T) {
	t.Parallel()
	for want, limits := range map[string]Limits{
		"limit 0: [budget] confirm_above":                          {},
		"limit 3: [budget] confirm_above in /home/ann/config.toml": {ConfirmAbove: 3, File: "/home/ann/config.toml"},
		"limit 2: [budget] per_day in /home/ann/config.toml":       {ConfirmAbove: 50, PerDay: 2, File: "/home/ann/config.toml"},
		"limit 1: [budget] per_key Work in /home/ann/config.toml":  {ConfirmAbove: 50, PerKey: map[string]int{"Work": 1}, File: "/home/ann/config.toml"},
		"limit 1: [budget] per_key Work":                           {ConfirmAbove: 50, PerKey: map[string]int{"Work": 1}},
		"":                                                         {ConfirmAbove: 50, File: "/home/ann/config.toml"},
	} {
		none := func() Sum { return Sum{} }
		day := limits.DayOf([]string{"work"}, none, func(string) Sum { return Sum{} })
		if got := (Question{Day: day, Shares: work(priced(5))}).Answer().Where(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	ceiling := 7
	if got := (Limits{CeilingPerDay: &ceiling, File: "/home/ann/config.toml"}).Ceiling().Setting; got != "[budget] ceiling_per_day in /home/ann/config.toml" {
		t.Errorf("the ceiling is set by %q", got)
	}
}

func TestDayWords(t *testing.T) {
	t.Parallel()
	limits := Limits{PerDay: 10, PerKey: map[string]int{"own": 6}}
	unknown := Limits{}.DayOf(nil, func() Sum { return Sum{Unpriced: 2} }, nil)
	unknown.Add("work", 0, false)
	if got := (Question{Day: unknown, Shares: work(priced(1))}).Answer().DayWords(); got != "spent today 2 of unknown price, running 1 of unknown price" {
		t.Errorf("%q", got)
	}
	for want, day := range map[string]Limits{"spent today 8, running 2": {}, "spent today 8, running 2, daily limit 10": limits} {
		d := day.DayOf([]string{"own"}, func() Sum { return Sum{Tokens: 8} }, func(string) Sum { return Sum{Tokens: 1} })
		d.Add("work", 2, true)
		if got := (Question{Day: d, Shares: work(priced(1))}).Answer().DayWords(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
		own := Question{Day: d, Shares: []Share{{Key: "own", Cost: priced(1)}}}.Answer().DayWords()
		if day.PerDay > 0 && own != "spent today 1, daily limit 6" {
			t.Errorf("with a limit of its own: %q", own)
		}
	}
}

func TestCost(t *testing.T) {
	t.Parallel()
	var c Cost
	c.Add(item("anime", 5, true), true)
	c.Add(item("sdxl-1.0", 0, false), true)
	c.Add(item("x", 1, true), false)
	want := Cost{Runs: 3, Tokens: 6, Unpriced: 1, Saved: 2, PayRuns: 1, PayTokens: 1}
	if c.Runs != want.Runs || c.Tokens != want.Tokens || c.Unpriced != want.Unpriced || c.Saved != want.Saved ||
		c.PayRuns != want.PayRuns || c.PayTokens != want.PayTokens || len(c.Unknown) > 0 || c.Words() != "1 token" {
		t.Errorf("%+v: %s", c, c.Words())
	}
}

func TestValidate(t *testing.T) {
	t.Parallel()
	if err := DefaultLimits().Validate(); err != nil {
		t.Error(err)
	}
	for want, l := range map[string]Limits{
		"confirm_above = -1": {ConfirmAbove: -1}, "per_day = -2": {PerDay: -2}, "per_key: work = -3": {PerKey: map[string]int{"a": 1, "work": -3}},
	} {
		if err := l.Validate(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}
