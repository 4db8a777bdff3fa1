package webpscale

import (
	"bytes"
	"encoding/binary"
	"image"
)

// scaled is the picture that comes out: three planes of one size.
type scaled struct {
	w, h      int
	shift     uint
	stride    int
	y, cb, cr []uint8
}

func newScaled(f *frame, shift uint) *scaled {
	round := 1<<shift - 1
	s := &scaled{w: (f.w + round) >> shift, h: (f.h + round) >> shift, shift: shift, stride: f.mw * 16 >> shift}
	n := s.stride * (f.mh * 16 >> shift)
	s.y, s.cb, s.cr = bytes.Repeat([]byte{128}, n), bytes.Repeat([]byte{128}, n), bytes.Repeat([]byte{128}, n)
	return s
}

// image returns the picture.
func (s *scaled) image() *image.YCbCr {
	return &image.YCbCr{
		Y: s.y, Cb: s.cb, Cr: s.cr, YStride: s.stride, CStride: s.stride,
		SubsampleRatio: image.YCbCrSubsampleRatio444, Rect: image.Rect(0, 0, s.w, s.h),
	}
}

// add takes macroblock x, y. Chroma has half the pixels to begin with.
func (s *scaled) add(x, y int, luma *[17 * stride]uint8, chroma *[9 * stride]uint8) {
	side := 16 >> s.shift
	at := y*side*s.stride + x*side
	shrink(s.y[at:], s.stride, luma[lumaAt:], 16, s.shift)
	shrink(s.cb[at:], s.stride, chroma[blueAt:], 8, s.shift-1)
	shrink(s.cr[at:], s.stride, chroma[redAt:], 8, s.shift-1)
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
