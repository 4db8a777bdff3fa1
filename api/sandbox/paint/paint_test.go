package paint

import (
	"crypto/sha256"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"image"
	"io/fs"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
)

var styleIDs = []string{"imagine-turbo", "anime", "realistic", "flux-schnell", "flux-dev-fast", "flux-dev", "sdxl-1.0"}

func sum(img *image.NRGBA) string {
	h := sha256.Sum256(img.Pix)
	return fmt.Sprintf("%x", h[:8])
}

// TestNoFloats keeps the promise of equal bytes on every machine: floating
// point may be fused on some processors.
func TestNoFloats(t *testing.T) {
	fset := token.NewFileSet()
	pkgs, err := parser.ParseDir(fset, ".", func(f fs.FileInfo) bool { return !strings.HasSuffix(f.Name(), "_test.go") }, 0) //nolint:staticcheck // One package without build tags: ParseDir sees what the compiler sees.
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pkgs {
		ast.Inspect(p, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BasicLit:
				if n.Kind == token.FLOAT {
					t.Errorf("%s: float %s", fset.Position(n.Pos()), n.Value)
				}
			case *ast.Ident:
				if n.Name == "float64" || n.Name == "float32" {
					t.Errorf("%s: %s", fset.Position(n.Pos()), n.Name)
				}
			case *ast.ImportSpec:
				if n.Path.Value == `"math"` || n.Path.Value == `"math/rand"` || n.Path.Value == `"math/rand/v2"` {
					t.Errorf("%s: import %s", fset.Position(n.Pos()), n.Path.Value)
				}
			}
			return true
		})
	}
}

// TestGolden pins the pictures. A change of these sums is a change of what
// every saved sandbox request gives: do it knowingly.
func TestGolden(t *testing.T) {
	want := map[string]string{
		"imagine-turbo": "cc44a41b93f00630",
		"anime":         "67714995f6c13bb6",
		"realistic":     "783e384fd367d9cb",
		"flux-schnell":  "1311db28be5918a7",
		"flux-dev-fast": "a122d8d435304149",
		"flux-dev":      "7b9fee628586de9e",
		"sdxl-1.0":      "f14c35ad19a8daad",
		"transparent":   "0669423c6b87f575",
	}
	for _, style := range append(append([]string(nil), styleIDs...), "transparent") {
		r := Request{Prompt: "a red fox and a lighthouse by the sea at sunset, zorgle", Style: style, AspectRatio: "3:2", Seed: 7, MaxSide: 240}
		if style == "transparent" {
			r.Style, r.Transparent = "", true
		}
		if got := sum(Paint(r)); got != want[style] {
			t.Errorf("%q: %q,", style, got)
		}
	}
}

func TestSize(t *testing.T) {
	for ratio, want := range map[string][2]int{"1:1": {1, 1}, "3:2": {3, 2}, "4:3": {4, 3}, "3:4": {3, 4}, "16:9": {16, 9}, "9:16": {9, 16}} {
		w, h := Size(ratio, 0)
		if w*want[1] != h*want[0] {
			t.Errorf("%s: %d×%d is another ratio", ratio, w, h)
		}
		if n := w * h; n < 900_000 || n > 1_150_000 {
			t.Errorf("%s: %d pixels", ratio, n)
		}
		if w, h := Size(ratio, 100); max(w, h) != 100 {
			t.Errorf("%s: %d×%d, want the longer side 100", ratio, w, h)
		}
	}
	if w, h := Size("", 0); w != 1024 || h != 1024 {
		t.Errorf("no ratio: %d×%d", w, h)
	}
}

// TestEveryWordMatters: known or not, a word, its absence or its order changes
// the picture.
func TestEveryWordMatters(t *testing.T) {
	seen := map[string]string{}
	for _, p := range []string{
		"", "cat", "a cat", "dog", "two cats", "a black cat", "a cat at night", "a cat in the rain",
		"a cat in a forest", "a cat, watercolor", "a zorgle cat", "a frimpt cat", "zorgle", "frimpt",
		"zorgle frimpt", "frimpt zorgle", "the word 'CAT'", "the word 'DOG'", "猫", "犬", "кошка", "300", "301",
		"cat\tdog", "cat dog.", "angry", "happy", "blue", "a blue sky", "blue sky over red ground",
	} {
		got := sum(Paint(Request{Prompt: p, Seed: 3, MaxSide: 96}))
		if old, ok := seen[got]; ok {
			t.Errorf("%q and %q give the same picture", old, p)
		}
		seen[got] = p
	}
}

func TestEveryChoiceMatters(t *testing.T) {
	seen := map[string]string{}
	for _, style := range styleIDs {
		for _, ratio := range []string{"1:1", "3:2", "16:9"} {
			for seed := int64(1); seed < 4; seed++ {
				r := Request{Prompt: "a house in the mountains", Style: style, AspectRatio: ratio, Seed: seed, MaxSide: 80}
				got := sum(Paint(r))
				name := fmt.Sprint(style, ratio, seed)
				if old, ok := seen[got]; ok {
					t.Errorf("%s and %s give the same picture", old, name)
				}
				seen[got] = name
			}
		}
	}
}

// TestPlaces paints every place in every style at every hour, smallest and
// odd sizes too: nothing may panic, everything must be opaque.
func TestPlaces(t *testing.T) {
	names := placeNames[:]
	for i, name := range names {
		for j, style := range styleIDs {
			hour := []string{"dawn", "day", "noon", "sunset", "dusk", "night", "storm", "fog", "snow", "rain", "rainbow"}[(i+j)%11]
			side := []int{1, 7, 33, 64, 120}[(i*3+j)%5]
			img := Paint(Request{Prompt: name + " " + hour + " boat person bird", Style: style, AspectRatio: "9:16", Seed: int64(i), MaxSide: side})
			for k := 3; k < len(img.Pix); k += 4 {
				if img.Pix[k] != 255 {
					t.Fatalf("%s, %s: pixel %d has alpha %d", name, style, k/4, img.Pix[k])
				}
			}
		}
	}
}

func TestCutOut(t *testing.T) {
	for _, p := range []string{"a cat", "an oak", "mountains", "zorgle", "the word 'HI'", "", "portrait of a king", "a boat in a storm"} {
		img := Paint(Request{Prompt: p, Transparent: true, Seed: 2, MaxSide: 200})
		var empty, solid, between int
		for k := 3; k < len(img.Pix); k += 4 {
			switch img.Pix[k] {
			case 0:
				empty++
			case 255:
				solid++
			default:
				between++
			}
		}
		if n := len(img.Pix) / 4; empty < n/8 || solid < n/200 || between == 0 {
			t.Errorf("%q: of %d pixels %d clear, %d solid, %d between", p, n, empty, solid, between)
		}
	}
}

func TestConcurrent(t *testing.T) {
	r := Request{Prompt: "a city street at night, rain, neon", Style: "sdxl-1.0", Seed: 5, MaxSide: 120}
	want := sum(Paint(r))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if got := sum(Paint(r)); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
	wg.Wait()
}

// drawn is how many of 64 by 64 pixels a sprite covers.
func drawn(sp *sprite) int {
	c := newCanvas(64, 64)
	p := newPicture(read("day"), styleOf(""), 1, c)
	p.scenery.figures.draw(sp, spot{o: pt{32 * one, 60 * one}, s: 50 * one}, dressed(sp, nil, p.rng("x")))
	n := 0
	for _, p := range c.pix {
		if p != 0 {
			n++
		}
	}
	return n
}

// TestSprites draws each sprite and looks for ink.
func TestSprites(t *testing.T) {
	if n := len(sprites()); n < 180 {
		t.Fatalf("only %d sprites", n)
	}
	for name, sp := range sprites() {
		if n := drawn(sp); n < 60 {
			t.Errorf("%s covers %d pixels of 4096", name, n)
		}
	}
}

func BenchmarkPaint(b *testing.B) {
	for _, style := range styleIDs {
		b.Run(style, func(b *testing.B) {
			for b.Loop() {
				Paint(Request{Prompt: "a lighthouse above the sea at sunset", Style: style, Seed: 1})
			}
		})
	}
}

func FuzzPaint(f *testing.F) {
	f.Add("two red cats on a table at night 'HELLO'", "anime", int64(1))
	f.Add("", "", int64(-1))
	f.Add("\xff\x00 7 0 99999999999999999999 s es ies ves '", "sdxl-1.0", int64(1<<62))
	f.Fuzz(func(t *testing.T, prompt, style string, seed int64) {
		if len(prompt) > 2000 {
			return
		}
		r := Request{Prompt: prompt, Style: style, Seed: seed, MaxSide: 40, Transparent: seed%2 == 0}
		if a, b := sum(Paint(r)), sum(Paint(r)); a != b {
			t.Errorf("painted twice: %s, %s", a, b)
		}
	})
}

// FuzzSprites: what is taken as a sprite can be drawn.
func FuzzSprites(f *testing.F) {
	f.Add("zork: home=table at=table size=230 1=d8303a/6aae3a head=0,880,130\n1@~ m 0 740 q -180 860 -320 720 z\n2- s 34 m 0 730 l 10 860 70 920\n")
	f.Add("_a:\nk| r 8 20 70 330 20 o 1 1 0 -4\nzork:\nuse _a\nw. p 0 0 9 9 9 9\ny* e 9999 -9999 9999 1 77 c 1 2 3 4 5 6\n")
	f.Fuzz(func(_ *testing.T, text string) {
		if len(text) > 400 {
			return
		}
		all, err := parseSprites(fstest.MapFS{"sprites/a.txt": {Data: []byte(text)}})
		if err != nil {
			return
		}
		for _, sp := range all {
			drawn(sp)
		}
	})
}
