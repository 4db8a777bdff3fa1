// Package colour makes pictures of other colour spaces into sRGB: of profiles
// that consist of curves and a matrix, as those of Display P3, Adobe RGB and
// most cameras, and of what a PNG or EXIF says instead. What is beyond sRGB
// becomes the nearest that it has, channel by channel.
package colour

import (
	"encoding/binary"

	"imagine-tui/api/media"
)

// Space is what the numbers of a picture mean. The zero Space is sRGB.
type Space struct {
	// Name is what people call it, "" for sRGB.
	Name string
	// Kept is set where the meaning stands in tables that are not read here: the
	// numbers stay as they are, and Profile goes with them.
	Kept bool
	// Profile is the ICC profile, nil for none.
	Profile []byte

	gray   bool
	curves [3]curve // nil for sRGB
	matrix matrix   // light into that of sRGB
}

// SRGB tells whether numbers mean what they mean without a profile.
func (s Space) SRGB() bool { return !s.Kept && s.curves[0] == nil }

// Of returns the space of a picture file in memory, by what most others believe
// first. What makes no sense counts for nothing, as elsewhere.
func Of(file []byte) Space {
	c := media.ColoursOf(file)
	if s, ok := coded(c.Codes); ok {
		return s.checked()
	}
	if c.ICC != nil {
		if s, ok := profile(c.ICC); ok {
			return s.checked()
		}
	}
	switch {
	case c.SRGB, meansSRGB(c):
	case c.Gamma > 0:
		return tagged(c).checked()
	case c.AdobeRGB:
		return adobeRGB()
	}
	return Space{}
}

// checked returns the zero Space for one that is sRGB by what it does.
func (s Space) checked() Space {
	if s.Kept || s.SRGB() {
		return s
	}
	t := s.Table(false)
	for _, c := range [][3]uint16{
		{255, 255, 255},
		{128, 128, 128},
		{64, 64, 64},
		{16, 16, 16},
		{192, 192, 192},
		{255, 0, 0},
		{0, 255, 0},
		{0, 0, 255},
		{200, 100, 50},
		{50, 200, 100},
		{100, 50, 200},
		{4, 4, 4},
		{90, 90, 30},
		{30, 90, 90},
		{220, 60, 180},
	} {
		r, g, b := t.At(c[0]*257, c[1]*257, c[2]*257)
		for i, v := range [3]uint8{r, g, b} {
			if d := int(v) - int(c[i]); d > 1 || d < -1 {
				return s
			}
		}
	}
	return Space{}
}

// profile reads an ICC profile; false for one that nobody can use.
func profile(icc []byte) (Space, bool) {
	if len(icc) < 132 || string(icc[36:40]) != "acsp" {
		return Space{}, false
	}
	tags := tagsOf(icc)
	s := Space{Name: tags.name(), Profile: icc}
	switch string(icc[16:20]) {
	case "RGB ":
		return s.rgb(tags)
	case "GRAY":
		k, ok := curveOf(tags["kTRC"])
		if !ok {
			return Space{}, false
		}
		s.gray, s.curves = true, [3]curve{k, k, k}
		s.matrix = matrix{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}
		return s, true
	}
	return Space{}, false
}

func (s Space) rgb(tags tags) (Space, bool) {
	var light matrix
	for i, colour := range []string{"r", "g", "b"} {
		k, ok := curveOf(tags[colour+"TRC"])
		at := tags[colour+"XYZ"]
		if !ok || len(at) < 20 {
			_, tables := tags["A2B0"]
			s.Kept, s.curves = true, [3]curve{}
			return s, tables
		}
		s.curves[i] = k
		for j := range 3 {
			light[j][i] = fixed(at[8+4*j:])
		}
	}
	s.matrix = toSRGB.after(light)
	return s, true
}

// tags are the parts of a profile by their names.
type tags map[string][]byte

func tagsOf(icc []byte) tags {
	out := tags{}
	n := int(min(binary.BigEndian.Uint32(icc[128:]), 256))
	for i := range n {
		at := 132 + 12*i
		if at+12 > len(icc) {
			break
		}
		from, size := int64(binary.BigEndian.Uint32(icc[at+4:])), int64(binary.BigEndian.Uint32(icc[at+8:]))
		if from+size <= int64(len(icc)) {
			out[string(icc[at:at+4])] = icc[from : from+size]
		}
	}
	return out
}
