package budget

// Today is what counts against a limit of a day before anything is sent.
type Today struct {
	Spent    Sum // what is in the ledger
	UnderWay Sum // what is asked for and not in the ledger yet
}

func (t Today) sum() int { return t.Spent.Tokens + t.UnderWay.Tokens }

// Day is what counts against the limits of a day: of all keys together, and of
// each key that is to pay and has a limit of its own.
type Day struct {
	limits Limits
	all    Today
	own    map[string]Today // by the name of the key

	ceiling Ceiling
	counted int // against the ceiling, by all processes
}

// Under puts a ceiling over the day, against which so many tokens count.
func (d Day) Under(c Ceiling, counted int) Day {
	d.ceiling, d.counted = c, counted
	return d
}

// DayOf reads what was spent today from a ledger: all tells of all keys that
// cost together, of tells of one key. keys are those that are to pay.
func (l Limits) DayOf(keys []string, all func() Sum, of func(key string) Sum) Day {
	d := Day{limits: l, all: Today{Spent: all()}, own: map[string]Today{}}
	for _, key := range keys {
		if _, _, ok := l.own(key); ok {
			d.own[key] = Today{Spent: of(key)}
		}
	}
	return d
}

// Add counts what is under way with a key that costs.
func (d *Day) Add(key string, tokens int, priced bool) {
	d.all.UnderWay.Add(tokens, priced)
	if t, ok := d.own[key]; ok {
		t.UnderWay.Add(tokens, priced)
		d.own[key] = t
	}
}

// Counts is what counts today of all keys together.
func (d Day) Counts() Today { return d.all }

// limit is a limit of a day, and what counts against it.
type limit struct {
	today   Today
	tokens  int
	set     bool
	setting string
	key     string // whose own it is, "" for that of all keys
}

// limitsOf are all that hold for a key, the one of limitOf first.
func (d Day) limitsOf(key string) []limit {
	limits := []limit{d.limitOf(key)}
	if _, name, own := d.limits.own(key); own && d.limits.beside[name] {
		limits = append(limits, d.limitOfAll())
	}
	return limits
}

// limitOf is the one that holds for a key before others.
func (d Day) limitOf(key string) limit {
	if tokens, name, ok := d.limits.own(key); ok {
		return limit{today: d.own[key], tokens: tokens, set: true, setting: section + "per_key " + name, key: key}
	}
	return d.limitOfAll()
}

// limitOfAll is the one of all keys together.
func (d Day) limitOfAll() limit {
	return limit{today: d.all, tokens: d.limits.PerDay, set: d.limits.PerDay > 0, setting: section + "per_day"}
}
