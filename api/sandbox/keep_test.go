package sandbox

import (
	"bytes"
	"context"
	"encoding/json"
	"image"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestVideosOutlive ends a sandbox while videos are made and starts another:
// they are finished at their time, as they would be, and deleted for good.
func TestVideosOutlive(t *testing.T) {
	t.Parallel()
	var c clock
	o := Options{MaxSide: 48, Now: c.now, Folder: filepath.Join(t.TempDir(), "videos")}
	first, second, without := start(t, o), start(t, o), start(t, Options{MaxSide: 48, Now: c.now})
	id := submit(t, first, good)
	a, err := upload(t.Context(), first.BaseURL()+"/video/image-to-video", waves, map[string]image.Image{"file": plate(90, 60)})
	var moved struct{ ID string }
	if err != nil || json.Unmarshal(a.body, &moved) != nil || moved.ID == "" {
		t.Fatalf("%v: %s", err, a.body)
	}
	doomed := submit(t, first, faultPrefix+"failed")
	if got := status(t, second, platform, id).Video.Status; got != "pending" {
		t.Errorf("another sandbox at the same time: %s", got)
	}
	c.pass(3 * time.Second)
	var want [][]byte
	for _, id := range []string{id, moved.ID} {
		video, _ := links(t, first, id)
		want = append(want, request(t, http.MethodGet, video, "").body)
	}
	if err := first.Close(context.WithoutCancel(t.Context())); err != nil {
		t.Fatal(err)
	}
	third := start(t, o)
	for i, id := range []string{id, moved.ID} {
		for _, s := range []*Server{second, third} {
			video, _ := links(t, s, id)
			if a := request(t, http.MethodGet, video, ""); a.status != http.StatusOK || !bytes.Equal(a.body, want[i]) {
				t.Errorf("film %d: %d, %d bytes", i, a.status, len(a.body))
			}
		}
		if a := request(t, http.MethodGet, without.BaseURL()+"/video/"+id+"/status", good); a.status != http.StatusNotFound {
			t.Errorf("a sandbox without the folder: %d", a.status)
		}
	}
	if got := status(t, third, platform, doomed).Video; got.Status != "failed" {
		t.Errorf("the one that was to fail: %+v", got)
	}
	for _, id := range []string{id, moved.ID, doomed} {
		if a := request(t, http.MethodDelete, third.BaseURL()+"/video/delete/"+id, good); a.status != http.StatusOK {
			t.Errorf("%d %s", a.status, a.body)
		}
	}
	if left, err := os.ReadDir(o.Folder); err != nil || len(left) != 0 {
		t.Errorf("%v, %v are left", err, left)
	}
}

// TestShelf: what is not ours, or broken, does no harm and comes to none.
func TestShelf(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	ours := func(i int) string {
		return strings.Repeat("0", 8) + "-0000-0000-0000-" + strings.Repeat("0", 9) + itoa(100+i)
	}
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for i := range maxVideos + 5 {
		write(ours(i)+".json", "{")
		at := time.Unix(int64(i), 0)
		if err := os.Chtimes(filepath.Join(dir, ours(i)+".json"), at, at); err != nil {
			t.Fatal(err)
		}
	}
	write("diary.json", "mine")
	v := newVideos(shelf(dir))
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != maxVideos+1 {
		t.Errorf("%v, %d files are left", err, len(entries))
	}
	if _, err := os.Stat(filepath.Join(dir, ours(4)+".json")); err == nil {
		t.Error("an old one is still there")
	}
	write(ours(6)+".json", `{"width":-1,"height":10}`)
	write(ours(7)+".json", `{"width":10,"height":10,"picture":true}`)
	for _, id := range []string{ours(5), ours(6), ours(7), "diary", "../" + filepath.Base(dir) + "/diary", ""} {
		if _, ok := v.get(id); ok {
			t.Errorf("%q is a video", id)
		}
		if id == "diary" {
			v.remove(id)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "diary.json")); err != nil {
		t.Error(err)
	}
	// A folder that cannot be made: the video is made all the same.
	s := start(t, Options{MaxSide: 32, VideoTime: 1, Folder: filepath.Join(dir, "diary.json", "x")})
	if video, _ := links(t, s, submit(t, s, good)); request(t, http.MethodGet, video, "").status != http.StatusOK {
		t.Error("no video")
	}
}
