package paint

import (
	"strings"
	"unicode"
)

// maxWords is how many words of a prompt are looked at one by one; the rest
// still counts in the hash.
const maxWords = 400

// read makes a brief of a prompt.
func read(prompt string) *brief {
	b := &brief{hash: hashText(strings.Join(strings.Fields(prompt), " "))}
	var rest string
	b.said, rest = quoted(prompt)
	words := split(rest)
	r := reader{lexicon: known(), b: b}
	for i := 0; i < len(words); {
		i += r.take(words[i:])
	}
	r.flush()
	b.settle()
	return b
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

// flush gives up waiting: colours without a thing colour the picture.
func (r *reader) flush() {
	r.b.cols = append(r.b.cols, r.cols...)
	r.cols = nil
}
