package history

import (
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"imagine-tui/api"
	"imagine-tui/api/folded"
	"imagine-tui/api/queue"
	"imagine-tui/history/index"
)

// know reads what there is to know of a result.
func (l *Library) know(day string, it item) known {
	if !it.sidecar {
		return known{problem: problemNoSidecar}
	}
	s, problem := readListed(filepath.Join(l.folder, day, it.name) + sidecarExt)
	k := known{sidecar: s.cleaned(), problem: problem}
	if problem == "" {
		k.key, k.reusable = keyOf(s.Origin, s.Hash), s.Hash != "" && s.Hash == s.Request.Hash()
	}
	if !it.picture {
		k.problem = problemNoPicture
	}
	return k
}

// entry is the result of a name, of which k is known.
func (l *Library) entry(day, name string, k known) Entry {
	path := filepath.Join(l.folder, day, name)
	e := Entry{Path: path, SidecarPath: path + sidecarExt, Sidecar: k.sidecar, Problem: k.problem}
	if e.Sidecar.Saved.IsZero() {
		e.Sidecar.Saved = named(day, name, time.Local)
	}
	return e
}

// searched are the texts that searches look at, of a result of that name.
func (k *known) searched(name string) []string {
	s := &k.sidecar
	return append([]string{s.Request.Prompt, name, s.Request.Style}, s.Tags...)
}

// SearchText is what searches look at: each part on a line of its own, so that
// no phrase reaches from one into the next.
func SearchText(parts ...string) string {
	lines := make([]string, len(parts))
	for i, part := range parts {
		lines[i] = folded.Text(part)
	}
	return strings.Join(lines, "\n")
}

// indexFile is where the index keeps a day.
func indexFile(dir, day string) string { return filepath.Join(dir, day+".idx") }

// indexDir is the folder of a library's index in the state folder.
func indexDir(state, folder string) string {
	sum := sha256.Sum256([]byte(folder))
	return filepath.Join(state, "index", hex.EncodeToString(sum[:8]))
}

// indexID is that of a day of this library, read by these rules.
func (l *Library) indexID(day string) index.ID {
	read := l.rules()
	sum := sha256.Sum256(slices.Concat(read[:], []byte(l.folder+"\x00"+day)))
	return index.ID(sum[:])
}

// rules is a fingerprint of how descriptions are read: of what becomes of one
// that has everything, so that what another version kept is not taken for ours.
func rules() [sha256.Size]byte {
	const hostile = "\x1b[31mÉ\u202e\u200b\u00ad \tß\r\n\x00é"
	n := 7
	s := Sidecar{
		Schema: Schema, Program: hostile, Template: hostile, Key: hostile, Tags: []string{hostile}, Parent: hostile, Tokens: &n,
		Request: api.Request{Prompt: hostile, Style: hostile, Operation: hostile, Extra: map[string]string{hostile: hostile}},
	}
	s.SetBatch(queue.Batch{ID: hostile, Index: n})
	k := known{sidecar: s.cleaned(), problem: hostile, key: keyOf(hostile, hostile), reusable: true}
	facts := (&Entry{Path: hostile, Sidecar: k.sidecar}).facts()
	numbers, words := facts.encode()
	return sha256.Sum256([]byte(k.encode() + SearchText(hostile) + numbers + strings.Join(words, "\x00")))
}
