package sandbox

import (
	"bytes"
	"errors"
	"net/http"
	"testing"

	"imagine-tui/api"
	"imagine-tui/api/key"
)

// client is the program's own client with a key.
func client(t *testing.T, s *Server, raw string) *api.Client {
	t.Helper()
	return clientAt(t, s.BaseURL(), raw)
}

// clientAt is the same at another address.
func clientAt(t *testing.T, base, raw string) *api.Client {
	t.Helper()
	secret, err := key.NewSecret(raw)
	if err != nil {
		t.Fatal(err)
	}
	c, err := api.NewClient(base, secret)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.CloseIdle)
	return c
}

// TestClient: the ordinary client understands the sandbox, and each error of
// the documentation arrives as what it is.
func TestClient(t *testing.T) {
	t.Parallel()
	s := start(t, Options{MaxSide: 200})
	c := client(t, s, good)
	if err := c.CheckKey(t.Context()); err != nil {
		t.Errorf("a good key: %v", err)
	}
	var b bytes.Buffer
	img, err := c.Generate(t.Context(), api.Request{Operation: api.TextToImage, Prompt: "a tree", Style: "anime", AspectRatio: "3:2", Seed: 1}, &b, nil)
	if err != nil || img.Ext != ".jpg" || img.Width != 200 || img.Height != 133 || img.Bytes != int64(b.Len()) {
		t.Errorf("%+v, %v", img, err)
	}
	img, err = c.Generate(t.Context(), api.Request{Operation: api.TextToPNG, Prompt: "a tree", AspectRatio: "1:1", Seed: 1}, &b, nil)
	if err != nil || img.Ext != ".png" {
		t.Errorf("%+v, %v", img, err)
	}
	for _, doc := range api.CodeInfo() {
		err := generate(t, s, faultPrefix+itoa(doc.Code))
		if err == nil || err.Status != doc.Status || err.Code != itoa(doc.Code) || err.Outcome != api.Refused {
			t.Errorf("code %d: %v", doc.Code, err)
		}
	}
	for _, name := range []string{"cut", "short", "html", "empty", "reset", "502"} {
		if err := generate(t, s, faultPrefix+name); err == nil || err.Outcome != api.Unknown || err.Retryable() {
			t.Errorf("%s: %v", name, err)
		}
	}
	for raw, want := range map[string]int{"vk-test-expired": http.StatusNotAcceptable, "sk-test": http.StatusUnauthorized, "vk-test-limited": http.StatusTooManyRequests} {
		var e *api.Error
		if err := client(t, s, raw).CheckKey(t.Context()); !errors.As(err, &e) || e.Status != want {
			t.Errorf("key %s: %v", raw, err)
		}
	}
}

// generate asks for a picture that fails.
func generate(t *testing.T, s *Server, bearer string) *api.Error {
	t.Helper()
	var b bytes.Buffer
	_, err := client(t, s, bearer).Generate(t.Context(), api.Request{Operation: api.TextToImage, Prompt: "a tree", Style: "anime", AspectRatio: "1:1", Seed: 1}, &b, nil)
	var e *api.Error
	if !errors.As(err, &e) {
		t.Errorf("%s: %v is no API error", bearer, err)
		return nil
	}
	return e
}

// BenchmarkAnswer is what a picture costs without the network: painting and
// encoding a megapixel.
func BenchmarkAnswer(b *testing.B) {
	h := New(Options{})
	f := form{text: map[string]string{"prompt": "a lighthouse on a cliff at dusk, waves", "aspect_ratio": "16:9", "seed": "7"}}
	for _, style := range api.Styles(api.TextToImage) {
		b.Run(style.ID, func(b *testing.B) {
			f.text["style"] = style.ID
			for b.Loop() {
				if _, bad := h.textToImage(f); bad != nil {
					b.Fatal(bad)
				}
			}
		})
	}
	b.Run("transparent", func(b *testing.B) {
		for b.Loop() {
			if _, bad := h.textToPNG(f); bad != nil {
				b.Fatal(bad)
			}
		}
	})
}
