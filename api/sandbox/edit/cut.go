package edit

import "image"

// RemoveBackground makes the background of a picture transparent: what can be
// reached from its edges without crossing a visible border. The more even the
// background, the cleaner the cut.
func RemoveBackground(p *image.NRGBA) *image.NRGBA {
	w, h := p.Rect.Dx(), p.Rect.Dy()
	var away []bool
	// A careful flood first; when it gets nowhere, a bolder one.
	for _, t := range [][2]int32{{9, 60}, {14, 90}, {22, 140}, {34, 220}} {
		next, n := flood(p, t[0], t[1])
		if away != nil && n > w*h*97/100 {
			break // Too bold: it went through the subject.
		}
		away = next
		if n > w*h/5 {
			break
		}
	}
	mask := make([]uint8, w*h)
	for i, v := range away {
		if !v {
			mask[i] = 255
		}
	}
	dropCrumbs(mask, w, h)
	mask = Feather(mask, w, h, 2)
	out := image.NewNRGBA(p.Rect)
	for i, a := range mask {
		copy(out.Pix[i*4:i*4+3], p.Pix[i*4:i*4+3])
		out.Pix[i*4+3] = uint8(uint32(p.Pix[i*4+3]) * uint32(a) / 255)
		if out.Pix[i*4+3] == 0 {
			clear(out.Pix[i*4 : i*4+3])
		}
	}
	return out
}

// dropCrumbs clears the parts of a mask that are small against the largest.
func dropCrumbs(mask []uint8, w, h int) {
	part := make([]int32, w*h) // 0 is not seen yet
	var sizes []int
	var queue []int32
	for i := range mask {
		if mask[i] == 0 || part[i] != 0 {
			continue
		}
		id := int32(len(sizes) + 1)
		part[i], queue = id, append(queue[:0], int32(i))
		n := 0
		for ; len(queue) > 0; n++ {
			j := int(queue[len(queue)-1])
			queue = queue[:len(queue)-1]
			for _, k := range beside(j, w, h) {
				if k >= 0 && mask[k] != 0 && part[k] == 0 {
					part[k] = id
					queue = append(queue, int32(k))
				}
			}
		}
		sizes = append(sizes, n)
	}
	largest := 0
	for _, n := range sizes {
		largest = max(largest, n)
	}
	for i, id := range part {
		if id != 0 && sizes[id-1] < largest/30 {
			mask[i] = 0
		}
	}
}

// beside are the four neighbours of a pixel, -1 where there is none.
func beside(i, w, h int) [4]int {
	n := [4]int{i - 1, i + 1, i - w, i + w}
	if i%w == 0 {
		n[0] = -1
	}
	if i%w == w-1 {
		n[1] = -1
	}
	if i/w == h-1 {
		n[3] = -1
	}
	if i < w {
		n[2] = -1
	}
	return n
}

// flood marks what is reached from the edges. A step may change the colour by
// step at most, and the colour may drift away from where the flood entered by
// drift at most: gradients are followed, subjects are not.
func flood(p *image.NRGBA, step, drift int32) (reached []bool, n int) {
	w, h := p.Rect.Dx(), p.Rect.Dy()
	reached = make([]bool, w*h)
	entry := make([]int32, w*h) // the pixel of the edge the flood came from
	var queue []int32
	enter := func(i, from int32) {
		reached[i], entry[i] = true, from
		queue = append(queue, i)
	}
	for x := range w {
		enter(int32(x), int32(x))
		enter(int32((h-1)*w+x), int32((h-1)*w+x))
	}
	for y := range h {
		enter(int32(y*w), int32(y*w))
		enter(int32(y*w+w-1), int32(y*w+w-1))
	}
	for len(queue) > 0 {
		i := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		n++
		for _, j := range beside(int(i), w, h) {
			if j < 0 || reached[j] {
				continue
			}
			if differ(p, int(i), j) <= step && differ(p, int(entry[i]), j) <= drift {
				enter(int32(j), entry[i])
			}
		}
	}
	return reached, min(n, w*h)
}

// differ is the largest difference of two pixels in a channel.
func differ(p *image.NRGBA, i, j int) int32 {
	var m int32
	for c := range 4 {
		d := int32(p.Pix[i*4+c]) - int32(p.Pix[j*4+c])
		m = max(m, d, -d)
	}
	return m
}
