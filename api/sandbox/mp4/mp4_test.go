package mp4

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// frames are grey pictures that grow brighter.
func frames(tb testing.TB, n, w, h int) [][]byte {
	tb.Helper()
	var out [][]byte
	for i := range n {
		m := image.NewGray(image.Rect(0, 0, w, h))
		for j := range m.Pix {
			m.Pix[j] = color.Gray{uint8(10 * i)}.Y
		}
		var b bytes.Buffer
		if err := jpeg.Encode(&b, m, nil); err != nil {
			tb.Fatal(err)
		}
		out = append(out, b.Bytes())
	}
	return out
}

// node is a box taken apart, with its position in the file.
type node struct {
	kind string
	body []byte
	at   int
	in   []node
}

// holders are the boxes that hold boxes, with what stands in front of them.
var holders = map[string]int{
	"moov": 0, "trak": 0, "mdia": 0, "minf": 0, "dinf": 0, "stbl": 0, "dref": 8, "stsd": 8, "mp4v": 78,
}

// parse takes a file apart. It fails where lengths do not add up.
func parse(t *testing.T, data []byte, at int) []node {
	t.Helper()
	var out []node
	for len(data) > 0 {
		if len(data) < boxHead {
			t.Fatalf("%d bytes are left over at %d", len(data), at)
		}
		n := int(binary.BigEndian.Uint32(data))
		if n < boxHead || n > len(data) {
			t.Fatalf("the box %q at %d is %d bytes long, %d are left", data[4:8], at, n, len(data))
		}
		b := node{kind: string(data[4:8]), body: data[boxHead:n], at: at}
		if skip, ok := holders[b.kind]; ok {
			b.in = parse(t, b.body[skip:], at+boxHead+skip)
		}
		out = append(out, b)
		data, at = data[n:], at+n
	}
	return out
}

// find returns the box at a path.
func find(t *testing.T, in []node, path string) node {
	t.Helper()
	var found node
	for name := range strings.SplitSeq(path, "/") {
		ok := false
		for _, b := range in {
			if b.kind == name {
				found, in, ok = b, b.in, true
				break
			}
		}
		if !ok {
			t.Fatalf("no box %s of %s", name, path)
		}
	}
	return found
}

func u32(b []byte, at int) int { return int(binary.BigEndian.Uint32(b[at:])) }

// TestStructure follows the tables of a file to its frames, as a player does.
func TestStructure(t *testing.T) {
	t.Parallel()
	want := frames(t, 5, 64, 36)
	data, err := Encode(Track{Width: 64, Height: 36, Rate: 12, Frames: want})
	if err != nil {
		t.Fatal(err)
	}
	boxes := parse(t, data, 0)
	if len(boxes) != 3 || boxes[0].kind != "ftyp" || boxes[1].kind != "moov" || boxes[2].kind != "mdat" {
		t.Fatalf("%d boxes, %q first", len(boxes), boxes[0].kind)
	}
	const table = "moov/trak/mdia/minf/stbl/"
	stsz, stco := find(t, boxes, table+"stsz").body, find(t, boxes, table+"stco").body
	if u32(stsz, 4) != 0 || u32(stsz, 8) != len(want) || u32(stco, 4) != 1 {
		t.Fatalf("stsz % x, stco % x", stsz, stco)
	}
	at := u32(stco, 8)
	if at != boxes[2].at+boxHead {
		t.Errorf("the first frame is said to be at %d, mdat begins at %d", at, boxes[2].at)
	}
	for i, f := range want {
		n := u32(stsz, 12+4*i)
		if !bytes.Equal(data[at:at+n], f) {
			t.Fatalf("frame %d is not at %d", i, at)
		}
		at += n
	}
	if at != len(data) {
		t.Errorf("%d bytes follow the last frame", len(data)-at)
	}
	stsc := find(t, boxes, table+"stsc").body
	if u32(stsc, 4) != 1 || u32(stsc, 8) != 1 || u32(stsc, 12) != len(want) || u32(stsc, 16) != 1 {
		t.Errorf("stsc % x", stsc)
	}
	stts, mdhd, mvhd := find(t, boxes, table+"stts").body, find(t, boxes, "moov/trak/mdia/mdhd").body, find(t, boxes, "moov/mvhd").body
	if u32(mdhd, 12) != 12*u32(stts, 12) || u32(mdhd, 16) != 5*u32(stts, 12) || u32(stts, 8) != 5 || !bytes.Equal(mvhd[12:20], mdhd[12:20]) {
		t.Errorf("times: stts % x, mdhd % x, mvhd % x", stts, mdhd, mvhd)
	}
	if len(mvhd) != 100 || len(find(t, boxes, "moov/trak/tkhd").body) != 84 {
		t.Errorf("mvhd is %d bytes, tkhd %d", len(mvhd), len(find(t, boxes, "moov/trak/tkhd").body))
	}
	tkhd := find(t, boxes, "moov/trak/tkhd").body
	if u32(tkhd, 76) != 64<<16 || u32(tkhd, 80) != 36<<16 {
		t.Errorf("tkhd % x", tkhd)
	}
	if esds := find(t, boxes, table+"stsd/mp4v/esds").body; esds[4] != 3 || int(esds[5]) != len(esds)-6 || esds[9] != 4 || esds[11] != 0x6C {
		t.Errorf("esds % x", esds)
	}
}

func TestSameFile(t *testing.T) {
	t.Parallel()
	track := Track{Width: 64, Height: 36, Rate: 12, Frames: frames(t, 3, 64, 36)}
	a, errA := Encode(track)
	b, errB := Encode(track)
	if errA != nil || errB != nil || !bytes.Equal(a, b) {
		t.Errorf("%v, %v", errA, errB)
	}
}

func TestWhatCannotBeFilmed(t *testing.T) {
	t.Parallel()
	good := Track{Width: 4, Height: 4, Rate: 1, Frames: [][]byte{{1}}}
	for name, change := range map[string]func(*Track){
		"no frames": func(t *Track) { t.Frames = nil },
		"no width":  func(t *Track) { t.Width = 0 },
		"too high":  func(t *Track) { t.Height = 1 << 16 },
		"no rate":   func(t *Track) { t.Rate = 0 },
		"too fast":  func(t *Track) { t.Rate = 241 },
	} {
		track := good
		change(&track)
		if _, err := Encode(track); err == nil {
			t.Errorf("%s: filmed", name)
		}
	}
	if _, err := Encode(good); err != nil {
		t.Error(err)
	}
}

// TestFFprobe has a reader nobody here wrote count and decode the frames.
func TestFFprobe(t *testing.T) {
	t.Parallel()
	ffprobe, err := exec.LookPath("ffprobe")
	if err != nil {
		t.Skip("ffprobe is not installed: only our own reader has looked at the file")
	}
	for _, tt := range []struct{ w, h, rate, n int }{{64, 36, 12, 24}, {1, 1, 1, 1}, {33, 17, 25, 7}} {
		data, err := Encode(Track{Width: tt.w, Height: tt.h, Rate: tt.rate, Frames: frames(t, tt.n, tt.w, tt.h)})
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), "film.mp4")
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.CommandContext(t.Context(), ffprobe, "-v", "error", "-of", "json", "-count_frames",
			"-show_entries", "format=format_name:stream=codec_name,width,height,nb_read_frames,avg_frame_rate", file).CombinedOutput()
		var got struct {
			Streams []struct {
				Codec  string `json:"codec_name"`
				Width  int    `json:"width"`
				Height int    `json:"height"`
				Frames string `json:"nb_read_frames"`
			} `json:"streams"`
			Format struct {
				Name string `json:"format_name"`
			} `json:"format"`
		}
		if err != nil || json.Unmarshal(out, &got) != nil || len(got.Streams) != 1 {
			t.Fatalf("%v: %s", err, out)
		}
		s := got.Streams[0]
		if s.Codec != "mjpeg" || s.Width != tt.w || s.Height != tt.h || s.Frames != itoa(tt.n) || !strings.Contains(got.Format.Name, "mp4") {
			t.Errorf("%+v: %s", tt, out)
		}
	}
}

func itoa(n int) string { b, _ := json.Marshal(n); return string(b) }

func FuzzEncode(f *testing.F) {
	f.Add(640, 360, 12, []byte("\xff\xd8\xff"), 3)
	f.Fuzz(func(t *testing.T, w, h, rate int, frame []byte, n int) {
		if n < 0 || n > 50 {
			return
		}
		track := Track{Width: w, Height: h, Rate: rate}
		for range n {
			track.Frames = append(track.Frames, frame)
		}
		data, err := Encode(track)
		if err != nil {
			return
		}
		_ = parse(t, data, 0)
	})
}
