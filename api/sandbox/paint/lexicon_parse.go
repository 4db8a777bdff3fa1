package paint

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// wordList is a file of words and what it holds.
type wordList struct {
	file string
	kind kind
	// many is how many of a sprite each word means by itself, 0 for as many
	// as the prompt says.
	many int64
}

var wordLists = [...]wordList{
	{file: "words/stop.txt", kind: kStop},
	{file: "words/hours.txt", kind: kHour},
	{file: "words/weather.txt", kind: kWeather},
	{file: "words/places.txt", kind: kPlace},
	{file: "words/seasons.txt", kind: kSeason},
	{file: "words/media.txt", kind: kMedium},
	{file: "words/colours.txt", kind: kColour},
	{file: "words/moods.txt", kind: kMood},
	{file: "words/counts.txt", kind: kCount},
	{file: "words/sizes.txt", kind: kSize},
	{file: "words/links.txt", kind: kLink},
	{file: "words/scenery.txt", kind: kScenery},
	{file: "words/portrait.txt", kind: kClose},
	{file: "words/subjects.txt", kind: kSubject},
	{file: "words/several.txt", kind: kSubject, many: 4},
	{file: "words/twofold.txt", kind: kTwofold},
}

// wordParser builds a lexicon.
type wordParser struct {
	lexicon
	things map[string]*sprite
	read   []textLine // so far, to say where a word stands already
}

// parseWords reads the lists. The names of the things are words by themselves.
func parseWords(files fs.FS, things map[string]*sprite) (*lexicon, error) {
	p := &wordParser{lexicon: lexicon{make(map[string]entry, 2048), map[string]col{}}, things: things}
	for name := range things {
		p.words[name] = entry{kSubject, name, 0}
	}
	bad := strayLists(files)
	for _, list := range wordLists {
		lines, err := textLines(files, list.file)
		bad = errors.Join(bad, err, allOf(lines, func(l textLine) error { return p.line(l, list) }))
	}
	return &p.lexicon, bad
}

// strayLists complains about files that are none of the lists.
func strayLists(files fs.FS) error {
	found, bad := fs.Glob(files, "words/*.txt")
	for _, f := range found {
		if !slices.ContainsFunc(wordLists[:], func(l wordList) bool { return l.file == f }) {
			bad = errors.Join(bad, fmt.Errorf("%s: the painter has no list of this name", f))
		}
	}
	return bad
}

// line takes one line of a list.
func (p *wordParser) line(l textLine, list wordList) error {
	name, words, ok := strings.Cut(l.text, ":")
	if !ok {
		return errors.New("a line is NAME: and words, and this one has no colon")
	}
	e := entry{list.kind, name, list.many}
	var err error
	switch {
	case list.kind != kSubject:
		e.value, err = list.kind.value(name)
	case p.things[name] == nil:
		err = fmt.Errorf("there is no sprite %q", name)
	}
	if err != nil {
		return err
	}
	if strings.TrimSpace(words) == "" {
		return fmt.Errorf("%s: has no words", name)
	}
	for w := range strings.FieldsSeq(words) {
		if err := p.add(w, e); err != nil {
			return err
		}
		p.read = append(p.read, textLine{l.file, l.n, w})
	}
	return nil
}

// add takes one word of a list.
func (p *wordParser) add(w string, e entry) error {
	if !canBeRead(w) {
		return fmt.Errorf("%q is nothing that is found in a prompt: small letters, without 's, and _ between at most %d words", w, maxPhrase)
	}
	if e.kind == kTwofold {
		p.twofold[w] = col(e.value)
		return nil
	}
	if _, twice := p.words[w]; twice {
		if p.things[w] != nil {
			return fmt.Errorf("%q is the name of a sprite, which is a word by itself", w)
		}
		i := slices.IndexFunc(p.read, func(l textLine) bool { return l.text == w })
		return fmt.Errorf("%q stands already at %s:%d", w, p.read[i].file, p.read[i].n)
	}
	p.words[w] = e
	return nil
}

// canBeRead tells whether the words of a prompt can be this phrase.
func canBeRead(w string) bool {
	if strings.Trim(w, "abcdefghijklmnopqrstuvwxyz") == "" {
		return w != "" // Nearly all: split would leave it as it is.
	}
	words := split(strings.ReplaceAll(w, "_", " "))
	return len(words) <= maxPhrase && strings.Join(words, "_") == w
}

// names are what the names in the lists of a kind may be.
func (k kind) names() []string {
	switch k {
	case kStop:
		return []string{"stop"}
	case kClose:
		return []string{"portrait"}
	case kHour:
		return hourNames[:]
	case kWeather:
		return weatherNames[:]
	case kPlace:
		return placeNames[:]
	case kSeason:
		return seasonNames[:]
	case kMedium:
		return mediumNames[:]
	case kLink:
		return relationNames[:]
	case kScenery:
		return sceneryNames[:]
	default:
		return nil
	}
}

// value is what a name in a list of a kind means.
func (k kind) value(name string) (int64, error) {
	switch k {
	case kColour, kMood, kTwofold:
		c, err := colourOf(name)
		return int64(c), err
	case kCount:
		return numberIn(name, 1, 7)
	case kSize:
		return numberIn(name, 10, 400)
	case kWeather:
		bit, err := numberOf(name, k.names())
		return 1 << bit, err
	default:
		return numberOf(name, k.names())
	}
}
