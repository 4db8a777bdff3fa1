package paint

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
)

// inQuotes finds a text to be written in the picture. A single quote opens one
// only after a space, or it is an apostrophe.
var inQuotes = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`"([^"\n]{1,60})"|“([^”\n]{1,60})”|(?:^|\s)'([^'\n]{1,60})'(?:\W|$)|‘([^’\n]{1,60})’|«([^»\n]{1,60})»`)
})

// quoted takes the first text in quotes out of a prompt.
func quoted(s string) (said, rest string) {
	m := inQuotes().FindStringSubmatchIndex(s)
	for i := 2; i+1 < len(m); i += 2 {
		if m[i] >= 0 {
			return s[m[i]:m[i+1]], s[:m[0]] + " " + s[m[1]:]
		}
	}
	return "", s
}

// split cuts a prompt into lower-case words.
func split(s string) []string {
	w := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '-' && r != '\''
	})
	for i := range w {
		w[i] = strings.Trim(strings.TrimSuffix(w[i], "'s"), "-'")
	}
	return w[:min(len(w), maxWords)]
}

// reader holds what waits for its noun while words are read.
type reader struct {
	*lexicon
	b    *brief
	cols []col
	n    int64
	size int64
	rel  relation
	// gap counts words since the last colour: a colour four words back
	// belongs to nothing.
	gap int
}

// take understands the longest phrase at the start of words and says how
// many words that were.
func (r *reader) take(words []string) int {
	for n := min(maxPhrase, len(words)); n > 0; n-- {
		w := strings.Join(words[:n], "_")
		if e, ok := r.words[w]; ok {
			r.use(r.choose(w, e, words[n:]), r.isPlural(w, e))
			return n
		}
	}
	w := words[0]
	for _, one := range singular(w) {
		if e, ok := r.words[one]; ok {
			r.use(e, true)
			return 1
		}
	}
	if d, ok := digits(w); ok {
		if len(words) > 1 && d > 0 && d < 8 {
			r.n = d
			return 1
		}
		if r.b.said == "" {
			r.b.said = w
		}
		return 1
	}
	if w != "" {
		r.stranger(w)
	}
	return 1
}

// choose decides what a word with two meanings means: "orange" is a colour in
// front of a thing, else a fruit.
func (r *reader) choose(w string, e entry, next []string) entry {
	c, ok := r.twofold[w]
	if !ok || len(next) == 0 {
		return e
	}
	for _, n := range append([]string{next[0]}, singular(next[0])...) {
		if f, ok := r.words[n]; ok && (f.kind == kSubject || f.kind == kScenery || f.kind == kPlace || f.kind == kSize) {
			return entry{kColour, w, int64(c)}
		}
	}
	return e
}

// isPlural says whether a word names more than one of what it stands for.
func (r *reader) isPlural(w string, e entry) bool {
	for _, one := range singular(w) {
		if f, ok := r.words[one]; ok && f == e && e.kind == kSubject {
			return true
		}
	}
	return false
}

// stranger remembers a word nobody knows. It ends what waits: in "blue
// zorp", the zorp is blue.
func (r *reader) stranger(w string) {
	h := hashText(w)
	if len(r.b.strangers) < 12 {
		r.b.strangers = append(r.b.strangers, h)
	}
	if r.gap++; r.gap > 2 {
		r.flush()
	}
}

// singular lists what the singular of a word may be.
func singular(w string) []string {
	switch {
	case strings.HasSuffix(w, "ies"):
		return []string{w[:len(w)-3] + "y", w[:len(w)-1]}
	case strings.HasSuffix(w, "ves"):
		return []string{w[:len(w)-3] + "f", w[:len(w)-3] + "fe", w[:len(w)-1]}
	case strings.HasSuffix(w, "es"):
		return []string{w[:len(w)-1], w[:len(w)-2]}
	case strings.HasSuffix(w, "s") && len(w) > 2:
		return []string{w[:len(w)-1]}
	}
	return nil
}

func digits(w string) (int64, bool) {
	n := int64(0)
	for _, c := range w {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = min(n*10+int64(c-'0'), 1<<40)
	}
	return n, w != ""
}

// use applies one entry of the lexicon.
func (r *reader) use(e entry, plural bool) {
	b := r.b
	switch e.kind {
	case kStop:
	case kHour:
		b.hour, b.hourSaid = hour(e.value), true
	case kWeather:
		b.weather |= weather(e.value)
	case kPlace:
		r.goTo(place(e.value))
	case kSeason:
		b.season = season(e.value)
	case kMedium:
		b.medium = medium(e.value)
	case kColour:
		r.cols, r.gap = append(r.cols, col(e.value)), 0
	case kMood:
		b.mood = append(b.mood, col(e.value))
	case kCount:
		r.n = e.value
	case kSize:
		r.size = e.value
	case kLink:
		r.rel = relation(e.value)
	case kClose:
		b.close = true
	case kScenery:
		b.cliff = b.cliff || e.name == "cliff"
		if e.name == "wall" && len(r.cols) > 0 && b.place == anywhere {
			b.place = studio // "a white background"
		}
		for _, c := range r.cols {
			b.tints = append(b.tints, tinted{e.name, c})
		}
		r.cols = nil
	case kSubject:
		b.village = b.village || e.name == "house" && e.value > 0
		r.subject(e.name, e.value, plural)
	}
}

// goTo sets the place: the first one that is not vague wins.
func (r *reader) goTo(p place) {
	b := r.b
	b.named |= 1 << p
	if b.place == anywhere || b.place == studio && p != studio || b.place == abstract {
		b.place = p
	}
	for _, c := range r.cols {
		b.tints = append(b.tints, tinted{"place", c})
	}
	r.cols = nil
}

func (r *reader) subject(name string, many int64, plural bool) {
	sp := sprites()[name]
	if sp == nil || len(r.b.subjects) >= 6 {
		return
	}
	n := r.n
	switch {
	case n == 0 && many > 0:
		n = many
	case n == 0 && plural:
		n = 3
	case n == 0:
		n = 1
	}
	if r.size == 0 {
		r.size = 100
	}
	for i := range r.b.subjects {
		// Named again: the same thing, unless it looks different.
		if old := &r.b.subjects[i]; old.sprite == sp && len(r.cols) == 0 && r.n == 0 {
			old.n = max(old.n, n)
			r.size, r.rel, r.gap = 0, apart, 0
			return
		}
	}
	s := subject{sprite: sp, n: n, cols: r.cols, size: r.size, rel: r.rel}
	if len(r.b.subjects) == 0 && s.rel != beside {
		s.rel = apart
	}
	r.b.subjects = append(r.b.subjects, s)
	r.cols, r.n, r.size, r.rel, r.gap = nil, 0, 0, apart, 0
}

// flush gives up waiting: colours without a thing colour the picture.
func (r *reader) flush() {
	r.b.cols = append(r.b.cols, r.cols...)
	r.cols = nil
}
