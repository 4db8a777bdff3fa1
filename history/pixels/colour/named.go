package colour

import (
	"encoding/binary"
	"strings"
	"unicode/utf16"

	"imagine-tui/api/clean"
	"imagine-tui/api/media"
)

// of returns a space of primaries and a curve.
func of(name string, red, green, blue, white point, k curve) (Space, bool) {
	light, ok := primaries(red, green, blue, white)
	if !ok {
		return Space{}, false
	}
	return Space{Name: name, curves: [3]curve{k, k, k}, matrix: toSRGB.after(light)}, true
}

func adobeRGB() Space {
	s, _ := of("Adobe RGB", point{0.64, 0.33}, point{0.21, 0.71}, point{0.15, 0.06}, d65, power(563.0/256))
	return s
}

// coded is a space by the code points that PNG shares with video (ITU-T H.273);
// false for those that are not known here.
func coded(codes [2]byte) (Space, bool) {
	const bt709, bt2020, p3 = 1, 9, 12
	const gamma22, linear, iec = 4, 8, 13
	curves := map[byte]curve{gamma22: power(2.2), linear: power(1), iec: srgb}
	k, ok := curves[codes[1]]
	if !ok {
		return Space{}, false
	}
	switch codes[0] {
	case bt709:
		return of("BT.709", point{0.64, 0.33}, point{0.30, 0.60}, point{0.15, 0.06}, d65, k)
	case bt2020:
		return of("BT.2020", point{0.708, 0.292}, point{0.170, 0.797}, point{0.131, 0.046}, d65, k)
	case p3:
		return of("Display P3", point{0.680, 0.320}, point{0.265, 0.690}, point{0.150, 0.060}, d65, k)
	}
	return Space{}, false
}

// asSRGB are the chunks with which a PNG in sRGB also serves readers that know
// no more than those, by PNG's own specification.
var asSRGB = media.Colours{Gamma: 45455, Chromaticities: [8]uint32{31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000}}

// meansSRGB tells whether chunks are asSRGB, but for how they were rounded.
func meansSRGB(c media.Colours) bool {
	near := func(a, b uint32) bool { return max(a, b)-min(a, b) <= 250 }
	same := near(c.Gamma, asSRGB.Gamma)
	for i, v := range c.Chromaticities {
		same = same && (c.Chromaticities == [8]uint32{} || near(v, asSRGB.Chromaticities[i]))
	}
	return same
}

// tagged is the space that the chunks gAMA and cHRM of a PNG describe.
func tagged(c media.Colours) Space {
	at := func(i int) point {
		return point{float64(c.Chromaticities[i]) / 100_000, float64(c.Chromaticities[i+1]) / 100_000}
	}
	white, red, green, blue := at(0), at(2), at(4), at(6)
	if c.Chromaticities == [8]uint32{} {
		white, red, green, blue = d65, point{0.64, 0.33}, point{0.30, 0.60}, point{0.15, 0.06}
	}
	s, _ := of("", red, green, blue, white, power(100_000/float64(c.Gamma)))
	return s
}

// name is what a profile calls itself, in few words.
func (t tags) name() string {
	tag := t["desc"]
	if len(tag) < 28 {
		return ""
	}
	text := ""
	switch string(tag[:4]) {
	case "desc":
		n := int64(binary.BigEndian.Uint32(tag[8:]))
		text = string(tag[12:min(int64(len(tag)), 12+n)])
	case "mluc":
		n, from := int64(binary.BigEndian.Uint32(tag[20:])), int64(binary.BigEndian.Uint32(tag[24:]))
		if from+n > int64(len(tag)) || n > 512 {
			return ""
		}
		var units []uint16
		for at := from; at+1 < from+n; at += 2 {
			units = append(units, binary.BigEndian.Uint16(tag[at:]))
		}
		text = string(utf16.Decode(units))
	}
	return clean.Short(strings.Trim(text, "\x00 "), 40)
}
