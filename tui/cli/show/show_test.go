package show_test

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"hash/crc32"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"imagine-tui/api/media"
	"imagine-tui/tui/cli/clitest"
)

func TestShow(t *testing.T) {
	t.Parallel()
	d := clitest.Harbour(t)
	printed, _ := d.Run(0, "show", d.Paths[0]) // into a pipe: nothing is drawn
	clitest.Contains(t, printed, "file      "+d.Paths[0], "prompt    a harbour at dawn", "template  a harbour at {dawn|dusk}", "seed      1", "choice    picked", "painted by the sandbox")
	printed, _ = d.Run(0, "show", d.Paths[0], "--protocol", "half", "--size", "20x4", "--colors", "none", "--no-recipe")
	if lines := strings.Count(printed, "\n"); lines != 4 || strings.Contains(printed, "\x1b") {
		t.Errorf("%d lines: %q", lines, printed)
	}
	_, said := d.Run(1, "show", filepath.Join(d.Folder, "none.png"), d.Folder)
	clitest.Contains(t, said, "none.png: no such file", "this is not a file")
	for _, args := range [][]string{{"--size", "0x1"}, {"--protocol", "ink"}, {"--colors", "pink"}} {
		d.Run(2, append([]string{"show", d.Paths[0]}, args...)...)
	}
}

// written puts a file beside nothing.
func written(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// withText is a PNG with texts, key and text in turn.
func withText(t *testing.T, texts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 30, 20))); err != nil {
		t.Fatal(err)
	}
	p := b.Bytes()
	var chunks []byte
	for i := 0; i < len(texts); i += 2 {
		data := "tEXt" + texts[i] + "\x00" + texts[i+1]
		chunks = append(binary.BigEndian.AppendUint32(chunks, uint32(len(data)-4)), data...)
		chunks = binary.BigEndian.AppendUint32(chunks, crc32.ChecksumIEEE([]byte(data)))
	}
	return append(append(append([]byte{}, p[:media.PNGHead]...), chunks...), p[media.PNGHead:]...)
}

// Recipes of other programs are shown, with what of them is not used.
func TestShowForeign(t *testing.T) {
	t.Parallel()
	d := clitest.New(t)
	path := written(t, "cat.png", withText(t, "parameters", "a cat\nNegative prompt: dog\nSteps: 20, Sampler: Euler a, Seed: 4294967295, Size: 512x768, Model: sd15, Version: v1.9.3"))
	printed, _ := d.Run(0, "show", path)
	clitest.Contains(t, printed, "made with AUTOMATIC1111 v1.9.3\n", "prompt    a cat\n", "negative  dog (not used)\n", "seed      4294967295 (not used: seeds are 1 to 2147483647 here)\n",
		"steps     20 (not used)\n", "sampler   Euler a (not used)\n", "model     sd15 (not used)\n", "size      30×20, ", "image/png\n")
	if strings.Contains(printed, " 0 B") || strings.Contains(printed, "operation") {
		t.Error(printed)
	}
	printed, _ = d.Run(0, "show", "--json", path)
	var shown struct {
		Path     string
		MadeWith string `json:"made_with"`
		Request  struct{ Prompt string }
		NotUsed  []struct{ Name, Value, Why string } `json:"not_used"`
		Width    int
		Damaged  bool
	}
	if err := json.Unmarshal([]byte(printed), &shown); err != nil || shown.Path != path || shown.MadeWith != "AUTOMATIC1111 v1.9.3" || shown.Request.Prompt != "a cat" ||
		len(shown.NotUsed) != 6 || shown.Width != 30 || shown.Damaged {
		t.Errorf("%+v, %v of %s", shown, err, printed)
	}
	_, said := d.Run(0, "show", written(t, "plain.png", withText(t, "Comment", "Created with GIMP")))
	clitest.Contains(t, said, "plain.png has no recipe")
	_, said = d.Run(1, "show", written(t, "broken.png", withText(t, "parameters", `{"prompt": oops}`)))
	clitest.Contains(t, said, `broken.png: its recipe cannot be read: the text "parameters" is not valid JSON: invalid character 'o'`)
	if strings.Contains(said, "has no recipe") {
		t.Error(said)
	}
	_, said = d.Run(1, "rerun", path, "--key", "sandbox")
	clitest.Contains(t, said, "Its recipe comes from another program (AUTOMATIC1111 v1.9.3) and has no style of this service")
}

// A picture of which a part is missing is drawn as far as it is there, and that
// is told, drawn or not.
func TestShowDamaged(t *testing.T) {
	t.Parallel()
	d := clitest.Harbour(t)
	data, err := os.ReadFile(d.Paths[0])
	if err != nil {
		t.Fatal(err)
	}
	half := written(t, "half.jpg", data[:len(data)/2])
	for _, more := range [][]string{nil, {"--protocol", "half", "--size", "20x8"}, {"--protocol", "half", "--no-recipe"}, {"--json"}} {
		printed, said := d.Run(1, append([]string{"show", half}, more...)...)
		clitest.Contains(t, said, "half.jpg: the picture is damaged: part of it is missing")
		if len(more) == 1 && !strings.Contains(printed, `"damaged":true`) {
			t.Error(printed)
		}
	}
}

// What a file says of its origin is shown, and only that.
func TestShowOrigin(t *testing.T) {
	t.Parallel()
	d := clitest.Harbour(t)
	printed, _ := d.Run(0, "show", d.Paths[0])
	clitest.Contains(t, printed, "origin    says that a model made it (trainedAlgorithmicMedia)\n")
	printed, _ = d.Run(0, "show", "--json", d.Paths[0])
	clitest.Contains(t, printed, `"origin":{"c2pa":false,"digital_source_type":"trainedAlgorithmicMedia"}`)
}

// A format that is not drawn is named by its content, whatever its name says.
func TestShowNamesFormats(t *testing.T) {
	t.Parallel()
	d := clitest.New(t)
	for format, head := range map[string]string{
		"AVIF": "\x00\x00\x00\x1cftypavif\x00\x00\x00\x00avifmif1", "HEIF": "\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "TIFF": "II*\x00\x08\x00\x00\x00",
		"BMP": "BM\x46\x00\x00\x00\x00\x00\x00\x00\x36\x00", "PSD": "8BPS\x00\x01", "SVG": "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "JPEG XL": "\xff\x0a\x00\x00",
	} {
		_, said := d.Run(1, "show", written(t, "cat.png", []byte(head)))
		clitest.Contains(t, said, "this is "+format+", which is not drawn here")
		known := format == "BMP" || format == "JPEG XL" // which hold none, built as these are
		if strings.Contains(said, "has no recipe") != known {
			t.Error(said)
		}
		_, said = d.Run(2, "generate", "-k", "sandbox", "--op", "upscale", "--image", written(t, "cat.png", []byte(head)))
		clitest.Contains(t, said, "it is "+format+", not a PNG, JPEG or WebP picture")
	}
}
