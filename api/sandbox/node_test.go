package sandbox

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestNode has Node's own fetch and FormData make every call: a client, and
// an encoder of forms, nobody here wrote. Its pictures must be those a plain
// client gets.
func TestNode(t *testing.T) {
	t.Parallel()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed: its fetch has not called the sandbox")
	}
	if exec.CommandContext(t.Context(), node, "-e", "new FormData(); fetch").Run() != nil {
		t.Skip("this node has no fetch and FormData built in: they have not called the sandbox")
	}
	s := start(t, Options{MaxSide: 64, VideoTime: 1})
	picture, maskFile := written(t)
	var stderr bytes.Buffer
	cmd := exec.CommandContext(t.Context(), node, filepath.Join("testdata", "every.mjs"), s.BaseURL(), good, picture, maskFile)
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, stderr.Bytes())
	}
	type line struct {
		Call         string
		Status       int
		Type         string
		SHA256, Head string
	}
	got := map[string]line{}
	for d := json.NewDecoder(bytes.NewReader(out)); d.More(); {
		var l line
		if err := d.Decode(&l); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		if before, twice := got[l.Call]; twice && l.Type == "video/mp4" && before != l {
			t.Errorf("%s: another address led to another film", l.Call)
		}
		got[l.Call] = l
	}
	pictures := 0
	for _, row := range operations(t) {
		if row.format == "" {
			continue
		}
		pictures++
		sum := sha256.Sum256(row.plain(t, s, "").body)
		if l := got[string(row.op)]; l.Status != 200 || l.SHA256 != hex.EncodeToString(sum[:]) {
			t.Errorf("%s: %+v", row.op, l)
		}
	}
	const json, mp4 = "application/json; charset=utf-8", "video/mp4"
	want := map[string]line{
		"no key":        {Status: 400, Type: json},
		"unknown style": {Status: 400, Type: json},
	}
	for _, op := range []string{"text-to-video", "image-to-video"} {
		want[op] = line{Status: 200, Type: json}
		want[op+" film"] = line{Status: 200, Type: mp4}
		want["video-status "+op] = line{Status: 200, Type: json}
		want["video-delete "+op] = line{Status: 200, Type: json}
		want[op+" gone"] = line{Status: 404, Type: json}
	}
	for call, w := range want {
		if l := got[call]; l.Status != w.Status || l.Type != w.Type {
			t.Errorf("%s: %+v", call, l)
		}
	}
	if len(got) != len(want)+pictures {
		t.Errorf("%d answers, want %d", len(got), len(want)+pictures)
	}
	if n := s.Stats(); n.WithKey != 0 || n.Downloads != 6 {
		t.Errorf("stats %+v", n)
	}
}
