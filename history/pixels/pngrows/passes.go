package pngrows

import (
	"errors"
	"fmt"
	"image"
)

// pass is one of the seven in which an interlaced file comes from coarse to
// fine: where its first pixel is and how far apart they are, and how large the
// square is that each stands for until finer ones come.
type pass struct{ x, y, dx, dy, w, h int }

var passes = []pass{
	{0, 0, 8, 8, 8, 8}, {4, 0, 8, 8, 4, 8}, {0, 4, 4, 8, 4, 4}, {2, 0, 4, 4, 2, 4}, {0, 2, 2, 4, 2, 2}, {1, 0, 2, 2, 1, 2}, {0, 1, 1, 2, 1, 1},
}

// Interlaced decodes an interlaced file as far as it goes: one that is cut in a
// later pass is seen whole, but coarse. whole is false then.
func Interlaced(data []byte) (img *image.NRGBA, whole bool, err error) {
	f, err := readAny(data)
	if err != nil {
		return nil, false, err
	}
	const most = 50_000_000
	if !f.interlaced || f.w > most/f.h {
		return nil, false, ErrUnsupported
	}
	img = image.NewNRGBA(image.Rect(0, 0, f.w, f.h))
	var units []*unpacker
	rows, total := 0, 0
	for _, p := range passes {
		part := *f
		part.w, part.h = (f.w-p.x+p.dx-1)/p.dx, (f.h-p.y+p.dy-1)/p.dy
		if part.w < 1 || part.h < 1 {
			continue
		}
		total += part.h
		kind := part.kind()
		units = append(units, newUnpacker(&part, kind, func(y int, pix []byte) {
			rows++
			p.paint(img, y, pix, kind)
		}))
	}
	at := 0
	err = f.inflate(func(b []byte) bool {
		for len(b) > 0 && at < len(units) {
			n := units[at].needs()
			more := units[at].write(b[:min(n, len(b))])
			if units[at].err != nil {
				return false
			}
			b = b[min(n, len(b)):]
			if !more {
				at++
			}
		}
		return at < len(units)
	})
	if rows == total {
		return img, true, nil
	}
	if rows == 0 {
		if err == nil || errors.Is(err, errStopped) {
			err = errCut
		}
		return nil, false, fmt.Errorf("%w: %w", errDamaged, err)
	}
	return img, false, nil
}

// needs returns how many bytes are missing of all rows.
func (u *unpacker) needs() int { return (u.f.h-u.y)*len(u.cur) - u.have }

// paint puts a row of a pass into the picture.
func (p pass) paint(img *image.NRGBA, y int, pix []byte, kind Kind) {
	each, size := kind.Bytes(), img.Rect.Size()
	for i := 0; (i+1)*each <= len(pix); i++ {
		var c [4]uint8
		switch v := pix[i*each : (i+1)*each]; kind {
		case Gray:
			c = [4]uint8{v[0], v[0], v[0], 255}
		case RGB:
			c = [4]uint8{v[0], v[1], v[2], 255}
		case NRGBA:
			c = [4]uint8(v)
		}
		left, top := p.x+i*p.dx, p.y+y*p.dy
		for yy := top; yy < min(top+p.h, size.Y); yy++ {
			row := img.Pix[yy*img.Stride:]
			for xx := left; xx < min(left+p.w, size.X); xx++ {
				copy(row[4*xx:4*xx+4], c[:])
			}
		}
	}
}
