package comparison

import "slices"

// bout is a row of duels: two results at a time, of which one stays where it is
// and the next challenger takes the place of the other, until one is left.
type bout struct {
	order       []string // who takes part, in the order in which they come
	next        int      // which of them comes next
	left, right string   // "" for nobody: the other one is the last
	past        []turn   // what was decided, the last one at the end
}

// turn is a duel that is over: how things stood before, and who stayed.
type turn struct {
	left, right, stayed string
	next                int
}

// newBout begins with the first two of at least two.
func newBout(order []string) *bout {
	return &bout{order: order, next: 2, left: order[0], right: order[1]}
}

// stay ends the duel that is on. The next challenger who can still come takes
// the place of the one that does not stay. It reports whether that one was in it.
func (b *bout) stay(id string, can func(id string) bool) bool {
	if b.over() || id != b.left && id != b.right {
		return false
	}
	b.past = append(b.past, turn{b.left, b.right, id, b.next})
	challenger, at := b.challenger(can)
	b.next = at
	if id == b.left {
		b.right = challenger
	} else {
		b.left = challenger
	}
	return true
}

// challenger is who comes next, "" for nobody, and the place behind that one.
func (b *bout) challenger(can func(id string) bool) (id string, next int) {
	for at, id := range b.order[b.next:] {
		if can(id) {
			return id, b.next + at + 1
		}
	}
	return "", len(b.order)
}

// back takes the last duel back; it reports whether there was one.
func (b *bout) back() bool {
	n := len(b.past)
	if n == 0 {
		return false
	}
	t := b.past[n-1]
	b.past, b.left, b.right, b.next = b.past[:n-1], t.left, t.right, t.next
	return true
}

// over tells whether one is left.
func (b *bout) over() bool { return b.left == "" || b.right == "" }

// last is the one that is left, "" while there are two.
func (b *bout) last() string {
	if !b.over() {
		return ""
	}
	return b.left + b.right
}

// streak is who stayed in the last duels, and in how many of them.
func (b *bout) streak() (id string, n int) {
	for _, t := range slices.Backward(b.past) {
		if n > 0 && t.stayed != id {
			break
		}
		id, n = t.stayed, n+1
	}
	return id, n
}

// toCome counts the duels that are still to be decided.
func (b *bout) toCome(can func(id string) bool) int {
	if b.over() {
		return 0
	}
	n := 1
	for _, id := range b.order[b.next:] {
		if can(id) {
			n++
		}
	}
	return n
}
