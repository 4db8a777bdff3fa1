package vp8proof

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/image/vp8"
)

// samples are the frames of lossy WebP files: of one and of several partitions, with
// segments, of photographs and of drawings.
func samples(tb testing.TB) map[string][]byte {
	tb.Helper()
	names, err := filepath.Glob(filepath.Join("testdata", "*.webp"))
	if err != nil || len(names) == 0 {
		tb.Fatal("no samples", err)
	}
	frames := map[string][]byte{}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			tb.Fatal(err)
		}
		for rest := data[12:]; len(rest) >= 8; {
			n := int(binary.LittleEndian.Uint32(rest[4:]))
			if string(rest[:4]) == "VP8 " {
				frames[filepath.Base(name)] = rest[8 : 8+n]
			}
			rest = rest[min(8+n+n&1, len(rest)):]
		}
	}
	return frames
}

func check(frame []byte) error { return Check(bytes.NewReader(frame), int64(len(frame))) }

func decode(frame []byte) error {
	d := vp8.NewDecoder()
	d.Init(bytes.NewReader(frame), len(frame))
	if _, err := d.DecodeFrameHeader(); err != nil {
		return err
	}
	_, err := d.DecodeFrame()
	return err
}

// agree fails the test unless Check and a decoder say the same of a frame.
func agree(t *testing.T, frame []byte) {
	t.Helper()
	err, want := check(frame), decode(frame)
	if (err == nil) != (want == nil) {
		t.Errorf("%v, and a decoder says: %v, of %x", err, want, frame[:min(len(frame), 200)])
	}
}

// What is whole passes, and of what is cut anywhere, or has one byte wrong anywhere, a
// decoder says the same.
func TestCheckAgreesWithADecoder(t *testing.T) {
	t.Parallel()
	for name, frame := range samples(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if err := errors.Join(check(frame), decode(frame)); err != nil {
				t.Fatal(err)
			}
			found := 0
			for n := 0; n < len(frame); n += max(1, len(frame)/25) {
				if err := Check(bytes.NewReader(frame[:n]), int64(len(frame))); !errors.Is(err, io.ErrUnexpectedEOF) {
					t.Fatalf("cut at %d: %v", n, err)
				}
				agree(t, frame[:n])
				for _, by := range []byte{0, 0xFF, frame[n] ^ 0x10, frame[n] ^ 0x81} {
					damaged := bytes.Clone(frame)
					damaged[n] = by
					agree(t, damaged)
					if check(damaged) != nil {
						found++
					}
				}
			}
			if found == 0 {
				t.Error("no damage was found")
			}
		})
	}
}

// Each form of damage, and what finds it.
func TestWhatFindsDamage(t *testing.T) {
	t.Parallel()
	var whole []byte
	for _, frame := range samples(t) {
		if len(frame) > len(whole) {
			whole = frame
		}
	}
	change := func(at int, by ...byte) []byte {
		frame := bytes.Clone(whole)
		copy(frame[at:], by)
		return frame
	}
	for name, c := range map[string]struct {
		frame []byte
		want  error
	}{
		"nothing":                       {nil, io.ErrUnexpectedEOF},
		"no key frame":                  {change(0, whole[0]|1), errFrame},
		"another beginning":             {change(3, 0), errFrame},
		"a first part that is too long": {change(2, 0xFF), io.ErrUnexpectedEOF},
		"its last byte but 200 missing": {whole[:len(whole)-200], io.ErrUnexpectedEOF},
		"too large for its data":        {change(6, 0xFF, 0x3F), io.ErrUnexpectedEOF},
	} {
		if err := check(c.frame); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
		agree(t, c.frame)
	}
	broken := errors.New("the connection broke")
	if err := Check(io.MultiReader(bytes.NewReader(whole[:50]), failing{broken}), int64(len(whole))); !errors.Is(err, broken) {
		t.Errorf("why reading failed is not told: %v", err)
	}
}

type failing struct{ error }

func (f failing) Read([]byte) (int, error) { return 0, f.error }

// FuzzCheck: what passes a decoder takes, and what a decoder takes passes.
func FuzzCheck(f *testing.F) {
	for _, frame := range samples(f) {
		if len(frame) < 10_000 {
			f.Add(frame)
		}
	}
	f.Fuzz(func(t *testing.T, frame []byte) {
		if len(frame) >= 10 && (int(frame[6])|int(frame[7]&0x3F)<<8)*(int(frame[8])|int(frame[9]&0x3F)<<8) > 1<<18 {
			return
		}
		agree(t, frame)
	})
}

func BenchmarkCheck(b *testing.B) {
	for name, frame := range samples(b) {
		for what, do := range map[string]func([]byte) error{"proof": check, "decoder": decode} {
			b.Run(name+"/"+what, func(b *testing.B) {
				b.SetBytes(int64(len(frame)))
				b.ReportAllocs()
				for b.Loop() {
					if err := do(frame); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
