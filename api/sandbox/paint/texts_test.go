package paint

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// TestMain looks at the text files first: with a mistake in one of them no
// test could paint.
func TestMain(m *testing.M) {
	things, err := parseSprites(spriteFiles)
	if err == nil {
		err = checkProps(things)
	}
	if _, bad := parseWords(wordFiles, things); err == nil {
		err = bad
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "mistakes in the text files of the painter:\n%v\n", err)
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// edited are the files with some lines put at the end of one.
func edited(t *testing.T, files fs.FS, name, lines string) (changed fstest.MapFS, last int) {
	t.Helper()
	changed = fstest.MapFS{}
	err := fs.WalkDir(files, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(files, p)
		changed[p] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	whole := lines
	if old := changed[name]; old != nil {
		whole = string(old.Data) + lines
	}
	changed[name] = &fstest.MapFile{Data: []byte(whole)}
	return changed, strings.Count(whole, "\n")
}

// TestMistakesInSprites: each mistake is named with its file and line, the
// last one of what was added.
func TestMistakesInSprites(t *testing.T) {
	for lines, want := range map[string]string{
		"\nApple pie: size=3\n":                              `"Apple pie" is no name: small letters and _ are`,
		"\napple: size=300\n":                                `there is a sprite apple at sprites/food.txt:`,
		"\nzork: size\n":                                     `"size" is no setting: those are written name=value`,
		"\nzork: size=3 size=4\n":                            `size is set twice`,
		"\nzork: smell=3\n":                                  `smell: there is no such setting`,
		"\nzork: size=large\n":                               `size: "large" is no whole number from 1 to 9999`,
		"\nzork: home=moon\n":                                `home: "moon" is none of anywhere, city, street, `,
		"\nzork: sown=0\n":                                   `sown: "0" is no whole number from 1 to 9999`,
		"\nzork: worn=toe\n":                                 `worn: "toe" is none of nowhere, crown, eyes, neck`,
		"\nzork: at=roof\n":                                  `at: "roof" is none of ground, sky, water, table, deep`,
		"\nzork: 1=d8303a/red\n":                             `1: "red" is no colour: six digits, RRGGBB, are`,
		"\nzork: 2=d8303\n":                                  `2: "d8303" is no colour`,
		"\nzork: head=0,880\n":                               `head: "0,880" is not X,Y,SIZE`,
		"\nzork: seat=0,880,0\n":                             `seat: "0" is no whole number from 1 to 9999`,
		"\nzork: hand=0,far,20\n":                            `hand: "far" is no whole number from -9999 to 9999`,
		"\nzork:\n":                                          `the sprite zork has no parts`,
		"\nzork:\nuse zorkling\n":                            `there is no sprite "zorkling" to use`,
		"\nzork:\nuse zork\n":                                `zork and zork use each other`,
		"\n_a:\nuse zork\n\nzork:\nuse _a\n":                 `zork and _a use each other`,
		"\nzork:\n1 o 0 0 9 9\n":                             `"1" is not ROLE and FORM`,
		"\nzork:\n1@~~ o 0 0 9 9\n":                          `"1@~~" is not ROLE and FORM`,
		"\nzork:\nx@ o 0 0 9 9\n":                            `there is no role 'x'`,
		"\nzork:\n1o o 0 0 9 9\n":                            `there is no form 'o'`,
		"\nzork:\n1@\n":                                      `the part has no steps`,
		"\nzork:\n1@ 7 o 0 0 9 9\n":                          `a number comes before any step`,
		"\nzork:\n1@ o 0 0 9 9.5\n":                          `"9.5" is no whole number from -9999 to 9999`,
		"\nzork:\n1@ o 0 0 9 10000\n":                        `"10000" is no whole number from -9999 to 9999`,
		"\nzork:\n1@ oval 0 0 9 9\n":                         `"oval" is neither a step nor a number`,
		"\nzork:\n1@ a 0 0 9 9\n":                            `there is no step 'a'`,
		"\nzork:\n1@ o 0 0 9\n":                              `o takes 4 numbers, not the 3 that follow it`,
		"\nzork:\n1@ e 0 0 9 9\n":                            `e takes 5 numbers, not the 4 that follow it`,
		"\nzork:\n1@ r 0 0 9 9\n":                            `r takes 5 numbers, not the 4 that follow it`,
		"\nzork:\n1@ p 0 0 9 9\n":                            `p takes 3 points or more, not the 4 that follow it`,
		"\nzork:\n1@ m 0 0 l 9\n":                            `l takes points, not the 1 that follow it`,
		"\nzork:\n1@ m 0 0 q 9 9\n":                          `q takes 4 numbers, not the 2 that follow it`,
		"\nzork:\n1@ m 0 0 c 9 9 9 9\n":                      `c takes 6 numbers, not the 4 that follow it`,
		"\nzork:\n1@ m 0\n":                                  `m takes 2 numbers, not the 1 that follow it`,
		"\nzork:\n1@ m 0 0 l 9 9 9 0 z 4\n":                  `z takes no number, not the 1 that follow it`,
		"\nzork:\n1@ l 9 9 9 0 z\n":                          `l goes on from a point, but no m begins a shape`,
		"\nzork:\n1@ z\n":                                    `z closes a shape, but no m begins one`,
		"\nzork:\n1@ m 0 0 l 9 9 m 3 3 l 8 8\n":              `m begins a second shape before z closes the first`,
		"\nzork:\n1- m 0 0 s 9 l 9 9\n":                      `s is the first step or none`,
		"\nzork:\n1- s 9\n":                                  `the line of s has no points`,
		"\nzork:\n1- s 9 m 0 0 l 9 9 z\n":                    `z draws no line, but the part begins with s`,
		"\nzork:\n1- s 9 o 0 0 9 9\n":                        `o draws no line, but the part begins with s`,
		"\nzork:\n1- s 0 m 0 0 l 9 9\n":                      `s takes a width`,
		"\nzork: size=7\n1@ o 0 0 9 9\n# good\n1@ o 0 0 9\n": `o takes 4 numbers`,
	} {
		files, last := edited(t, spriteFiles, "sprites/ideas.txt", lines)
		_, err := parseSprites(files)
		checkMistake(t, lines, err, fmt.Sprintf("sprites/ideas.txt:%d: ", last), want)
	}
	_, err := parseSprites(fstest.MapFS{"sprites/a.txt": {Data: []byte("# Nothing.\n\n1@ o 0 0 9 9\n")}})
	checkMistake(t, "a part alone", err, "sprites/a.txt:3: ", "a part comes before the first sprite of the file")
}

// checkMistake holds an error against where it is and what it says.
func checkMistake(t *testing.T, what string, err error, at, want string) {
	t.Helper()
	if err == nil || !strings.HasPrefix(err.Error(), at) || !strings.Contains(err.Error(), want) {
		t.Errorf("%q:\n got %v\nwant %s%s", what, err, at, want)
	}
}

// TestSpritesMayUseLaterOnes: neither the order of the files nor that of the
// sprites matters, and what is used several times is whole each time.
func TestSpritesMayUseLaterOnes(t *testing.T) {
	all, err := parseSprites(fstest.MapFS{
		"sprites/a.txt": {Data: []byte("\ufeffone:\r\n1@ o 0 0 1 1\r\nuse two\r\n1@ o 0 0 4 4\r\n")},
		"sprites/b.txt": {Data: []byte("two:\nuse _three\n1@ o 0 0 3 3\nfour:\nuse _three\nuse _three\n_three:\n1@ o 0 0 2 2")},
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string][]int64{"one": {1, 2, 3, 4}, "two": {2, 3}, "four": {2, 2}} {
		var got []int64
		for _, p := range all[name].parts {
			got = append(got, p.ops[0].args[2])
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s has the parts %v, want %v", name, got, want)
		}
	}
	if len(all) != 3 {
		t.Errorf("%d sprites, want 3: what begins with _ is none", len(all))
	}
}

// TestMistakesInWords: each mistake is named with its file and line.
func TestMistakesInWords(t *testing.T) {
	things := sprites()
	for _, c := range []struct{ file, lines, want string }{
		{"subjects", "cat pussy\n", "a line is NAME: and words, and this one has no colon"},
		{"subjects", "zork: zorkling\n", `there is no sprite "zork"`},
		{"several", "zork: zorkling\n", `there is no sprite "zork"`},
		{"subjects", "cat:\n", "cat: has no words"},
		{"subjects", "cat: Moggy\n", `"Moggy" is nothing that is found in a prompt`},
		{"subjects", "cat: cat's_eye\n", `"cat's_eye" is nothing that is found in a prompt`},
		{"subjects", "cat: one_two_three_four\n", `_ between at most 3 words`},
		{"subjects", "dog: moggy kitten\n", `"kitten" stands already at words/subjects.txt:`},
		{"subjects", "dog: dog\n", `"dog" is the name of a sprite, which is a word by itself`},
		{"moods", "zork: grumpy\n", `"zork" is no colour: six digits, RRGGBB, are`},
		{"moods", "112233: red\n", `"red" stands already at words/colours.txt:`},
		{"hours", "teatime: five_o_clock\n", `"teatime" is none of day, dawn, noon, golden, sunset, dusk, night`},
		{"weather", "hail: hailstones\n", `"hail" is none of rain, `},
		{"places", "moon: lunar_surface\n", `"moon" is none of anywhere, city, `},
		{"seasons", "lent: lenten\n", `"lent" is none of none, spring, `},
		{"media", "clay: claymation\n", `"clay" is none of none, mono, `},
		{"links", "loves: loving\n", `"loves" is none of apart, holds, `},
		{"scenery", "roof: rooftiles\n", `"roof" is none of sky, cliff, `},
		{"counts", "8: octet\n", `"8" is no whole number from 1 to 7`},
		{"sizes", "0: invisible\n", `"0" is no whole number from 10 to 400`},
		{"twofold", "red: salmon\n", `"red" is no colour`},
		{"stop", "go: onwards\n", `"go" is none of stop`},
		{"portrait", "near: nearby\n", `"near" is none of portrait`},
	} {
		name := "words/" + c.file + ".txt"
		files, last := edited(t, wordFiles, name, c.lines)
		_, err := parseWords(files, things)
		checkMistake(t, c.lines, err, fmt.Sprintf("%s:%d: ", name, last), c.want)
	}
	files, _ := edited(t, wordFiles, "words/smells.txt", "1: pong\n")
	_, err := parseWords(files, things)
	checkMistake(t, "an unknown file", err, "words/smells.txt: ", "the painter has no list of this name")
	delete(files, "words/smells.txt")
	delete(files, "words/hours.txt")
	if _, err := parseWords(files, things); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "words/hours.txt") {
		t.Errorf("a missing file: %v", err)
	}
}

// TestAllMistakesAreNamed: whoever edits a file sees them all at once.
func TestAllMistakesAreNamed(t *testing.T) {
	_, err := parseSprites(fstest.MapFS{"sprites/a.txt": {Data: []byte("one: size=x\n1@ o 0\n1@ o 0 0 9 9\nq@ o 0 0 9 9\n")}})
	for _, at := range []string{"sprites/a.txt:1: ", "sprites/a.txt:2: ", "sprites/a.txt:4: "} {
		if err == nil || !strings.Contains(err.Error(), at) {
			t.Errorf("%q is missing in %v", at, err)
		}
	}
}

// TestProps: a place that asks for a sprite by name finds it, and whoever
// takes it away is told.
func TestProps(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	asked := regexp.MustCompile(`prop\("(\w+)"\)`)
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range asked.FindAllSubmatch(data, -1) {
			if !slices.Contains(props[:], string(m[1])) {
				t.Errorf("%s asks for %s, which is none of the props", file, m[1])
			}
		}
	}
	all := maps.Clone(sprites())
	delete(all, "lamp")
	if err := checkProps(all); err == nil || !strings.Contains(err.Error(), "there is no sprite lamp") {
		t.Errorf("without a lamp: %v", err)
	}
}

// BenchmarkTexts is what the first picture costs more than the others.
func BenchmarkTexts(b *testing.B) {
	for b.Loop() {
		things, err := parseSprites(spriteFiles)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := parseWords(wordFiles, things); err != nil {
			b.Fatal(err)
		}
	}
}
