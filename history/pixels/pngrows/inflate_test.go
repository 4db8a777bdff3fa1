package pngrows

import (
	"bytes"
	"compress/zlib"
	"io"
	"math/rand/v2"
	"testing"
)

// unpackAll runs an inflater over a whole stream.
func unpackAll(in []byte) ([]byte, error) {
	var all []byte
	z := inflater{in: append(bytes.Clone(in), make([]byte, padding)...), out: make([]byte, window+piece+maxMatch+slack+8)}
	z.emit = func(out []byte, from, to int) []byte {
		all = append(all, out[from:to]...)
		return make([]byte, len(out))
	}
	err := z.run()
	return all, err
}

func TestInflate(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 9))
	random := make([]byte, 150_000)
	for i := range random {
		random[i] = byte(rnd.IntN(256))
	}
	// Many different distances and lengths, near and at the limits.
	var repeats []byte
	for len(repeats) < 200_000 {
		repeats = append(repeats, random[:rnd.IntN(30)]...)
		d, n := 1+rnd.IntN(min(window, len(repeats)+1)), 1+rnd.IntN(400)
		for range n {
			if d > len(repeats) {
				repeats = append(repeats, 7)
				continue
			}
			repeats = append(repeats, repeats[len(repeats)-d])
		}
	}
	skewed := make([]byte, 150_000) // leads to codes of all lengths
	for i := range skewed {
		v := 1.0
		for rnd.IntN(3) > 0 {
			v *= 1.3
		}
		skewed[i] = byte(v)
	}
	for name, data := range map[string][]byte{
		"nothing": {}, "one byte": {42}, "zeros": make([]byte, 300_000),
		"random": random, "repeats": repeats, "skewed": skewed,
	} {
		for _, level := range []int{-2, 0, 1, 7} {
			packed := pack(t, data, level)
			got, err := unpackAll(packed)
			if err != nil || !bytes.Equal(got, data) {
				t.Errorf("%s, level %d: %d bytes of %d, %v", name, level, len(got), len(data), err)
			}
		}
	}
}

func TestInflateCut(t *testing.T) {
	data := bytes.Repeat([]byte("a picture is worth a thousand tokens; "), 900)
	packed := pack(t, data, 6)
	for n := range len(packed) - 6 { // the checksum is not read
		got, err := unpackAll(packed[:n])
		if err == nil || !bytes.HasPrefix(data, got) && len(got) > 0 && n > 40 && !bytes.HasPrefix(data, got[:len(got)-min(len(got), 300)]) {
			t.Fatalf("cut at %d of %d: %d bytes, %v", n, len(packed), len(got), err)
		}
	}
}

func FuzzInflate(f *testing.F) {
	for level := -2; level <= 9; level += 3 {
		f.Add(pack(f, []byte("a picture, a picture, my kingdom for a picture"), level))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := unpackAll(data)
		z, wantErr := zlib.NewReader(bytes.NewReader(data))
		if wantErr != nil {
			return
		}
		want, wantErr := io.ReadAll(io.LimitReader(z, 1<<20))
		if wantErr == nil && len(want) < 1<<20 && (err != nil || !bytes.Equal(got, want)) {
			t.Fatalf("%d bytes, %v; want %d", len(got), err, len(want))
		}
	})
}
