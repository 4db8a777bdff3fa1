package picture

import "sync"

// octants are the characters of the masks of 2 × 4 pixels. Unicode has them in
// the order of their masks from U+1CD00, without those that existed before or
// stand elsewhere.
var octants = sync.OnceValue(func() []string {
	o := make([]string, 256)
	// Bits 0 and 1 are the top row, 6 and 7 the bottom one.
	elsewhere := map[int]rune{
		0b00_00_00_00: ' ', 0b11_11_11_11: '█',
		0b00_00_11_11: '▀', 0b11_11_00_00: '▄', 0b01_01_01_01: '▌', 0b10_10_10_10: '▐',
		0b00_00_01_01: '▘', 0b00_00_10_10: '▝', 0b01_01_00_00: '▖', 0b10_10_00_00: '▗',
		0b10_10_01_01: '▚', 0b01_01_10_10: '▞',
		0b01_01_11_11: '▛', 0b10_10_11_11: '▜', 0b11_11_01_01: '▙', 0b11_11_10_10: '▟',
		0b00_00_00_11: 0x1FB82, 0b11_00_00_00: '▂', 0b00_11_11_11: 0x1FB85, 0b11_11_11_00: '▆',
		0b00_00_00_01: 0x1CEA8, 0b00_00_00_10: 0x1CEAB, 0b01_00_00_00: 0x1CEA3, 0b10_00_00_00: 0x1CEA0,
		0b00_01_01_00: 0x1FBE6, 0b00_10_10_00: 0x1FBE7,
	}
	next := rune(0x1CD00)
	for m := range o {
		if r, ok := elsewhere[m]; ok {
			o[m] = string(r)
			continue
		}
		o[m] = string(next)
		next++
	}
	return o
})
