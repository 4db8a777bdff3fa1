package recipe

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"
	"io"
	"strings"
	"unicode/utf8"

	"imagine-tui/api/media"
)

// parametersKey is where other studios look.
const parametersKey = "parameters"

// insertPNG puts both chunks right behind the header: before the pixels, and
// before any chunk of the same name that came with the picture.
func insertPNG(src io.ReadSeeker, r Recipe) (int64, []byte, error) {
	head, err := media.NewChunks(src).Next()
	if err != nil {
		return 0, nil, formed(err)
	}
	if head.Kind != "IHDR" || head.Size != media.IHDRLen {
		return 0, nil, errForm
	}
	if end, err := src.Seek(0, io.SeekEnd); err != nil || end < media.PNGHead {
		return 0, nil, errForm // cut inside its header
	}
	var b bytes.Buffer
	if text := r.Parameters.Text(); text != "" {
		writeText(&b, parametersKey, text)
	}
	if len(r.JSON) > 0 {
		writeChunk(&b, "iTXt", internationalText(Program, string(r.JSON)))
	}
	return media.PNGHead, b.Bytes(), nil
}

// writeText writes a text chunk: tEXt where Latin-1 can say it, as other
// studios do, else iTXt.
func writeText(b *bytes.Buffer, key, text string) {
	latin := make([]byte, 0, len(key)+1+len(text))
	latin = append(append(latin, key...), 0)
	for _, r := range text {
		if r != '\n' && (r < ' ' || r > 0xff || (r > '~' && r < 0xa1)) {
			writeChunk(b, "iTXt", internationalText(key, text))
			return
		}
		latin = append(latin, byte(r))
	}
	writeChunk(b, "tEXt", latin)
}

// internationalText returns the data of an uncompressed iTXt chunk without
// language and translated keyword.
func internationalText(key, text string) []byte {
	data := make([]byte, 0, len(key)+5+len(text))
	data = append(append(data, key...), 0, 0, 0, 0, 0)
	return append(data, text...)
}

func writeChunk(b *bytes.Buffer, kind string, data []byte) {
	var word [4]byte
	binary.BigEndian.PutUint32(word[:], uint32(len(data)))
	b.Write(word[:])
	sum := crc32.NewIEEE()
	_, _ = sum.Write([]byte(kind)) // a hash takes everything
	_, _ = sum.Write(data)
	b.WriteString(kind)
	b.Write(data)
	binary.BigEndian.PutUint32(word[:], sum.Sum32())
	b.Write(word[:])
}

// comfyChunk is where ComfyUI keeps the texts of an animation: built as a tEXt.
const comfyChunk = "comf"

// textsOfPNG walks the chunks and reads texts only.
func textsOfPNG(src io.Reader) (*texts, error) {
	t := &texts{}
	walk := media.NewChunks(src)
	for {
		c, err := walk.Next()
		if err != nil || c.Kind == "IEND" {
			return t, formed(err)
		}
		switch c.Kind {
		case "IHDR":
			var head [media.IHDRLen]byte
			if c.Size == media.IHDRLen {
				err = readFull(walk, head[:])
				t.alpha = hidesBits(head)
			}
		case "tEXt", "iTXt", "zTXt", comfyChunk:
			err = t.chunk(c, walk)
		case "eXIf":
			var data []byte
			data, err = readAll(walk, c.Size, MaxJSON)
			t.exif(media.TrimExif(data))
		}
		if err != nil {
			return t, err
		}
	}
}

// maxKey is the longest name of a text, and what follows it in a chunk.
const maxKey = 80 + 200

// chunk takes the text of a chunk.
func (t *texts) chunk(c media.Chunk, from io.Reader) error {
	data, err := readAll(io.LimitReader(from, MaxJSON+maxKey), min(c.Size, MaxJSON+maxKey), MaxJSON+maxKey)
	if err != nil {
		return err
	}
	key, text := t.pngText(c.Kind, data)
	switch {
	case int64(len(data)) < c.Size || len(text) > MaxJSON:
		t.tooLarge(key)
	case key == Program && c.Kind == "iTXt":
		if t.ours == nil && text != "" {
			t.ours = []byte(text)
		}
	case key == "XML:com.adobe.xmp":
		t.xmp([]byte(text))
	case strings.HasPrefix(key, "Raw profile type exif"), strings.HasPrefix(key, "Raw profile type APP1"):
		t.exif(rawProfile(text))
	default:
		t.add(key, text)
	}
	return nil
}

// rawProfile decodes EXIF as some programs write it into a text: a name, a
// length and hexadecimal digits.
func rawProfile(text string) []byte {
	fields := strings.Fields(text)
	if len(fields) < 3 {
		return nil
	}
	data, err := hex.DecodeString(strings.Join(fields[2:], ""))
	if err != nil {
		return nil
	}
	return media.TrimExif(data)
}

// pngText takes a text chunk apart.
func (t *texts) pngText(kind string, data []byte) (key, text string) {
	name, rest, ok := bytes.Cut(data, []byte{0})
	if !ok || len(name) > maxKey {
		return "", ""
	}
	key = string(name)
	switch kind {
	case "tEXt", comfyChunk:
		return key, latin(rest)
	case "zTXt":
		if len(rest) < 1 || rest[0] != 0 {
			return key, ""
		}
		return key, latin(t.unpack(key, rest[1:]))
	}
	if len(rest) < 2 {
		return key, ""
	}
	packed := rest[0] != 0
	_, rest, ok = bytes.Cut(rest[2:], []byte{0}) // language
	if !ok {
		return key, ""
	}
	_, rest, ok = bytes.Cut(rest, []byte{0}) // translated keyword
	if !ok {
		return key, ""
	}
	if packed {
		rest = t.unpack(key, rest)
	}
	return key, string(rest)
}

// latin reads Latin-1, as the format wants it, or UTF-8, as many write.
func latin(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	runes := make([]rune, len(b))
	for i, c := range b {
		runes[i] = rune(c)
	}
	return string(runes)
}
