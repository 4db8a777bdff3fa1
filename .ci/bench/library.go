package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// library is results over a year, each a small JPEG with its description, and
// their prompts in one file, as other programs search them.
type library struct {
	folder, prompts string
	n               int
}

var notInNames = regexp.MustCompile(`[^a-z0-9]+`)

// makeLibrary plants n results: batches of one prompt, some rated, some picked.
func makeLibrary(dir string, n int, prompts []string) (library, error) {
	l := library{folder: filepath.Join(dir, fmt.Sprint("library-", n)), prompts: filepath.Join(dir, fmt.Sprint("prompts-", n)), n: n}
	dice := rand.New(rand.NewPCG(12, 7))
	start := time.Date(2025, 11, 29, 8, 0, 0, 0, time.UTC)
	step := 365 * 24 * time.Hour / time.Duration(n)
	styles := []string{"imagine-turbo", "anime", "realistic", "flux-dev"}
	picture := smallPicture(dice)
	list, err := os.Create(l.prompts)
	if err != nil {
		return l, err
	}
	defer func() { _ = list.Close() }() // a file to be searched, no more
	var prompt string
	for i := range n {
		if i%8 == 0 {
			prompt = prompts[dice.IntN(len(prompts))]
		}
		fmt.Fprintln(list, prompt)
		saved := start.Add(step * time.Duration(i))
		slug := strings.Trim(notInNames.ReplaceAllString(strings.ToLower(prompt), "-"), "-")
		path := filepath.Join(l.folder, saved.Format(time.DateOnly), fmt.Sprintf("%s-%.24s-%06x.jpg", saved.Format("150405"), slug, i&0xffffff))
		text, err := json.MarshalIndent(map[string]any{
			"schema": 1, "program": "imagine-tui bench", "template": prompt, "key": "sandbox", "origin": "sandbox", "sandbox": true,
			"request": map[string]any{"operation": "text-to-image", "prompt": prompt, "style": styles[dice.IntN(len(styles))], "aspect_ratio": "1:1", "seed": i + 1},
			"saved":   saved, "elapsed_ms": 800, "bytes": len(picture), "width": 64, "height": 64, "media_type": "image/jpeg",
			"rating": dice.IntN(6), "picked": i%10 == 0,
		}, "", "  ")
		if err != nil {
			return l, err
		}
		if i == 0 || saved.Day() != saved.Add(-step).Day() || step > 24*time.Hour {
			if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
				return l, err
			}
		}
		if err := os.WriteFile(path, picture, 0o600); err != nil {
			return l, err
		}
		if err := os.WriteFile(path+".json", text, 0o600); err != nil {
			return l, err
		}
	}
	return l, nil
}

func smallPicture(dice *rand.Rand) []byte {
	m := image.NewRGBA(image.Rect(0, 0, 64, 64))
	for y := range 64 {
		for x := range 64 {
			m.Set(x, y, color.RGBA{uint8(4 * x), uint8(4 * y), uint8(dice.IntN(64)), 255})
		}
	}
	var b bytes.Buffer
	_ = jpeg.Encode(&b, m, nil) // into memory, of a size that JPEG has
	return b.Bytes()
}

// promptsOf reads prompts: a file with one a line, of which what stands before a
// tab counts; else some that are built in.
func promptsOf(file string) ([]string, error) {
	if file == "" {
		var list []string
		for _, what := range []string{"a harbour", "an old elephant", "a zebra crossing a street", "two red boats", "a portrait of a gardener", "a bowl of cherries"} {
			for _, how := range []string{"at dawn", "in fog", "as an oil painting", "on 35mm film", "in watercolour, wide angle", "close up, studio light"} {
				for _, where := range []string{"", " by the sea", " in the mountains", " under a bridge"} {
					list = append(list, what+where+", "+how)
				}
			}
		}
		return list, nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var list []string
	for line := range strings.Lines(string(text)) {
		if prompt, _, _ := strings.Cut(strings.TrimSpace(line), "\t"); prompt != "" {
			list = append(list, prompt)
		}
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("%s has no prompt", file)
	}
	return list, nil
}
