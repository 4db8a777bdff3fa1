package recipe

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"image"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	_ "golang.org/x/image/webp" // decodes

	"imagine-tui/api/media"
	"imagine-tui/api/sandbox/mp4"
	"imagine-tui/history/mark"
	"imagine-tui/history/recipe/xmp"
)

// The words that must not be in a copy, as they stand in a prompt.
const telling = "a violet Zeppelin over Qaanaaq"

// traces finds the words in a file, however they are written there.
func traces(data []byte) (found []string) {
	for _, word := range []string{"zeppelin", "qaanaaq"} {
		var little, big []byte
		for _, u := range utf16.Encode([]rune(word)) {
			little, big = append(little, byte(u), byte(u>>8)), append(big, byte(u>>8), byte(u))
		}
		for name, form := range map[string][]byte{"UTF-8": []byte(word), "UTF-16LE": little, "UTF-16BE": big} {
			if bytes.Contains(bytes.ToLower(data), form) {
				found = append(found, word+" in "+name)
			}
		}
	}
	return found
}

// tool returns the path of a program, or skips the test with the reason.
func tool(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("%s is not here, so what it would read in a copy is not tried", name)
	}
	return path
}

func command(t *testing.T, name string, args ...string) []byte {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), name, args...).Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("%s %q: %v: %s", name, args, err, exit.Stderr)
		}
		t.Fatal(err)
	}
	return out
}

// told is everything in which exiftool can write words into a file of a kind.
var told = map[string][]string{
	".jpg": {
		"EXIF:ImageDescription", "EXIF:UserComment", "EXIF:Artist", "EXIF:Software", "EXIF:XPComment", "EXIF:Copyright", "IPTC:Caption-Abstract",
		"IPTC:Keywords", "IPTC:Headline", "XMP-dc:Description", "XMP-dc:Title", "XMP-exif:UserComment", "Comment", "Photoshop:URL",
	},
	".png": {
		"EXIF:ImageDescription", "EXIF:UserComment", "XMP-dc:Description", "PNG:Comment", "PNG:Description", "PNG:Title", "PNG:Software", "IPTC:Keywords",
	},
	".webp": {"EXIF:ImageDescription", "EXIF:UserComment", "EXIF:XPTitle", "XMP-dc:Description", "XMP-dc:Title"},
	".mp4": {
		"XMP-dc:Description", "XMP-dc:Title", "ItemList:Title", "ItemList:Comment", "ItemList:Description", "ItemList:Keyword", "UserData:Title",
		"UserData:Comment", "Keys:Description", "Keys:Title", "Keys:Software", "Microsoft:Category", "HandlerDescription",
	},
}

// wordless are the groups of exiftool in which a copy may still say something:
// of the file itself, its pixels, its turn and the mark of its origin.
func wordless(group, name string) bool {
	track := strings.HasPrefix(group, "Track")
	switch {
	case slices.Contains([]string{"ExifTool", "System", "File", "JFIF", "PNG", "PNG-pHYs", "RIFF", "QuickTime", "Matroska", "Composite", "Info"}, group), track:
		return true
	case group == "IFD0":
		return name == "Orientation"
	case group == "XMP-iptcExt":
		return name == "DigitalSourceType"
	}
	return group == "XMP-x" && name == "XMPToolkit" || name == "ExifByteOrder"
}

// proved says what exiftool still finds in a file.
func proved(t *testing.T, file string) {
	t.Helper()
	var all []map[string]any
	if err := json.Unmarshal(command(t, "exiftool", "-j", "-a", "-u", "-U", "-ee3", "-G1", "-api", "RequestAll=2", file), &all); err != nil || len(all) != 1 {
		t.Fatal(err)
	}
	for name, value := range all[0] {
		group, tag, grouped := strings.Cut(name, ":")
		if !grouped { // SourceFile
			continue
		}
		text, _ := json.Marshal(value)
		if !wordless(group, tag) || len(traces(text)) > 0 && !strings.HasPrefix(tag, "File") && tag != "Directory" {
			t.Errorf("%s: exiftool still reads %s = %s", filepath.Base(file), name, text)
		}
	}
}

// copied strips a file as keep does.
func copied(t *testing.T, file string, all bool) (to string, done Stripped) {
	t.Helper()
	src, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = src.Close() }()
	before, err := os.ReadFile(file)
	if err != nil || len(traces(before)) == 0 {
		t.Fatalf("%s tells nothing in the first place, %v", file, err)
	}
	var b bytes.Buffer
	if done, err = Strip(&b, src, all); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	to = filepath.Join(t.TempDir(), "copy"+filepath.Ext(file))
	if err := os.WriteFile(to, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if found := traces(b.Bytes()); len(found) > 0 {
		t.Errorf("%s: the copy holds %q", filepath.Base(file), found)
	}
	return to, done
}

// What exiftool can write into a file of any kind it does not find in the copy,
// nor are the words anywhere in it; the mark of its origin stays unless all is
// to go.
func TestStripProved(t *testing.T) {
	t.Parallel()
	exiftool := tool(t, "exiftool")
	dir := t.TempDir()
	for ext, data := range map[string][]byte{".jpg": jpegSample(t), ".png": pngSample(t), ".webp": webpOf("VP8L", lossless), ".mp4": film(t)} {
		file := filepath.Join(dir, "told"+ext)
		args := []string{"-q", "-overwrite_original", "-m"}
		for _, tag := range told[ext] {
			args = append(args, "-"+tag+"="+telling)
		}
		args = append(args, "-XMP-iptcExt:DigitalSourceType="+xmp.Trained, "-n", "-Orientation=6", file)
		if ext == ".mp4" {
			args = slices.DeleteFunc(args, func(a string) bool { return strings.HasPrefix(a, "-Orientation") })
		}
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		command(t, exiftool, args...)
		f, err := os.OpenFile(file, os.O_APPEND|os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		_, err = f.WriteString("\x00\x00" + telling)
		if err = errors.Join(err, f.Close()); err != nil {
			t.Fatal(err)
		}
		for _, all := range []bool{false, true} {
			out, done := copied(t, file, all)
			if !all {
				proved(t, out)
			}
			kept := mark.Marks{Source: xmp.Trained}
			if !all && (done.Had != kept || done.Has != kept) || all && done.Has != (mark.Marks{}) {
				t.Errorf("%s, all %v: the marks were %+v, are %+v", ext, all, done.Had, done.Has)
			}
			stripped, err := os.ReadFile(out)
			if err != nil {
				t.Fatal(err)
			}
			if m, err := mark.Read(bytes.NewReader(stripped)); err != nil || m != done.Has {
				t.Errorf("%s, all %v: the copy is marked %+v, %+v was said: %v", ext, all, m, done.Has, err)
			}
			if before, _, err := image.Decode(bytes.NewReader(data)); err == nil {
				if after, _, err := image.Decode(bytes.NewReader(stripped)); err != nil || !samePixels(before, after) {
					t.Errorf("%s: the pixels differ, %v", ext, err)
				}
				if turn := media.Turn(bytes.NewReader(stripped)); turn != 6 {
					t.Errorf("%s: the copy is turned %d", ext, turn)
				}
			}
		}
	}
}

// Films that ffmpeg made, with words wherever it puts them, play the same frames
// afterwards and hold no word.
func TestStripFilms(t *testing.T) {
	t.Parallel()
	ffmpeg := tool(t, "ffmpeg")
	dir := t.TempDir()
	chapters := filepath.Join(dir, "chapters.txt")
	if err := os.WriteFile(chapters, []byte(";FFMETADATA1\ntitle="+telling+"\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=300\ntitle="+telling+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	attached := filepath.Join(dir, "prompt.txt")
	if err := os.WriteFile(attached, []byte(telling), 0o600); err != nil {
		t.Fatal(err)
	}
	words := []string{"-metadata", "comment=" + telling, "-metadata", "description=" + telling, "-metadata", "prompt=" + telling, "-metadata:s:v", "title=" + telling, "-metadata:s:v", "handler_name=" + telling}
	made := map[string][]string{
		"plain.mp4":      {"-c:v", "mpeg4", "-movflags", "use_metadata_tags"},
		"fast.mp4":       {"-c:v", "mpeg4", "-movflags", "+faststart"},
		"fragmented.mp4": {"-c:v", "mpeg4", "-movflags", "frag_keyframe+empty_moov"},
		"plain.webm":     {"-c:v", "libvpx"},
		"live.webm":      {"-c:v", "libvpx", "-live", "1"},
		"attached.mkv":   {"-c:v", "mpeg4", "-attach", attached, "-metadata:s:t", "mimetype=text/plain"},
	}
	for name, with := range made {
		file := filepath.Join(dir, name)
		args := []string{"-v", "error", "-f", "lavfi", "-i", "testsrc=size=64x48:rate=10:duration=0.5", "-i", chapters, "-map_metadata", "1"}
		args = append(append(append(args, words...), with...), file)
		if filepath.Ext(name) == ".mp4" {
			args = append(args[:len(args)-1], "-map_chapters", "-1", file) // they would be pictures' text, in a track of its own
		}
		if text, err := exec.CommandContext(t.Context(), ffmpeg, args...).CombinedOutput(); err != nil {
			t.Logf("%s cannot be made here: %v: %s", name, err, text)
			continue
		}
		frames := func(file string) string {
			return string(command(t, ffmpeg, "-v", "error", "-i", file, "-map", "0:v", "-f", "framemd5", "-"))
		}
		out, _ := copied(t, file, false)
		if before, after := frames(file), frames(out); before != after {
			t.Errorf("%s plays otherwise:\n%s\n%s", name, before, after)
		}
		if _, err := exec.LookPath("exiftool"); err == nil && name != "fast.mp4" && name != "live.webm" {
			proved(t, out)
		}
	}
}

// Text among the pictures cannot be taken out: such a video is refused.
func TestStripRefusesTracksOfText(t *testing.T) {
	t.Parallel()
	words := append(make([]byte, 8), "text"...)
	words = append(append(words, make([]byte, 12)...), telling...)
	box := func(kind string, data []byte) []byte {
		return append(append(binary.BigEndian.AppendUint32(nil, uint32(8+len(data))), kind...), data...)
	}
	for name, data := range map[string][]byte{
		"MP4":  append(box("ftyp", []byte("isom\x00\x00\x00\x00")), box("moov", box("trak", box("mdia", box("hdlr", words))))...),
		"WebM": []byte("\x1a\x45\xdf\xa3\x80\x18\x53\x80\x67\x8a\x16\x54\xae\x6b\x85\xae\x83\x83\x81\x11"),
	} {
		var unknown *UnknownError
		if _, err := Strip(io.Discard, bytes.NewReader(data), false); !errors.As(err, &unknown) || !strings.Contains(err.Error(), "track of text") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// lossless is the frame of a WebP of one red pixel.
const lossless = "\x2f\x00\x00\x00\x00\x07\x10\xfd\x8f\xfe\x07\x22\xa2\xff\x01"

// film is one of the sandbox's kind.
func film(t *testing.T) []byte {
	t.Helper()
	data, err := mp4.Encode(mp4.Track{Width: 8, Height: 8, Rate: 1, Frames: [][]byte{jpegSample(t)}})
	if err != nil {
		t.Fatal(err)
	}
	return data
}
