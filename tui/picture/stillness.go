package picture

import "time"

// restAfter is how long pictures must stand still before they are drawn again that
// were shown in characters while they moved: shorter than anybody waits, and longer
// than from one key to the next of one that is held.
const restAfter = 60 * time.Millisecond

// mostInFrame is how many bytes of pictures may come with one frame.
const mostInFrame = 64 << 10

// restless tells whether so much of a frame moved, or came at once, that drawing it
// would be behind the next frame of one who scrolls. fresh are the pictures that
// were not there before.
func restless(fresh []seat, before seats) bool {
	moved, sum := 0, 0
	were := map[*Graphic]bool{}
	for s := range before {
		were[s.graphic] = true
	}
	for _, s := range fresh {
		sum += len(s.graphic.Data)
		if were[s.graphic] {
			moved++
		}
	}
	return moved > 1 || len(fresh) > 2 && sum > mostInFrame
}
