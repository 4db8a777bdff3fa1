//go:build unix

package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// hands does to the library what a person does in a file manager or an editor.
// What is not there any more meanwhile is left.
func (tr *trial) hands() {
	folder := tr.path("home", "Pictures", "imagine")
	pictures, _ := filepath.Glob(filepath.Join(folder, "2*", "*.jpg"))
	if len(pictures) == 0 {
		return
	}
	path := pictures[tr.dice.IntN(len(pictures))]
	other := filepath.Join(folder, fmt.Sprintf("2026-0%d-1%d", 1+tr.dice.IntN(3), tr.dice.IntN(3)))
	switch tr.dice.IntN(12) {
	case 0, 1, 2: // edited in place
		tr.edit(path, func(text []byte) { _ = os.WriteFile(path+".json", text, 0o600) })
	case 3, 4: // as most editors save
		tr.edit(path, func(text []byte) {
			if os.WriteFile(path+".json~", text, 0o600) == nil {
				_ = os.Rename(path+".json~", path+".json")
			}
		})
	case 5, 6: // to another day
		_ = os.MkdirAll(other, 0o750)
		to := filepath.Join(other, filepath.Base(path))
		_ = os.Rename(path, to)
		if tr.dice.IntN(3) > 0 {
			_ = os.Rename(path+".json", to+".json")
		}
	case 7: // a copy under another name
		tr.copyTo(path, strings.TrimSuffix(path, ".jpg")+fmt.Sprint("-", tr.dice.IntN(5), ".jpg"))
	case 8:
		if len(pictures) > rounds(20, 6) {
			_ = os.Remove(path)
		}
	case 9:
		_ = os.Remove(path + ".json")
	case 10: // a whole day
		_ = os.Rename(filepath.Dir(path), filepath.Join(folder, fmt.Sprintf("2025-0%d-0%d", 1+tr.dice.IntN(9), 1+tr.dice.IntN(9))))
	case 11:
		tr.tear()
	}
}

// edit changes a description as somebody who types does: its rating and prompt.
func (tr *trial) edit(path string, save func(text []byte)) {
	text, err := os.ReadFile(path + ".json")
	if err != nil {
		return
	}
	changed := strings.Replace(string(text), `"prompt": "a`, fmt.Sprintf(`"prompt": "hands %d`, tr.dice.IntN(10)), 1)
	changed = strings.Replace(changed, `"schema": 1,`, fmt.Sprintf(`"schema": 1, "rating": %d,`, 1+tr.dice.IntN(5)), 1)
	if tr.dice.IntN(10) == 0 {
		changed = changed[:len(changed)/2]
	}
	save([]byte(changed))
}

// copyTo copies a result, with its time as some programs do.
func (tr *trial) copyTo(from, to string) {
	for _, ext := range []string{"", ".json"} {
		data, err := os.ReadFile(from + ext)
		if err != nil || os.WriteFile(to+ext, data, 0o600) != nil {
			return
		}
		if tr.dice.IntN(2) == 0 {
			if info, err := os.Stat(from + ext); err == nil {
				_ = os.Chtimes(to+ext, time.Time{}, info.ModTime())
			}
		}
	}
}

// tear damages a file of the index, or takes it away.
func (tr *trial) tear() {
	files, _ := filepath.Glob(tr.path("state", "imagine-tui", "index", "*", "*.idx"))
	if len(files) == 0 {
		return
	}
	path := files[tr.dice.IntN(len(files))]
	info, err := os.Stat(path)
	if err != nil {
		return
	}
	switch tr.dice.IntN(3) {
	case 0:
		_ = os.Remove(path)
	case 1:
		_ = os.Truncate(path, tr.dice.Int64N(info.Size()+1))
	case 2:
		_ = os.WriteFile(path, []byte("of something else"), 0o600)
	}
}
