package contactsheet

import (
	"image"
	"image/color"
	"strings"
	"unicode/utf8"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// The letters of a PNG are Go's regular font: Latin, Greek and Cyrillic. What they
// do not have is drawn as a box, and counted.

// typeface draws text of one size. It is for one goroutine.
type typeface struct {
	face   font.Face
	font   *sfnt.Font
	buffer sfnt.Buffer
	// height of a line, and from its top to the letters' foot, in pixels.
	height, ascent int
	// heavy is how far to the right it is drawn a second time, 0 for not at all.
	heavy fixed.Int26_6
	// boxes counts lines with letters the font does not have.
	boxes *int
}

// newTypeface returns the typeface in a size in pixels. What is drawn twice is heavy: a
// font of its own for that would weigh 150 KB.
func newTypeface(size float64, heavy fixed.Int26_6, boxes *int) (*typeface, error) {
	parsed, err := opentype.Parse(goregular.TTF)
	if err != nil {
		return nil, err
	}
	face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingFull})
	if err != nil {
		return nil, err
	}
	m := face.Metrics()
	return &typeface{face: face, font: parsed, height: int(size*1.4 + 0.5), ascent: m.Ascent.Ceil(), heavy: heavy, boxes: boxes}, nil
}

// typefaces are those of a sheet.
type typefaces struct{ title, head, small *typeface }

func newTypefaces(boxes *int) (t typefaces, err error) {
	if t.title, err = newTypeface(26, 80, boxes); err != nil {
		return t, err
	}
	if t.head, err = newTypeface(15, 48, boxes); err != nil {
		return t, err
	}
	t.small, err = newTypeface(14, 0, boxes)
	return t, err
}

func (t *typeface) width(text string) int { return font.MeasureString(t.face, text).Ceil() }

// draw writes one line with its upper left corner at x, y.
func (t *typeface) draw(dst *image.RGBA, x, y int, text string, c color.Color) {
	d := font.Drawer{
		Dst: dst, Src: image.NewUniform(c), Face: t.face,
		Dot: fixed.P(x, y+t.ascent),
	}
	d.DrawString(text)
	if t.heavy > 0 {
		d.Dot = fixed.P(x, y+t.ascent).Add(fixed.Point26_6{X: t.heavy})
		d.DrawString(text)
	}
	for _, r := range text {
		if glyph, err := t.font.GlyphIndex(&t.buffer, r); err == nil && glyph == 0 {
			*t.boxes++
			return
		}
	}
}

// wrap breaks text into at most lines lines of at most width pixels. What did
// not fit is told by "…".
func (t *typeface) wrap(text string, width, lines int) []string {
	var out []string
	rest := strings.Join(strings.Fields(text), " ")
	for rest != "" && len(out) < lines {
		n := t.fitting(rest, width)
		line := rest[:n]
		if n < len(rest) {
			if len(out) == lines-1 {
				return append(out, t.shorten(rest, width))
			}
			if cut := strings.LastIndexByte(line, ' '); rest[n] != ' ' && cut > 0 {
				line = line[:cut]
			}
		}
		out = append(out, strings.TrimSpace(line))
		rest = strings.TrimSpace(rest[len(line):])
	}
	return out
}

// fitting counts the bytes of whole letters that fit, at least one letter.
func (t *typeface) fitting(text string, width int) int {
	limit := fixed.I(width)
	var at fixed.Int26_6
	for i, r := range text {
		advance, _ := t.face.GlyphAdvance(r)
		if at += advance; at > limit && i > 0 {
			return i
		}
	}
	return len(text)
}

// shorten cuts text so that it fits with "…" at its end.
func (t *typeface) shorten(text string, width int) string {
	text = text[:t.fitting(text, width)]
	for text != "" && t.width(text+"…") > width {
		_, size := utf8.DecodeLastRuneInString(text)
		text = text[:len(text)-size]
	}
	return strings.TrimSpace(text) + "…"
}
