package sandbox

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"imagine-tui/api"
	"imagine-tui/api/sandbox/edit"
)

// shelf is the folder in which videos outlive the sandbox, as they would at
// the API; "" is none. A video is a file ID.json, and ID.png if it starts
// from a picture; the film itself is made again.
type shelf string

// record is what a file of the shelf holds.
type record struct {
	Number    int               `json:"number"`
	Operation api.Operation     `json:"operation"`
	Form      map[string]string `json:"form"`
	Created   time.Time         `json:"created"`
	Takes     time.Duration     `json:"takes_ns"`
	Print     uint64            `json:"fingerprint"`
	Faults    []Fault           `json:"faults,omitempty"`
	Width     int               `json:"width"`
	Height    int               `json:"height"`
	Picture   bool              `json:"picture,omitempty"`
}

// recordName is what files of the shelf are called: nothing else is touched.
var recordName = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.json$`)
})

func (s shelf) path(id, ext string) string { return filepath.Join(string(s), id+ext) }

// put keeps a video.
func (s shelf) put(j *job) error {
	if s == "" {
		return nil
	}
	if err := os.MkdirAll(string(s), 0o700); err != nil {
		return fmt.Errorf("sandbox: keep a video: %w", err)
	}
	if j.source != nil {
		var b bytes.Buffer
		err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, j.source)
		if err := errors.Join(err, s.write(j.id, ".png", b.Bytes())); err != nil {
			return err
		}
	}
	data, err := json.Marshal(record{
		j.number, j.op, j.text, j.created, j.takes, j.print, j.faults, j.width, j.height, j.source != nil,
	})
	return errors.Join(err, s.write(j.id, ".json", data))
}

// write writes a file that is whole or not there.
func (s shelf) write(id, ext string, data []byte) error {
	temp := s.path(id, ext+".part")
	if err := os.WriteFile(temp, data, 0o600); err != nil {
		return fmt.Errorf("sandbox: keep a video: %w", errors.Join(err, os.Remove(temp)))
	}
	if err := os.Rename(temp, s.path(id, ext)); err != nil {
		return fmt.Errorf("sandbox: keep a video: %w", err)
	}
	return nil
}

// get finds a video that another run of the sandbox was asked for.
func (s shelf) get(id string) (*job, bool) {
	if s == "" || !recordName().MatchString(id+".json") {
		return nil, false
	}
	data, err := os.ReadFile(s.path(id, ".json"))
	var r record
	if err != nil || json.Unmarshal(data, &r) != nil || r.Width < 1 || r.Height < 1 || r.Width > maxEdge || r.Height > maxEdge {
		return nil, false
	}
	j := &job{
		id: id, number: r.Number, op: r.Operation, text: r.Form, created: r.Created, takes: r.Takes, print: r.Print,
		faults: r.Faults, width: r.Width, height: r.Height,
	}
	if r.Picture {
		f, err := os.Open(s.path(id, ".png"))
		if err != nil {
			return nil, false
		}
		defer func() { _ = f.Close() }() // only read from
		m, _, err := image.Decode(f)
		if err != nil {
			return nil, false
		}
		j.source = edit.Picture(m)
	}
	return j, true
}

// remove takes a video off the shelf.
func (s shelf) remove(id string) {
	if s == "" || !recordName().MatchString(id+".json") {
		return
	}
	for _, ext := range []string{".json", ".png"} {
		_ = os.Remove(s.path(id, ext)) // most have no picture
	}
}

// prune takes the oldest off until as many are left as are kept.
func (s shelf) prune() {
	if s == "" {
		return
	}
	entries, err := os.ReadDir(string(s))
	if err != nil {
		return // it is made with the first video
	}
	type old struct {
		id   string
		made time.Time
	}
	var all []*old
	for _, e := range entries {
		if !recordName().MatchString(e.Name()) || e.Type()&fs.ModeType != 0 {
			continue
		}
		if info, err := e.Info(); err == nil {
			all = append(all, &old{strings.TrimSuffix(e.Name(), ".json"), info.ModTime()})
		}
	}
	slices.SortFunc(all, func(a, b *old) int { return a.made.Compare(b.made) })
	for i := range len(all) - maxVideos {
		s.remove(all[i].id)
	}
}
