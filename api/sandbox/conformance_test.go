package sandbox

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"imagine-tui/api"
)

// TestConformance drives the program's client against the sandbox over
// sockets: every operation with success and with every documented error.
func TestConformance(t *testing.T) {
	s := start(t, Options{MaxSide: 64, VideoTime: 1})
	rows := operations(t)
	if len(rows) != len(api.Catalogue()) {
		t.Errorf("%d operations are tried, the catalogue has %d", len(rows), len(api.Catalogue()))
	}
	for _, row := range rows {
		t.Run(string(row.op)+" succeeds", func(t *testing.T) { conforms(t, s, row) })
		for _, doc := range api.CodeInfo() {
			t.Run(fmt.Sprintf("%s %d", row.op, doc.Code), func(t *testing.T) { refuses(t, s, row, doc) })
		}
	}
}

// conforms makes a call that succeeds and holds what comes against the bytes
// a plain client gets.
func conforms(t *testing.T, s *Server, row operation) {
	t.Helper()
	id, other := submit(t, s, good), submit(t, s, good)
	before := s.Stats()
	var dst bytes.Buffer
	got, err := row.call(t.Context(), client(t, s, good), id, &dst)
	if err != nil {
		t.Fatal(err)
	}
	paid := 1
	if row.op == api.VideoStatus || row.op == api.VideoDelete {
		paid = 0
	}
	if after := s.Stats(); after.Requests[row.op] != before.Requests[row.op]+1 || after.Billed != before.Billed+paid {
		t.Errorf("before %+v, after %+v", before, after)
	}
	a := row.plain(t, s, other)
	if a.status != http.StatusOK {
		t.Fatalf("a plain client: %d %.300s", a.status, a.body)
	}
	switch row.op {
	case api.TextToVideo, api.ImageToVideo:
		filmArrives(t, s, got.job.ID, a)
	case api.VideoStatus:
		if got.video.State != api.VideoDone || got.video.ID != id || len(got.video.Links) != 1 || len(got.video.Thumbnails) != 1 {
			t.Errorf("%+v", got.video)
		}
	case api.VideoDelete:
		var e *api.Error
		if _, err := client(t, s, good).VideoStatus(t.Context(), id); !errors.As(err, &e) || e.Kind != api.KindNotServed || e.Status != http.StatusNotFound {
			t.Errorf("the video is still there: %v", err)
		}
	default:
		pictureArrives(t, row, got.image, dst.Bytes(), a.body)
	}
}

func pictureArrives(t *testing.T, row operation, img api.Image, data, want []byte) {
	t.Helper()
	sum := sha256.Sum256(want)
	m, format, err := image.Decode(bytes.NewReader(data))
	switch {
	case err != nil || format != row.format || m.Bounds().Size() != row.size:
		t.Errorf("%v, a %s: %v", err, format, m.Bounds())
	case !bytes.Equal(data, want):
		t.Errorf("%d bytes, a plain client got %d others", len(data), len(want))
	case img.SHA256 != hex.EncodeToString(sum[:]) || img.Bytes != int64(len(data)) || image.Pt(img.Width, img.Height) != row.size || img.MediaType != "image/"+row.format:
		t.Errorf("%+v", img)
	}
}

// filmArrives waits for a video and compares it with the one a plain client
// asked for with the same words.
func filmArrives(t *testing.T, s *Server, id string, a answer) {
	t.Helper()
	_, other, _ := strings.Cut(string(a.body), `"id":"`)
	other, _, _ = strings.Cut(other, `"`)
	c := client(t, s, good)
	v, err := c.VideoStatus(t.Context(), id)
	if err != nil || v.State != api.VideoDone {
		t.Fatalf("%+v, %v", v, err)
	}
	var dst bytes.Buffer
	file, err := c.DownloadVideo(t.Context(), v.Links[0], &dst, nil)
	if err != nil || file.MediaType != "video/mp4" || file.Ext != ".mp4" || file.Bytes != int64(dst.Len()) ||
		file.Width != 64 || file.Height != 36 || file.Duration != 2*time.Second {
		t.Errorf("%+v, %v", file, err)
	}
	video, _ := links(t, s, other)
	if want := request(t, http.MethodGet, video, "").body; !bytes.Equal(dst.Bytes(), want) {
		t.Errorf("%d bytes, a plain client got %d others", dst.Len(), len(want))
	}
	if s.Stats().WithKey != 0 {
		t.Error("the key went to where the link leads")
	}
}

// kinds are what the documented codes mean, by the vendor's table.
var kinds = map[int]api.Kind{
	1000: api.KindKeyMissing, 1001: api.KindKeyRefused, 1002: api.KindKeyExpired, 1003: api.KindBadRequest, 1004: api.KindBadRequest,
	1005: api.KindKeyRefused, 1006: api.KindKeyRefused, 1007: api.KindKeyRefused, 1100: api.KindBadRequest, 1101: api.KindNoTokens, 1103: api.KindBadRequest,
	1200: api.KindBusy, 1201: api.KindBusy, 1202: api.KindTooMany,
}

// refuses makes a call that gets a documented error: honestly where that can
// be had, else by a bearer that asks for it.
func refuses(t *testing.T, s *Server, row operation, doc api.CodeDoc) {
	t.Helper()
	free := row.op == api.VideoStatus || row.op == api.VideoDelete
	bearer := faultPrefix + itoa(doc.Code)
	switch {
	case doc.Code == 1001:
		bearer = "not-one-of-ours"
	case doc.Code == 1002:
		bearer = "vk-test-expired"
	case doc.Code == 1101 && !free:
		bearer = "vk-test-empty"
	case doc.Code == 1202:
		bearer = "vk-test-limited"
	case doc.Code == 1100 && row.unknownStyle != nil:
		bearer = good
	}
	id := submit(t, s, good)
	before := s.Stats()
	c := client(t, s, bearer)
	var dst bytes.Buffer
	var err error
	if bearer == good {
		err = row.unknownStyle(t.Context(), c)
	} else {
		_, err = row.call(t.Context(), c, id, &dst)
	}
	var e *api.Error
	if !errors.As(err, &e) {
		t.Fatalf("%v is no error of the API", err)
	}
	if e.Status != doc.Status || e.Code != itoa(doc.Code) || e.Name != doc.Name || e.Kind != kinds[doc.Code] {
		t.Errorf("status %d, code %s, name %s, kind %d, want %d of %+v", e.Status, e.Code, e.Name, e.Kind, kinds[doc.Code], doc)
	}
	wait := e.Kind == api.KindBusy || e.Kind == api.KindTooMany
	if e.Outcome != api.Refused || e.Remedy() != doc.Remedy || e.Retryable() != wait || e.Charged() != "Nothing was charged." || e.Message == "" {
		t.Errorf("outcome %d, remedy %q, may be repeated %v, %v", e.Outcome, e.Remedy(), e.Retryable(), e)
	}
	if strings.Contains(e.Error(), bearer) {
		t.Errorf("the key is in %q", e)
	}
	if after := s.Stats(); dst.Len() != 0 || after.Billed != before.Billed || after.Refused != before.Refused+1 {
		t.Errorf("%d bytes were kept, before %+v, after %+v", dst.Len(), before, after)
	}
	if _, still := s.handler.videos.get(id); !still {
		t.Error("a call that was refused did something")
	}
}

// TestVideoForFFprobe has the films of both operations and of all shapes read
// over HTTP by a program nobody here wrote, down to the last frame. Under the
// race detector they are small.
func TestVideoForFFprobe(t *testing.T) {
	t.Parallel()
	ffprobe, err := exec.LookPath("ffprobe")
	if err != nil {
		t.Skip("ffprobe is not installed: no player has looked at the sandbox's videos")
	}
	o := Options{VideoTime: 1}
	if racing {
		o.MaxSide = 64
	}
	s := start(t, o)
	shown := map[string]image.Image{"file": plate(90, 60)}
	for _, tt := range []struct {
		path, ratio, size, small string
		files                    map[string]image.Image
	}{
		{"/video/text-to-video", "16:9", "640,360", "64,36", nil},
		{"/video/text-to-video", "9:16", "360,640", "36,64", nil},
		{"/video/text-to-video", "", "480,480", "64,64", nil},
		{"/video/image-to-video", "", "640,426", "64,42", shown},
	} {
		if racing {
			tt.size = tt.small
		}
		a, err := upload(t.Context(), s.BaseURL()+tt.path, changed(waves, "aspect_ratio", tt.ratio), tt.files)
		if err != nil {
			t.Fatal(err)
		}
		_, id, _ := strings.Cut(string(a.body), `"id":"`)
		id, _, _ = strings.Cut(id, `"`)
		video, _ := links(t, s, id)
		cmd := exec.CommandContext(t.Context(), ffprobe, "-v", "error", "-of", "csv=p=0", "-count_frames",
			"-show_entries", "stream=codec_name,width,height,nb_read_frames:format=duration", video)
		cmd.Env = append(os.Environ(), "no_proxy=127.0.0.1")
		out, err := cmd.CombinedOutput()
		if want := "mjpeg," + tt.size + ",24\n2.000000"; err != nil || strings.TrimSpace(string(out)) != want {
			t.Errorf("%s %s: %v: %s, want %s", tt.path, tt.ratio, err, out, want)
		}
	}
}
