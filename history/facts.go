package history

import (
	"encoding/binary"
	"path/filepath"
	"strings"
	"time"

	"imagine-tui/api/clean"
)

// Facts are what lists and filters ask of a result, without what it takes to
// make it again. Texts are one clean line each; they are part of the memory of
// whoever told them.
type Facts struct {
	// Called is what it and those asked for with it are called: what the person
	// wrote, or what the names of files tell. Edited tells that it was made from
	// a file.
	Called string
	Edited bool
	// Batch, Asked and Index are those of its batch, "" and zero where it does
	// not say.
	Batch string
	Asked time.Time
	Index int
	// Saved is when it was saved, as exactly as that is known.
	Saved                        time.Time
	Style, Ratio, Operation, Key string
	// Parent is the file it was made from, as it is written: no clean line.
	Parent string
	Tags   []string
	Seed   int64
	Bytes  int64
	Tokens int
	Rating int

	Priced, Sandbox, Picked, Rejected bool
}

// facts are those of an entry, with paths as they are written.
func (e *Entry) facts() Facts {
	s := &e.Sidecar
	f := Facts{
		Called: e.Called(), Edited: len(s.Request.Inputs) > 0, Batch: s.Batch().ID, Asked: s.Batch().At, Index: s.Batch().Index, Saved: s.Saved,
		Style: clean.Line(s.Request.Style), Ratio: clean.Line(s.Request.AspectRatio), Operation: string(s.Request.Operation), Key: clean.Line(s.Key),
		Parent: s.MadeFrom(), Seed: s.Request.Seed, Bytes: s.Bytes, Rating: s.Rating, Sandbox: s.Sandbox, Picked: s.Picked, Rejected: s.Rejected,
	}
	if f.Saved.IsZero() && named("2000-01-01", filepath.Base(e.Path), time.UTC).IsZero() {
		f.Saved = s.Sent // else the name tells, by the clock where it is shown
	}
	for _, t := range s.Tags {
		f.Tags = append(f.Tags, clean.Line(t))
	}
	if s.Tokens != nil {
		f.Tokens, f.Priced = *s.Tokens, true
	}
	return f
}

// MadeFrom is the file that a result was made from: also one of the person's own
// whose recipe names it among what was sent alone.
func (s *Sidecar) MadeFrom() string {
	if s.Parent != "" {
		return s.Parent
	}
	in, _ := s.Request.Picture()
	return in.Name()
}

// Called is what results that were asked for together are called: what the
// person wrote, else what the name of the file says.
func (e Entry) Called() string {
	switch s := &e.Sidecar; {
	case s.Template != "":
		return s.Template
	case s.Request.Prompt != "":
		return s.Request.Prompt
	case s.Parent != "":
		return wordsOfFile(s.Parent)
	}
	return fileName(e.Path)
}

func fileName(path string) string { return clean.Line(path[strings.LastIndexAny(path, `/\`)+1:]) }

// wordsOfFile takes the words of a prompt out of the name of its file.
func wordsOfFile(path string) string {
	name := fileName(path)
	name = strings.TrimSuffix(name, filepath.Ext(name))
	parts := strings.Split(name, "-")
	if len(parts) > 2 {
		parts = parts[1 : len(parts)-1] // without time and id
	}
	return strings.Join(parts, " ")
}

// The bits that say what kept facts hold beside their numbers.
const (
	factEdited = 1 << iota
	factPriced
	factSandbox
	factPicked
	factRejected
	factBatch
	factSaved
)

// encode writes facts down as an index keeps them: numbers, and texts apart.
func (f *Facts) encode() (facts string, words []string) {
	flags := byte(0)
	for bit, on := range map[byte]bool{
		factEdited: f.Edited, factPriced: f.Priced, factSandbox: f.Sandbox, factPicked: f.Picked,
		factRejected: f.Rejected, factBatch: f.Batch != "", factSaved: !f.Saved.IsZero(),
	} {
		if on {
			flags |= bit
		}
	}
	b := append(make([]byte, 0, 32), flags)
	for _, n := range []int64{int64(f.Rating), f.Seed, f.Bytes, int64(f.Tokens)} {
		b = binary.AppendVarint(b, n)
	}
	words = []string{f.Called, f.Style, f.Ratio, f.Operation, f.Key, f.Parent}
	if !f.Saved.IsZero() {
		b = binary.AppendVarint(binary.AppendVarint(b, f.Saved.Unix()), int64(f.Saved.Nanosecond()))
	}
	if f.Batch != "" {
		b = binary.AppendVarint(appendTime(b, f.Asked), int64(f.Index))
		words = append(words, f.Batch)
	}
	return string(b), append(words, f.Tags...)
}

// decode reads what encode wrote into facts that are empty but for room in their
// tags; false for anything else.
func (f *Facts) decode(facts string, words []string) bool {
	r := &reader{rest: facts}
	flags := r.byte()
	f.Rating, f.Seed, f.Bytes, f.Tokens = int(r.number()), r.number(), r.number(), int(r.number())
	f.Edited, f.Priced, f.Sandbox = flags&factEdited != 0, flags&factPriced != 0, flags&factSandbox != 0
	f.Picked, f.Rejected = flags&factPicked != 0, flags&factRejected != 0
	if flags&factSaved != 0 {
		f.Saved = time.Unix(r.number(), r.number())
	}
	texts := 6
	if flags&factBatch != 0 {
		f.Asked, f.Index = r.time(), int(r.number())
		texts++
	}
	if r.short || r.rest != "" || len(words) < texts {
		return false
	}
	f.Called, f.Style, f.Ratio, f.Operation, f.Key, f.Parent = words[0], words[1], words[2], words[3], words[4], words[5]
	if texts > 6 {
		f.Batch = words[6]
	}
	f.Tags = append(f.Tags[:0], words[texts:]...)
	return true
}
