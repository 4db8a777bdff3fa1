//go:build unix

package e2e

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// strangers are prompts of a library that nobody would write.
var strangers = []string{
	"a boat", "1️⃣ 2️⃣ #️⃣ keycaps *️⃣", "👩‍👩‍👧‍👦🏳️‍🌈☁️⚠️ℹ️ emoji", "नमस्ते ไทย ㅎㅏㄴ", "\U000e0041\U0001f3f4\U000e0067",
	"e" + strings.Repeat("\u0301", 900) + " marked", hostile,
	strings.Repeat("long ", 2000), "日本語の港と船、夜明け", "مرحبا \u202eevil", "\u200b\ufeff", "tab\tnew\nline", "{dawn|dusk}", "",
}

// strangersLibrary fills the person's library with files of strangers: prompts
// that nobody would write, broken pictures and recipes, and what is neither.
func (h *home) strangersLibrary() {
	h.t.Helper()
	day := h.path("home", "Pictures", "imagine", "2026-11-20")
	picture := string(jpegOf(h.t, 32))
	put := func(name, content string, recipe map[string]any) {
		h.write(filepath.Join(day, name), content)
		if recipe == nil {
			return
		}
		text, err := json.Marshal(recipe)
		if err != nil {
			h.t.Fatal(err)
		}
		h.write(filepath.Join(day, name+".json"), string(text))
	}
	for i, prompt := range strangers {
		name := fmt.Sprintf("1200%02d-%06x.jpg", i, i)
		put(name, picture, recipeOf(i, prompt))
	}
	film := recipeOf(50, "a film")
	film["request"].(map[string]any)["operation"] = "text-to-video"
	put("130000-film.mp4", "no film", film)
	child := recipeOf(51, "")
	child["request"].(map[string]any)["operation"] = "upscale"
	child["parent"] = map[string]any{"path": "2026-11-20/120001-000001.jpg"}
	put("130001-child.jpg", picture, child)
	put("130002-cut.jpg", picture[:len(picture)/2], recipeOf(52, "cut"))
	put("130003-none.png", "", recipeOf(53, "empty"))
	newer := recipeOf(54, "of a newer version")
	newer["schema"] = 99
	put("130004-newer.jpg", picture, newer)
	put("130005-bare.jpg", picture, nil)
	h.write(filepath.Join(day, "130006-broken.jpg"), picture)
	h.write(filepath.Join(day, "130006-broken.jpg.json"), "{\"schema\": 1, \"request\": {")
	h.write(filepath.Join(day, "folder.jpg", "note.txt"), hostile)
	if err := os.Symlink("120000-000000.jpg", filepath.Join(day, "130007-link.jpg")); err != nil {
		h.t.Fatal(err)
	}
}

func recipeOf(n int, prompt string) map[string]any {
	at := time.Date(2026, 11, 20, 12, 0, n, 0, time.UTC).Format(time.RFC3339)
	return map[string]any{
		"schema": 1, "run": "20261120t120000z-strangers", "key": "work", "sent": at, "saved": at, "tokens": n % 3, "template": prompt,
		"request":    map[string]any{"operation": "text-to-image", "prompt": prompt, "style": "anime", "aspect_ratio": "1:1", "seed": n},
		"media_type": "image/jpeg", "width": 32, "height": 32, "tags": []string{"a", prompt},
	}
}
