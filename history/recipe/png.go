package recipe

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"io"

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

// readPNG walks the chunks and reads texts only. It takes the first of each
// name.
func readPNG(src io.ReadSeeker) (Recipe, error) {
	var r Recipe
	var params string
	walk := media.NewChunks(src)
	for {
		c, err := walk.Next()
		if err != nil || c.Kind == "IEND" {
			return r.with(params), formed(err)
		}
		if c.Kind != "tEXt" && c.Kind != "iTXt" || c.Size > MaxJSON+1024 {
			continue
		}
		data := make([]byte, c.Size)
		if err := readFull(walk, data); err != nil {
			return r.with(params), err
		}
		switch key, text := pngText(c.Kind, data); {
		case key == Program && c.Kind == "iTXt" && r.JSON == nil && text != "":
			r.JSON = []byte(text)
		case key == parametersKey && params == "":
			params = text
		}
	}
}

// with adds the parameters, if their text can be understood.
func (r Recipe) with(text string) Recipe {
	r.Parameters, _ = ParseParameters(text)
	return r
}

// pngText takes a text chunk apart. Compressed text, which neither we nor the
// studios write, is left alone.
func pngText(kind string, data []byte) (key, text string) {
	name, rest, ok := bytes.Cut(data, []byte{0})
	if !ok {
		return "", ""
	}
	if kind == "tEXt" {
		runes := make([]rune, len(rest))
		for i, b := range rest {
			runes[i] = rune(b)
		}
		return string(name), string(runes)
	}
	if len(rest) < 2 || rest[0] != 0 {
		return "", ""
	}
	_, rest, ok = bytes.Cut(rest[2:], []byte{0}) // language
	if !ok {
		return "", ""
	}
	_, rest, ok = bytes.Cut(rest, []byte{0}) // translated keyword
	if !ok {
		return "", ""
	}
	return string(name), string(rest)
}
