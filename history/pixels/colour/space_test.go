package colour_test

import (
	"image"
	"image/color"
	"testing"

	"imagine-tui/api/media"
	"imagine-tui/history/pixels/colour"
	"imagine-tui/history/upload/uploadtest"
)

// Colours that another colour engine made of these profiles.
func TestKnownColours(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		space    string
		from, to [3]uint8
	}{
		{"Adobe RGB", [3]uint8{200, 100, 50}, [3]uint8{227, 100, 42}},
		{"Adobe RGB", [3]uint8{128, 128, 128}, [3]uint8{129, 129, 129}},
		{"Adobe RGB", [3]uint8{0, 255, 0}, [3]uint8{0, 255, 0}},
		{"Display P3", [3]uint8{255, 255, 255}, [3]uint8{255, 255, 255}},
		{"Display P3", [3]uint8{200, 100, 50}, [3]uint8{215, 93, 31}},
		{"Display P3", [3]uint8{50, 200, 100}, [3]uint8{0, 204, 86}},
		{"Display P3", [3]uint8{30, 60, 90}, [3]uint8{17, 61, 93}},
		{"Adobe RGB", [3]uint8{30, 60, 90}, [3]uint8{0, 57, 91}},
		{"Display P3", [3]uint8{255, 0, 0}, [3]uint8{255, 0, 0}},
	} {
		file := uploadtest.File{Format: media.PNG, Space: tt.space}.Of(t, image.NewGray(image.Rect(0, 0, 1, 1)))
		c := tt.from
		r, g, b := colour.Of(file).Table(false).At(uint16(c[0])*257, uint16(c[1])*257, uint16(c[2])*257)
		for i, v := range [3]uint8{r, g, b} {
			if d := int(v) - int(tt.to[i]); d > 1 || d < -1 {
				t.Errorf("%s %v is %d, %d, %d, want %v", tt.space, tt.from, r, g, b, tt.to)
			}
		}
		seen := uploadtest.Seen(tt.space, color.NRGBA{c[0], c[1], c[2], 255})
		if d := int(seen.R) - int(r); d > 1 || d < -1 {
			t.Errorf("%s %v is %v by another way", tt.space, tt.from, seen)
		}
	}
}

// What a file says of its colours counts where it makes sense.
func TestWhatCountsAsSRGB(t *testing.T) {
	t.Parallel()
	bare := uploadtest.File{Format: media.PNG}.Of(t, image.NewGray(image.Rect(0, 0, 1, 1)))
	with := func(kind, data string) []byte { return uploadtest.WithChunk(bare, kind, []byte(data)) }
	chrm := func(v ...uint32) (out string) {
		for _, n := range v {
			out += string([]byte{byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)})
		}
		return out
	}
	for name, tt := range map[string]struct {
		file []byte
		srgb bool
		name string
	}{
		"nothing":           {bare, true, ""},
		"gamma of sRGB":     {with("gAMA", chrm(45455)), true, ""},
		"linear":            {with("gAMA", chrm(100000)), false, ""},
		"no gamma":          {with("gAMA", chrm(0)), true, ""},
		"primaries of sRGB": {uploadtest.WithChunk(with("gAMA", chrm(45455)), "cHRM", []byte(chrm(31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000))), true, ""},
		"wide primaries":    {uploadtest.WithChunk(with("gAMA", chrm(45455)), "cHRM", []byte(chrm(31270, 32900, 68000, 32000, 26500, 69000, 15000, 6000))), false, ""},
		"flat primaries":    {uploadtest.WithChunk(with("gAMA", chrm(45455)), "cHRM", []byte(chrm(31270, 32900, 1, 1, 1, 1, 1, 1))), true, ""},
		"codes of P3":       {with("cICP", "\x0c\x0d\x00\x01"), false, "Display P3"},
		"codes of sRGB":     {with("cICP", "\x01\x0d\x00\x01"), true, ""},
		"codes of PQ":       {with("cICP", "\x09\x10\x00\x01"), true, ""},
		"a broken profile":  {with("iCCP", "x\x00\x00 no zlib"), true, ""},
	} {
		if s := colour.Of(tt.file); s.SRGB() != tt.srgb || s.Name != tt.name {
			t.Errorf("%s: sRGB %v, %q", name, s.SRGB(), s.Name)
		}
	}
	gray := uploadtest.File{Format: media.PNG, Space: "gray"}.Of(t, image.NewGray(image.Rect(0, 0, 1, 1)))
	if r, g, b := colour.Of(gray).Table(false).At(100*257, 100*257, 100*257); r != 168 || g != 168 || b != 168 {
		t.Errorf("a linear gray of 100 is %d, %d, %d", r, g, b)
	}
}

// Whatever stands in a profile, nothing falls over it, and what comes of it is
// a colour.
func FuzzProfile(f *testing.F) {
	for _, space := range []string{"Display P3", "Adobe RGB", "gray", "tables"} {
		f.Add(uploadtest.Profile(space))
	}
	f.Fuzz(func(t *testing.T, icc []byte) {
		file := uploadtest.WebP(image.NewGray(image.Rect(0, 0, 1, 1)), uploadtest.Chunk{Kind: "ICCP", Data: icc})
		s := colour.Of(file)
		if table := s.Table(false); table != nil {
			table.At(0, 65535, 1000)
		}
		if s.Kept && s.Profile == nil {
			t.Error("tables without a profile")
		}
	})
}
