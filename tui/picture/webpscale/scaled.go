package webpscale

import (
	"bytes"
	"encoding/binary"
	"image"
)

// scaled is the picture that comes out: three planes, of one size where that
// is at most half of the picture's.
type scaled struct {
	w, h            int
	shift, chroma   uint // by how much luma and chroma are scaled
	stride, cstride int
	y, cb, cr       []uint8
}

func newScaled(f *frame, shift uint) *scaled {
	round := 1<<shift - 1
	s := &scaled{w: (f.w + round) >> shift, h: (f.h + round) >> shift, shift: shift}
	if shift > 0 {
		s.chroma = shift - 1
	}
	s.stride, s.cstride = f.mw*16>>s.shift, f.mw*8>>s.chroma
	gray := func(n int) []uint8 { return bytes.Repeat([]byte{128}, n) }
	s.y = gray(s.stride * (f.mh * 16 >> s.shift))
	s.cb, s.cr = gray(s.cstride*(f.mh*8>>s.chroma)), gray(s.cstride*(f.mh*8>>s.chroma))
	return s
}

// image returns the picture.
func (s *scaled) image() *image.YCbCr {
	img := &image.YCbCr{
		Y: s.y, Cb: s.cb, Cr: s.cr, YStride: s.stride, CStride: s.cstride,
		SubsampleRatio: image.YCbCrSubsampleRatio444, Rect: image.Rect(0, 0, s.w, s.h),
	}
	if s.shift == 0 {
		img.SubsampleRatio = image.YCbCrSubsampleRatio420
	}
	FullRange(img)
	return img
}

// add takes macroblock x, y. Chroma has half the pixels to begin with.
func (s *scaled) add(x, y int, luma *[17 * stride]uint8, chroma *[9 * stride]uint8) {
	side, cside := 16>>s.shift, 8>>s.chroma
	at, cat := (y*s.stride+x)*side, (y*s.cstride+x)*cside
	shrink(s.y[at:], s.stride, luma[lumaAt:], 16, s.shift)
	shrink(s.cb[cat:], s.cstride, chroma[blueAt:], 8, s.chroma)
	shrink(s.cr[cat:], s.cstride, chroma[redAt:], 8, s.chroma)
}

// lanes are the even ones of eight bytes.
const lanes = 0x00ff00ff00ff00ff

// shrink writes the means of squares of 1<<shift pixels of a block of side ×
// side, 8 or 16.
func shrink(out []uint8, outStride int, pix []uint8, side int, shift uint) {
	if shift == 0 {
		for y := range side {
			copy(out[y*outStride:y*outStride+side], pix[y*stride:])
		}
		return
	}
	rows := 1 << shift
	for y := 0; y < side; y += rows {
		var whole uint64
		for x := 0; x < side; x += 8 {
			// Four sums of two pixels across.
			var sums uint64
			for i := range rows {
				v := binary.LittleEndian.Uint64(pix[(y+i)*stride+x:])
				sums += v&lanes + v>>8&lanes
			}
			o := out[y>>shift*outStride+x>>shift:]
			switch shift {
			case 1:
				sums = (sums + 2*0x0001000100010001) >> 2
				_ = o[3]
				o[0], o[1], o[2], o[3] = uint8(sums), uint8(sums>>16), uint8(sums>>32), uint8(sums>>48)
			case 2:
				sums += sums >> 16
				_ = o[1]
				o[0], o[1] = uint8((sums&0xffff+8)>>4), uint8((sums>>32&0xffff+8)>>4)
			case 3:
				o[0] = uint8((sums*0x0001000100010001>>48 + 32) >> 6)
			default:
				whole += sums * 0x0001000100010001 >> 48
				if x+8 == side {
					out[y>>shift*outStride] = uint8((whole + 128) >> 8)
				}
			}
		}
	}
}
