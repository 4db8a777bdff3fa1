package budget

import (
	"fmt"

	"imagine-tui/api/wording"
)

// Share is what is to be sent with one key.
type Share struct {
	Key string
	// Free says that the key costs nothing, so that no limit holds for it.
	Free bool
	Cost Cost
}

// Question is whether something may be sent.
type Question struct {
	Day    Day
	Shares []Share
	// Nobody says that no person is there to answer.
	Nobody bool
}

// Step is what is to be done.
type Step int

// The steps.
const (
	// Go: send it.
	Go Step = iota
	// Ask: send it once Answer.Number was typed.
	Ask
	// Refuse: send nothing, nobody is there to type the number.
	Refuse
	// Never: send nothing, a ceiling is in the way that no answer passes.
	Never
)

// Over is the limit that is in the way.
type Over struct {
	// Tokens is by how much the limit would be passed.
	Tokens int
	// Limit is the limit itself, and Setting what it is called in the config.
	// Both are empty where a price that nobody knows is in the way.
	Limit   int
	Setting string
	// Key is set where the limit is that of one key alone.
	Key string
}

// Answer says whether something may be sent, and the facts to tell.
type Answer struct {
	Step Step
	// Number is what must be typed: the tokens to pay, or where a price is not
	// known the pictures to send.
	Number int
	// Cost is what the keys that cost are to pay together.
	Cost Cost
	Over Over
	// Today counts against Limit, the limit of the day that holds for what is
	// asked for; Limited is not set where there is none.
	Today   Today
	Limit   int
	Limited bool
	// Ceiling is what is in the way at Never.
	Ceiling error

	limits Limits
}

// confirmAbove is what the limit of one plan is called in the config.
const confirmAbove = section + "confirm_above"

// Answer says whether what is asked for may be sent.
func (q Question) Answer() Answer {
	shares := paying(q.Shares)
	a := Answer{limits: q.Day.limits}
	for _, s := range shares {
		a.Cost.Join(s.Cost)
	}
	day := q.Day.limitOf("")
	if len(shares) == 1 {
		day = q.Day.limitOf(shares[0].Key)
	}
	a.Today, a.Limit, a.Limited = day.today, day.tokens, day.set
	if a.Cost.PayRuns == 0 {
		return a
	}
	if a.Ceiling = q.Day.ceiling.Check(q.Day.counted, a.Cost.PayTokens, a.Cost.PayUnpriced == 0); a.Ceiling != nil {
		a.Step = Never
		return a
	}
	over, is := q.over(shares, a.Cost)
	if !is {
		return a
	}
	a.Over, a.Step, a.Number = over, Ask, a.Cost.PayTokens
	if a.Cost.PayUnpriced > 0 {
		a.Number = a.Cost.PayRuns
	}
	if q.Nobody {
		a.Step = Refuse
	}
	return a
}

// paying joins the shares of each key that costs.
func paying(shares []Share) []Share {
	var out []Share
	at := map[string]int{}
	for _, s := range shares {
		if s.Free || s.Cost.PayRuns == 0 {
			continue
		}
		i, known := at[s.Key]
		if !known {
			i = len(out)
			at[s.Key] = i
			out = append(out, Share{Key: s.Key})
		}
		out[i].Cost.Join(s.Cost)
	}
	return out
}

// over finds the first limit that is in the way: a price that nobody knows,
// that of one plan, that of a day with each key.
func (q Question) over(shares []Share, cost Cost) (Over, bool) {
	if cost.PayUnpriced > 0 {
		return Over{}, true
	}
	if above := q.Day.limits.ConfirmAbove; cost.PayTokens > above {
		return Over{Tokens: cost.PayTokens - above, Limit: above, Setting: confirmAbove}, true
	}
	pay := map[string]int{} // by setting: keys without a limit of their own share one
	for _, s := range shares {
		for _, l := range q.Day.limitsOf(s.Key) {
			pay[l.setting] += s.Cost.PayTokens
		}
	}
	for _, s := range shares {
		for _, l := range q.Day.limitsOf(s.Key) {
			if by := l.today.sum() + pay[l.setting] - l.tokens; l.set && by > 0 {
				return Over{Tokens: by, Limit: l.tokens, Setting: l.setting, Key: l.key}, true
			}
		}
	}
	return Over{}, false
}

// Words say what is over which limit, "" where nothing is asked.
func (a Answer) Words() string {
	switch {
	case a.Step == Go:
		return ""
	case a.Step == Never:
		return a.Ceiling.Error()
	case a.Cost.PayUnpriced > 0:
		return fmt.Sprintf("%s to send, %s", a.Cost.ToSend(), a.Cost.Words())
	case a.Over.Setting == confirmAbove:
		return fmt.Sprintf("%s is above your limit of %d", wording.Count(a.Cost.PayTokens, "token"), a.Over.Limit)
	case a.Over.Key != "":
		return fmt.Sprintf("%s more than the daily limit of %d of key %s", wording.Count(a.Over.Tokens, "token"), a.Over.Limit, a.Over.Key)
	}
	return fmt.Sprintf("%s more than your daily limit of %d", wording.Count(a.Over.Tokens, "token"), a.Over.Limit)
}

// Where says which limit is in the way and where it is set, so that it can be
// changed: "limit 50: [budget] confirm_above in FILE"; "" where it is none.
func (a Answer) Where() string {
	if a.Over.Setting == "" {
		return ""
	}
	return fmt.Sprintf("limit %d: %s", a.Over.Limit, a.limits.where(a.Over.Setting))
}

// DayWords say what counts against the limit of the day.
func (a Answer) DayWords() string {
	text := "spent today " + a.Today.Spent.Number()
	if !a.Today.UnderWay.Zero() {
		text += ", running " + a.Today.UnderWay.Number()
	}
	if a.Limited {
		text += fmt.Sprintf(", daily limit %d", a.Limit)
	}
	return text
}
