package recipe

import (
	"bytes"

	"imagine-tui/api/media"
)

// ourMagic begins each of our APP9 segments. Two bytes follow: the number of
// the part, from 1, and how many there are.
const ourMagic = Program + "\x00"

// writeParts writes the JSON into as many segments as it takes. It fails when
// more than a byte can count would be needed, which is 16 MB.
func writeParts(b *bytes.Buffer, json []byte) bool {
	const room = media.MaxSegment - len(ourMagic) - 2
	total := (len(json) + room - 1) / room
	if total > 255 {
		return false
	}
	for i := range total {
		part := json[i*room : min((i+1)*room, len(json))]
		data := append([]byte(ourMagic), byte(i+1), byte(total))
		writeSegment(b, media.APP9, append(data, part...))
	}
	return true
}

// collector puts a recipe together that was split. Parts come in order;
// anything else is not ours.
type collector struct {
	data        []byte
	next, total int
}

func (c *collector) add(data []byte) {
	rest, ok := bytes.CutPrefix(data, []byte(ourMagic))
	if !ok || len(rest) < 2 {
		return
	}
	number, total := int(rest[0]), int(rest[1])
	if c.next == 0 {
		c.next, c.total = 1, total
	}
	if number != c.next || total != c.total || number > total || len(c.data)+len(rest) > MaxJSON {
		return
	}
	c.data = append(c.data, rest[2:]...)
	c.next++
}

// whole returns the recipe, nil if a part is missing.
func (c *collector) whole() []byte {
	if c.next == 0 || c.next != c.total+1 {
		return nil
	}
	return c.data
}
