package videofile

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"testing/iotest"
	"time"
)

func box(kind string, inside ...[]byte) []byte {
	b := append(make([]byte, 4), kind...)
	for _, p := range inside {
		b = append(b, p...)
	}
	binary.BigEndian.PutUint32(b, uint32(len(b)))
	return b
}

// mp4 is a video of 64 × 48 pixels and 2.5 seconds, as far as its boxes say.
func mp4(mdatFirst bool) []byte {
	mvhd := make([]byte, 100)
	binary.BigEndian.PutUint32(mvhd[12:], 600)
	binary.BigEndian.PutUint32(mvhd[16:], 1500)
	tkhd := make([]byte, 84)
	binary.BigEndian.PutUint32(tkhd[76:], 64<<16)
	binary.BigEndian.PutUint32(tkhd[80:], 48<<16)
	sound := box("trak", box("tkhd", make([]byte, 84)))
	moov := box("moov", box("mvhd", mvhd), sound, box("trak", box("tkhd", tkhd)))
	mdat := box("mdat", make([]byte, 50))
	head := box("ftyp", []byte("isom\x00\x00\x02\x00isommp41"))
	if mdatFirst {
		return bytes.Join([][]byte{head, box("free"), mdat, moov}, nil)
	}
	return bytes.Join([][]byte{head, moov, mdat}, nil)
}

func elem(id uint64, inside ...[]byte) []byte {
	b := bytes.TrimLeft(binary.BigEndian.AppendUint64(nil, id), "\x00")
	body := bytes.Join(inside, nil)
	return append(append(b, 0x40|byte(len(body)>>8), byte(len(body))), body...)
}

func webm(unknown bool) []byte {
	info := elem(idInfo, elem(idScale, []byte{0x0F, 0x42, 0x40}), elem(idDuration, []byte{0x44, 0xFA, 0, 0})) // 2000 ms
	tracks := elem(idTracks, elem(idTrack, elem(idVideo, elem(idWidth, []byte{64}), elem(idHeight, []byte{48}))))
	inside := [][]byte{info, tracks, elem(idCluster, make([]byte, 60))}
	segment := elem(idSegment, inside...)
	if unknown {
		segment = append([]byte{0x18, 0x53, 0x80, 0x67, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF}, bytes.Join(inside, nil)...)
	}
	return append(elem(idEBML, elem(idDocType, []byte("webm"))), segment...)
}

func TestWholeVideos(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		data []byte
		want Info
	}{
		"mp4":           {mp4(false), Info{"video/mp4", ".mp4", 64, 48, 2500 * time.Millisecond}},
		"mp4, last":     {mp4(true), Info{"video/mp4", ".mp4", 64, 48, 2500 * time.Millisecond}},
		"mp4 and more":  {append(mp4(false), "\x00\x00\x00\x04\x00\x00\x00\x00"...), Info{"video/mp4", ".mp4", 64, 48, 2500 * time.Millisecond}},
		"mp4, to end":   {append(mp4(false), "\x00\x00\x00\x00mdat123"...), Info{"video/mp4", ".mp4", 64, 48, 2500 * time.Millisecond}},
		"webm":          {webm(false), Info{"video/webm", ".webm", 64, 48, 2 * time.Second}},
		"webm, endless": {webm(true), Info{"video/webm", ".webm", 64, 48, 2 * time.Second}},
	} {
		for _, r := range []io.Reader{bytes.NewReader(tt.data), iotest.OneByteReader(bytes.NewReader(tt.data))} {
			if got, err := Check(r); err != nil || got != tt.want {
				t.Errorf("%s: %+v, %v", name, got, err)
			}
		}
	}
}

// TestCutVideos cuts at every place: nothing may pass as whole. A WebM that
// does not say how long it is can only be seen to be cut inside an element.
func TestContent(t *testing.T) {
	frames := box("mdat", []byte("frames"))
	long := append([]byte("\x00\x00\x00\x01mdat\x00\x00\x00\x00\x00\x00\x00\x16"), "frames"...)
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"first":            {frames, "frames"},
		"behind others":    {append(box("ftyp", []byte("isom")), frames...), "frames"},
		"a long length":    {append(box("free"), long...), "frames"},
		"to the end":       {append(box("free"), "\x00\x00\x00\x00mdatframes"...), "frames"},
		"cut":              {append(box("free"), frames[:10]...), "fr"},
		"none":             {box("ftyp", []byte("isom")), ""},
		"nothing":          {nil, ""},
		"a box too short":  {append([]byte("\x00\x00\x00\x07ftyp"), frames...), ""},
		"a box too long":   {append([]byte("\x7f\xff\xff\xffftyp"), frames...), ""},
		"a length of -1":   {append([]byte("\x00\x00\x00\x01ftyp\xff\xff\xff\xff\xff\xff\xff\xff"), frames...), ""},
		"half of a header": {frames[:6], ""},
	} {
		if got := Content(c.file); string(got) != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestCutVideos(t *testing.T) {
	t.Parallel()
	for name, data := range map[string][]byte{"mp4": mp4(false), "mp4, last": mp4(true), "webm": webm(false), "webm, endless": webm(true)} {
		for n := range data {
			_, err := Check(bytes.NewReader(data[:n]))
			if want := ErrCut; n >= headLen && !errors.Is(err, want) || err == nil {
				t.Errorf("%s, %d of %d bytes: %v", name, n, len(data), err)
			}
		}
	}
}

func TestNoVideos(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		data []byte
		want error
	}{
		"nothing":     {nil, ErrNotVideo},
		"short":       {[]byte("\x00\x00\x00\x18ftyp"), ErrNotVideo},
		"page":        {[]byte("<!doctype html><html></html>"), ErrNotVideo},
		"png":         {[]byte("\x89PNG\r\n\x1a\nxxxxxxxxxxxxxxxx"), ErrNotVideo},
		"avif":        {append(box("ftyp", []byte("avif\x00\x00\x00\x00avif")), mp4(false)[24:]...), ErrNotVideo},
		"other ebml":  {elem(idEBML, elem(idDocType, []byte("other"))), ErrNotVideo},
		"nameless":    {append(box("ftyp", []byte("isom\x00\x00\x02\x00")), "\x00\x00\x00\x10\x00\x01\x02\x03xxxxxxxx"...), ErrDamaged},
		"short box":   {append(box("ftyp", []byte("isom\x00\x00\x02\x00")), "\x00\x00\x00\x04free"...), ErrDamaged},
		"short large": {append(box("ftyp", []byte("isom\x00\x00\x02\x00")), "\x00\x00\x00\x01free\x00\x00\x00\x00\x00\x00\x00\x02"...), ErrDamaged},
		"huge large":  {append(box("ftyp", []byte("isom\x00\x00\x02\x00")), "\x00\x00\x00\x01moov\x7f\xff\xff\xff\xff\xff\xff\xff"...), ErrCut},
		"no segment":  {append(elem(idEBML, elem(idDocType, []byte("webm"))), elem(idInfo)...), ErrDamaged},
	} {
		if _, err := Check(bytes.NewReader(tt.data)); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
	}
	broken := errors.New("the disk broke")
	if _, err := Check(io.MultiReader(bytes.NewReader(mp4(false)[:60]), iotest.ErrReader(broken))); !errors.Is(err, broken) {
		t.Errorf("a failed read: %v", err)
	}
}

// TestRealVideos looks at what a well-known program makes.
func TestRealVideos(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("ffmpeg"); err != nil {
		t.Skip("ffmpeg is not here")
	}
	for name, args := range map[string][]string{
		"plain.mp4":   {"-c:v", "mpeg4"},
		"quick.mp4":   {"-c:v", "mpeg4", "-movflags", "+faststart"},
		"pieces.mp4":  {"-c:v", "mpeg4", "-movflags", "frag_keyframe+empty_moov"},
		"plain.webm":  {"-c:v", "libvpx", "-deadline", "realtime"},
		"stream.webm": {"-c:v", "libvpx", "-deadline", "realtime", "-live", "1"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), name)
			all := append([]string{"-v", "error", "-f", "lavfi", "-i", "testsrc=size=64x48:duration=2:rate=5"}, args...)
			if out, err := exec.CommandContext(t.Context(), "ffmpeg", append(all, path)...).CombinedOutput(); err != nil {
				t.Skipf("this ffmpeg cannot make it: %v %s", err, out)
			}
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			info, err := Check(bytes.NewReader(data))
			if err != nil || info.Width != 64 || info.Height != 48 || info.Ext != filepath.Ext(name) {
				t.Errorf("%+v, %v", info, err)
			}
			if name[:5] == "plain" && (info.Duration < 1800*time.Millisecond || info.Duration > 2200*time.Millisecond) {
				t.Errorf("it lasts %v", info.Duration)
			}
			if _, err := Check(bytes.NewReader(data[:len(data)-10])); !errors.Is(err, ErrCut) {
				t.Errorf("without its end: %v", err)
			}
		})
	}
}

func FuzzCheck(f *testing.F) {
	for _, seed := range [][]byte{mp4(false), mp4(true), webm(false), webm(true), nil} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		info, err := Check(bytes.NewReader(data))
		if err == nil && (info.Ext == "" || info.Duration < 0 || info.Width < 0) {
			t.Errorf("%+v", info)
		}
	})
}
