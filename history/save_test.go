package history

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"image"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	_ "image/jpeg"
	_ "image/png"

	"imagine-tui/api/queue"
)

func sum(b []byte) string {
	s := sha256.Sum256(b)
	return hex.EncodeToString(s[:])
}

func TestSave(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, ext string
		data      []byte
		embeds    bool
	}{
		{"png", ".png", pngBytes(t, 40), true},
		{"jpeg", ".jpg", jpegBytes(t, 40), true},
		{"webp", ".webp", webpBytes(t), false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			l := tempLibrary(t)
			r := request("A Futuristic cityscape, at night")
			s := save(t, l, r, tt.data)

			rel, err := filepath.Rel(l.Folder(), s.Path)
			want := regexp.MustCompile(`^2026-11-24/142233-a-futuristic-cityscape-at-night-[0-9a-f]{6}\` + tt.ext + `$`)
			if err != nil || !want.MatchString(filepath.ToSlash(rel)) {
				t.Errorf("saved as %s", rel)
			}
			file := read(t, s.Path)
			if s.SHA256 != sum(tt.data) || s.FileSHA256 != sum(file) || s.Bytes != int64(len(file)) {
				t.Errorf("hashes or size are wrong: %+v", s)
			}
			if same := bytes.Equal(file, tt.data); same == tt.embeds {
				t.Errorf("file is as received: %v", same)
			}
			if tt.embeds {
				samePixels(t, tt.data, file)
				inside, err := ReadRecipe(s.Path)
				if err != nil || inside.Request.Hash() != r.Hash() || inside.SHA256 != s.SHA256 || inside.Key != "" {
					t.Errorf("inside: %+v, %v", inside, err)
				}
			}
			if s.Tokens != 5 || !s.Priced || s.Elapsed != 1800*time.Millisecond || s.KeyName != "work" || s.Reused {
				t.Errorf("saved: %+v", s)
			}
			if got := files(t, l.state); len(got) != 2 || !strings.HasSuffix(got[0], ".known") || !strings.HasPrefix(got[1], "ledger/") {
				t.Errorf("left in the state folder: %v", got)
			}
			if w := l.warned(); w != "" {
				t.Error(w)
			}
		})
	}
}

func samePixels(t *testing.T, a, b []byte) {
	t.Helper()
	ma, fa, err := image.Decode(bytes.NewReader(a))
	if err != nil {
		t.Fatal(err)
	}
	mb, fb, err := image.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if fa != fb || ma.Bounds() != mb.Bounds() {
		t.Fatalf("%s %v became %s %v", fa, ma.Bounds(), fb, mb.Bounds())
	}
	for y := range ma.Bounds().Dy() {
		for x := range ma.Bounds().Dx() {
			if ma.At(x, y) != mb.At(x, y) {
				t.Fatalf("pixel %d,%d changed", x, y)
			}
		}
	}
}

func TestSidecarOnDisk(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	tk, img := received(t, l.Library, request("fog"), testAccount, jpegBytes(t, 16))
	m := metaAt(l.now())
	m.Template, m.Parent = "{fog|rain}", filepath.Join(l.Folder(), "2026-11-23", "120000-sun-aaaaaa.jpg")
	s, err := tk.Save(context.Background(), img, m)
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(read(t, s.Sidecar), &got); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]any{
		"schema": 1.0, "program": "imagine-tui 0.1.0", "request_hash": request("fog").Hash(), "template": "{fog|rain}",
		"key": "work", "origin": testOrigin, "sandbox": false, "tokens": 5.0, "elapsed_ms": 1800.0, "width": 16.0,
		"height": 16.0, "media_type": "image/jpeg", "sha256": s.SHA256, "file_sha256": s.FileSHA256,
		"bytes": float64(s.Bytes), "server_id": "srv-1", "parent": "2026-11-23/120000-sun-aaaaaa.jpg", "take": 1.0,
	} {
		if got[name] != want {
			t.Errorf("%s = %v, want %v", name, got[name], want)
		}
	}
	r, _ := got["request"].(map[string]any)
	if r["operation"] != "text-to-image" || r["prompt"] != "fog" || r["style"] != "anime" || r["seed"] != 812.0 {
		t.Errorf("request = %v", r)
	}
	for _, name := range []string{"sent", "saved"} {
		text, _ := got[name].(string)
		if _, err := time.Parse(time.RFC3339, text); err != nil {
			t.Errorf("%s = %q is no time with a zone", name, text)
		}
	}
}

func TestNoPriceIsNull(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	tk, img := received(t, l.Library, request("fog"), testAccount, jpegBytes(t, 16))
	s, err := tk.Save(context.Background(), img, queue.Meta{Tokens: 7})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(read(t, s.Sidecar)), `"tokens": null`) {
		t.Errorf("sidecar:\n%s", read(t, s.Sidecar))
	}
	if got := l.Today(); got != (Spend{Unpriced: 1, Runs: 1}) {
		t.Errorf("today: %+v", got)
	}
}

func TestEmbedTurnedOff(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	l.embed = false
	data := pngBytes(t, 16)
	s := save(t, l, request("fog"), data)
	if !bytes.Equal(read(t, s.Path), data) || s.SHA256 != s.FileSHA256 {
		t.Error("the file was changed")
	}
	if _, err := ReadRecipe(s.Path); !errors.Is(err, ErrNoRecipe) {
		t.Errorf("ReadRecipe: %v", err)
	}
}

func TestLongPromptsComeBack(t *testing.T) {
	t.Parallel()
	for name, unit := range map[string]string{"ascii": "fog and ", "cjk": "夜の街", "emoji": "🌃👩‍👩‍👧", "quotes": `"\<>&'` + "\n"} {
		for _, data := range [][]byte{pngBytes(t, 8), jpegBytes(t, 8)} {
			prompt := string([]rune(strings.Repeat(unit, 100_000))[:100_000])
			l := tempLibrary(t)
			s := save(t, l, request(prompt), data)
			inside, err := ReadRecipe(s.Path)
			if err != nil || inside.Request.Prompt != prompt {
				t.Errorf("%s: inside the picture the prompt has %d bytes of %d, %v", name, len(inside.Request.Prompt), len(prompt), err)
			}
			e, err := l.Entry(s.Path)
			if err != nil || e.Problem != "" || e.Sidecar.Request.Prompt != prompt {
				t.Errorf("%s: beside it %q, %v", name, e.Problem, err)
			}
			samePixels(t, data, read(t, s.Path))
		}
	}
}

func TestTooLongPromptIsNotSent(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	if _, err := l.Begin(context.Background(), request(strings.Repeat("x", 4<<20)), testAccount, queue.Wait); err == nil {
		t.Error("a request was taken on whose sidecar cannot be written")
	}
	if got := files(t, l.state); len(got) != 0 {
		t.Errorf("left: %v", got)
	}
}

func TestFind(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	s := save(t, l, request("fog"), jpegBytes(t, 16))
	for name, lib := range map[string]*Library{"same process": l.Library, "next process": newLibrary(t, l.Folder(), l.state).Library} {
		got, ok := lib.Find(testOrigin, request("fog"))
		if !ok || got.Path != s.Path || !got.Reused || got.Tokens != 0 || !got.Priced || got.SHA256 != s.SHA256 || got.Width != 16 {
			t.Errorf("%s: %+v, %v", name, got, ok)
		}
		if _, ok := lib.Find("https://other.example.org:443", request("fog")); ok {
			t.Errorf("%s: found at another origin", name)
		}
		if _, ok := lib.Find(testOrigin, request("rain")); ok {
			t.Errorf("%s: found for another prompt", name)
		}
	}
	if err := os.Remove(s.Path); err != nil {
		t.Fatal(err)
	}
	if _, ok := l.Find(testOrigin, request("fog")); ok {
		t.Error("found without its file")
	}
}

func TestFindSeesOtherProcesses(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	if _, ok := l.Find(testOrigin, request("fog")); ok {
		t.Fatal("found in an empty library")
	}
	other := newLibrary(t, l.Folder(), l.state)
	s := save(t, other, request("fog"), jpegBytes(t, 16))
	l.set(l.now().Add(3 * time.Second))
	if got, ok := l.Find(testOrigin, request("fog")); !ok || got.Path != s.Path {
		t.Errorf("found %+v, %v", got, ok)
	}
}

func TestChangedByHandIsNotReused(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	s := save(t, l, request("fog"), jpegBytes(t, 16))
	text := strings.Replace(string(read(t, s.Sidecar)), `"prompt": "fog"`, `"prompt": "rain"`, 1)
	write(t, s.Sidecar, []byte(text))
	again := newLibrary(t, l.Folder(), l.state)
	for _, prompt := range []string{"fog", "rain"} {
		if got, ok := again.Find(testOrigin, request(prompt)); ok {
			t.Errorf("%s: reused %+v", prompt, got)
		}
	}
}

func TestSandboxIsAnOriginOfItsOwn(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	info := queue.AccountInfo{KeyName: "play", Origin: "http://127.0.0.1:4711", Sandbox: true}
	tk, img := received(t, l.Library, request("fog"), info, jpegBytes(t, 16))
	s, err := tk.Save(context.Background(), img, metaAt(l.now()))
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := l.Find(SandboxOrigin, request("fog")); !ok {
		t.Error("not found under the sandbox's origin")
	}
	e, err := l.Entry(s.Path)
	if err != nil || e.Sidecar.Origin != "sandbox" || !e.Sidecar.Sandbox {
		t.Errorf("sidecar: %+v, %v", e.Sidecar, err)
	}
	inside, err := ReadRecipe(s.Path)
	if err != nil || !inside.Sandbox || inside.Origin != "sandbox" {
		t.Errorf("inside: %+v, %v", inside, err)
	}
	if got := l.Today(); got != (Spend{}) {
		t.Errorf("today: %+v", got)
	}
	if got := l.Spent("play", l.now()); got != (Spend{}) {
		t.Errorf("sandbox: %+v", got)
	}
}

func TestTakesAreNumbered(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	for want := 1; want <= 3; want++ {
		s := save(t, l, request("fog"), jpegBytes(t, 16))
		if e, err := l.Entry(s.Path); err != nil || e.Sidecar.Take != want {
			t.Errorf("take %d: %d, %v", want, e.Sidecar.Take, err)
		}
	}
	again := newLibrary(t, l.Folder(), l.state)
	s := save(t, again, request("fog"), jpegBytes(t, 16))
	if e, err := again.Entry(s.Path); err != nil || e.Sidecar.Take != 4 {
		t.Errorf("next process: %d, %v", e.Sidecar.Take, err)
	}
}

func TestSpend(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	save(t, l, request("fog"), jpegBytes(t, 16))
	save(t, l, request("rain"), jpegBytes(t, 16))
	if got := l.Today(); got != (Spend{Tokens: 10, Runs: 2}) {
		t.Errorf("today: %+v", got)
	}
	if got := l.Spent("work", l.now()); got != (Spend{Tokens: 10, Runs: 2}) {
		t.Errorf("work: %+v", got)
	}
	if got := l.Spent("work", l.now().AddDate(0, 0, -1)); got != (Spend{}) {
		t.Errorf("yesterday: %+v", got)
	}
}

func TestDropAfterUnknown(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	tk, _ := received(t, l.Library, request("fog"), testAccount, jpegBytes(t, 16)[:100])
	if err := errors.Join(tk.Unknown(errors.New("reset")), tk.Drop()); err != nil {
		t.Fatal(err)
	}
	if got := files(t, l.state); len(got) != 1 || !strings.HasPrefix(got[0], "ledger/") { // it may have been charged
		t.Errorf("left: %v", got)
	}
}

func TestEndedTicket(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	tk, img := received(t, l.Library, request("fog"), testAccount, jpegBytes(t, 16))
	if err := tk.Drop(); err != nil {
		t.Fatal(err)
	}
	if got := files(t, l.state); len(got) != 0 {
		t.Errorf("left: %v", got)
	}
	if _, err := tk.Receiving(1); err == nil {
		t.Error("receives after its end")
	}
	if tk.Sent() == nil || tk.Accepted("j", queue.Meta{}) == nil || tk.Unknown(nil) == nil {
		t.Error("works after its end")
	}
	if err := tk.Drop(); err != nil {
		t.Errorf("dropped once more: %v", err)
	}
	if _, err := tk.Save(context.Background(), img, queue.Meta{}); err == nil {
		t.Error("saves after its end")
	}
}
