package paint

import "strings"

// dress is the colours of one sprite as drawn.
type dress struct {
	own        [3]col
	skin, hair col
}

var (
	skins = []col{0xf6d3b3, 0xe8b48c, 0xc98a5e, 0x9a6240, 0x6a4028, 0xfbe0c8}
	hairs = []col{0x2a2024, 0x5a3a24, 0x8a5a2a, 0xd8a850, 0xb04a24, 0x8d8d92}
)

// dressed chooses the colours of a sprite: those of the prompt, else one of
// its own.
func dressed(sp *sprite, named []col, r *rng) dress {
	d := dress{skin: pick(r, skins...), hair: pick(r, hairs...)}
	for i := range d.own {
		d.own[i] = 0x8d9199
		if len(sp.cols[i]) > 0 {
			d.own[i] = pick(r, sp.cols[i]...)
		}
	}
	if len(named) > 0 {
		d.own[0] = named[0]
	}
	if len(named) > 1 {
		d.own[1] = named[1]
	}
	return d
}

// role is the colour a letter of a part stands for.
func (d dress) role(b byte) col {
	switch b {
	case '1', '2', '3':
		return d.own[b-'1']
	case 'd':
		return d.own[0].mix(0x1c1430, 72)
	case 't':
		return d.own[0].lit(84)
	case 's':
		return d.skin
	case 'h':
		return d.hair
	}
	c, _ := fixedRole(b)
	return c
}

// fixedRole is the colour of a role that is the same for every sprite.
func fixedRole(b byte) (c col, ok bool) {
	switch b {
	case 'k':
		return 0x2a2630, true
	case 'w':
		return 0xfbfaf6, true
	case 'g':
		return 0x9aa0a8, true
	case 'b':
		return 0x7a5230, true
	case 'l':
		return 0x4a9e3f, true
	case 'y':
		return 0xffd24a, true
	case 'r':
		return 0xd8403a, true
	case 'o':
		return 0xf08a2e, true
	case 'p':
		return 0xf4a0ac, true
	case 'c':
		return 0x9fd6ee, true
	case 'n':
		return 0x2c3a5c, true
	case 'u':
		return 0xe8c49a, true
	case 'e':
		return 0xfff2b0, true
	default:
		return 0, false
	}
}

// isRole tells whether a letter is one of those.
func isRole(b byte) bool {
	_, fixed := fixedRole(b)
	return fixed || strings.IndexByte("123dtsh", b) >= 0
}
