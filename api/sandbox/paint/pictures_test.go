package paint

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"os"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the sums of the pictures anew")

// picturesFile holds a request a line and the sum of its picture:
//
//	SUM <tab> STYLE <tab> RATIO <tab> SEED <tab> SIZE <tab> KIND <tab> PROMPT
//
// STYLE and RATIO are "-" for none. SIZE is the longest side, or WIDTHxHEIGHT.
// KIND is whole, cut (transparent) or part (unsigned).
const picturesFile = "testdata/pictures.tsv"

// pinned is a request and the sum its picture had when it was pinned.
type pinned struct {
	sum string
	r   Request
}

// parsePinned reads a line of picturesFile.
func parsePinned(line string) (pinned, error) {
	f := strings.Split(line, "\t")
	if len(f) != 7 {
		return pinned{}, fmt.Errorf("%d columns, want 7", len(f))
	}
	none := func(s string) string { return strings.TrimPrefix(s, "-") }
	p := pinned{f[0], Request{Style: none(f[1]), AspectRatio: none(f[2]), Transparent: f[5] == "cut", Unsigned: f[5] == "part", Prompt: f[6]}}
	var err error
	if p.r.Seed, err = strconv.ParseInt(f[3], 10, 64); err != nil {
		return p, err
	}
	if w, h, both := strings.Cut(f[4], "x"); both {
		if p.r.Width, err = strconv.Atoi(w); err == nil {
			p.r.Height, err = strconv.Atoi(h)
		}
		return p, err
	}
	p.r.MaxSide, err = strconv.Atoi(f[4])
	return p, err
}

// TestPicturesStay paints what picturesFile lists: every style, place, sprite
// and word, the media, sizes and relations. A sum that differs is a change of
// what saved requests of the sandbox give. Who means it, as an edit of a
// sprite does, runs the test with -update and reads which lines changed.
func TestPicturesStay(t *testing.T) {
	data, err := os.ReadFile(picturesFile)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	n, changed := 0, 0
	for line := range strings.Lines(string(data)) {
		n++
		line = strings.TrimSuffix(line, "\n")
		p, err := parsePinned(line)
		if err != nil {
			t.Fatalf("%s:%d: %v", picturesFile, n, err)
		}
		if racing && !*update && n%8 != 0 {
			continue // It paints alone, so the race detector learns nothing more.
		}
		got := sum(Paint(p.r))
		if got != p.sum {
			if changed++; changed <= 20 && !*update {
				t.Errorf("%s:%d: the picture is another: %s", picturesFile, n, line)
			}
		}
		_, rest, _ := strings.Cut(line, "\t")
		fmt.Fprintf(&out, "%s\t%s\n", got, rest)
	}
	if n < 600 {
		t.Errorf("%s has only %d requests", picturesFile, n)
	}
	if changed > 0 && !*update {
		t.Errorf("%d of %d pictures are not what they were", changed, n)
	}
	if *update {
		if err := os.WriteFile(picturesFile, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestSignStays pins the small print on an edited picture, opaque and not.
func TestSignStays(t *testing.T) {
	m := image.NewNRGBA(image.Rect(0, 0, 500, 400))
	for i := range m.Pix {
		m.Pix[i] = uint8(i * 7 / 5)
	}
	Sign(m)
	if got := sum(m); got != "bdf2bcb87e0c365b" {
		t.Errorf("a signed picture is %s", got)
	}
}
