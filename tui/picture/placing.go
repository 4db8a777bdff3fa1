package picture

import (
	"strings"
	"time"
)

// Place returns the frame to show: the placeholders of pictures become blanks that
// the terminal draws them over. Pictures that just moved, with others, are shown in
// characters until Rested tells that they stand still.
func (o *Overlay) Place(lines []string) []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	if !o.draws {
		return lines
	}
	o.height = len(lines)
	found, parsed := make([][]run, len(lines)), map[string][]run{}
	now, fresh := seats{}, []seat(nil)
	for y, line := range lines {
		if !strings.Contains(line, placeholder) {
			continue
		}
		runs, known := o.parsed[line]
		if !known {
			runs = runsOf(line)
		}
		found[y], parsed[line] = runs, runs
		for _, r := range found[y] {
			s, ok := o.seat(r, y)
			if !ok || now[s] != nil {
				continue
			}
			if before := o.seats[s]; before != nil {
				now[s] = before
				continue
			}
			now[s] = &spot{coarse: true}
			fresh = append(fresh, s)
		}
	}
	o.settle(now, fresh)
	o.seats, o.parsed = now, parsed
	out := make([]string, len(lines))
	for y, line := range lines {
		if out[y] = o.placed(line, y, found[y]); len(now) > 0 {
			out[y] = numbered(out[y], y)
		}
	}
	return out
}

// seat is where the picture is that a run is a part of.
func (o *Overlay) seat(r run, y int) (seat, bool) {
	g := o.held[r.id]
	if g == nil || r.row >= g.Rows || r.first+r.n > g.Cols {
		return seat{}, false
	}
	return seat{g, r.x - r.first, y - r.row}, true
}

// settle says which of the pictures have pixels in this frame.
func (o *Overlay) settle(now seats, fresh []seat) {
	if restless(fresh, o.seats) {
		o.rest = false
		o.wait()
		return
	}
	for _, s := range fresh {
		o.sharpen(now, s)
	}
	if !o.rest {
		return
	}
	o.rest = false
	for s, spot := range now {
		if spot.coarse {
			o.sharpen(now, s)
		}
	}
}

// sharpen has a picture drawn.
func (o *Overlay) sharpen(now seats, s seat) {
	o.pen = now.free(s, o.seats, o.pen, &o.screen)
	now[s] = &spot{pen: o.pen}
}

// wait begins to wait until nothing moves.
func (o *Overlay) wait() {
	if o.resting != nil {
		o.resting.Reset(restAfter)
		return
	}
	o.resting = time.AfterFunc(restAfter, o.settled)
}

// settled takes note that nothing moved for a while.
func (o *Overlay) settled() {
	o.mu.Lock()
	o.rest = true
	o.mu.Unlock()
	select {
	case o.rested <- struct{}{}:
	default: // it was told already
	}
}

// placed returns a line as it is sent.
func (o *Overlay) placed(line string, y int, runs []run) string {
	if len(runs) == 0 {
		return line
	}
	var b strings.Builder
	b.Grow(len(line))
	done := 0
	for _, r := range runs {
		b.WriteString(line[done:r.from])
		s, ok := o.seat(r, y)
		switch spot := o.seats[s]; {
		case !ok:
			b.WriteString(strings.Repeat(" ", r.n))
		case spot.coarse:
			s.graphic.coarse(&b, r.row, r.first, r.first+r.n)
		default:
			spot.pen.paint(&b, s.graphic, r.row, r.first, r.first+r.n)
		}
		done = r.to
	}
	b.WriteString(line[done:])
	return b.String()
}
