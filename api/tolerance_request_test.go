package api

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"

	"imagine-tui/api/key"
)

// TestTolerance11UnknownStyles: a style nobody knows is sent as it is; the
// warning is soft, the server decides.
func TestTolerance11UnknownStyles(t *testing.T) {
	t.Parallel()
	picture := string(jpegSample(t, 8, 8))
	s := newService(t, func(w http.ResponseWriter, r *http.Request) {
		switch style := r.FormValue("style"); {
		case style == "veo-2":
			answering(http.StatusBadRequest, "", `{"status":"error","code":1100,"message":"unknown style veo-2"}`)(w, r)
		case strings.Contains(r.URL.Path, "video"):
			answering(http.StatusOK, "", `{"id":"v-1"}`)(w, r)
		default:
			answering(http.StatusOK, "", picture)(w, r)
		}
	})
	c := s.client(t)
	for _, style := range []string{"kling-9", "kling-v1.6-standard-text-to-video", "FLUX_dev", "übermodell"} {
		p, v := params, waves
		p.Style, v.Style = style, style
		if _, err := c.Generate(t.Context(), p, nil, nil); err != nil {
			t.Errorf("%s: %v", style, err)
		}
		if _, err := c.Submit(t.Context(), v, nil); err != nil {
			t.Errorf("%s: %v", style, err)
		}
		for _, form := range s.form[len(s.form)-2:] {
			if got := form.Value["style"]; !slices.Equal(got, []string{style}) {
				t.Errorf("%q was sent as %q", style, got)
			}
		}
		if DoubtStyle(TextToImage, style) == "" || DoubtStyle(TextToVideo, style) == "" {
			t.Errorf("nobody is warned of %q", style)
		}
		r := Request{Operation: TextToVideo, Prompt: "x", Style: style}
		if err := r.Validate(); err != nil {
			t.Errorf("%q is refused: %v", style, err)
		}
	}
	v := waves
	v.Style = "veo-2"
	_, err := c.Submit(t.Context(), v, nil)
	if e := wantError(t, err, KindBadRequest, Refused); e.Message != "unknown style veo-2" {
		t.Error(e)
	}
}

// TestTolerance12RefusedPairs: a documented style in a documented ratio may be
// refused, in words that reach the person.
func TestTolerance12RefusedPairs(t *testing.T) {
	t.Parallel()
	const says = "flux-dev supports 1:1, 16:9 and 9:16 only"
	s := newService(t, answering(http.StatusBadRequest, "", `{"status":"error","code":1100,"error":"BadRequest","message":"`+says+`"}`))
	p := params
	p.AspectRatio = "3:2"
	_, err := s.client(t).Generate(t.Context(), p, nil, nil)
	e := wantError(t, err, KindBadRequest, Refused)
	if e.Message != says || !strings.Contains(e.Error(), says) || e.Remedy() != "Change the request and send it again." || e.Retryable() || e.KeyProblem() {
		t.Errorf("%v, %q", e, e.Remedy())
	}
	if got := s.form[0].Value; got["aspect_ratio"][0] != "3:2" || got["style"][0] != "flux-dev" {
		t.Errorf("form %v", got)
	}
}

// TestTolerance13OutputSize: how large a picture is, the picture says.
func TestTolerance13OutputSize(t *testing.T) {
	t.Parallel()
	picture, mask := upload(t, "image", jpegSample(t, 40, 30)), upload(t, "mask", usualMask(t, 40, 30))
	both := map[string]Upload{"image": picture, "mask": mask}
	for _, size := range []image.Point{{1, 1}, {40, 30}, {39, 31}, {160, 120}, {30, 40}} {
		s := newService(t, answering(http.StatusOK, "", string(pngSample(t, scene(size.X, size.Y)))))
		c := s.client(t)
		for _, r := range []Request{
			withFiles(t, Request{Operation: Upscale}, map[string]Upload{"image": picture}),
			withFiles(t, Request{Operation: GenerativeFill, Prompt: "x"}, both),
			withFiles(t, Request{Operation: Resize, Prompt: "x"}, both),
		} {
			if img, err := c.Generate(t.Context(), r, nil, nil); err != nil || image.Pt(img.Width, img.Height) != size {
				t.Errorf("%s answered with %v: %+v, %v", r.Operation, size, img, err)
			}
		}
	}
}

// TestTolerance14Masks: a mask goes as PNG of the picture's size, its bytes
// untouched, whichever side is white; others are refused before they cost.
func TestTolerance14Masks(t *testing.T) {
	t.Parallel()
	s := newService(t, answering(http.StatusOK, "", string(jpegSample(t, 40, 30))))
	c := s.client(t)
	picture := upload(t, "image", jpegSample(t, 40, 30))
	paint := func(inside, outside uint8) *image.Gray {
		m := image.NewGray(image.Rect(0, 0, 40, 30))
		for i := range m.Pix {
			if m.Pix[i] = outside; i%40 > 20 {
				m.Pix[i] = inside
			}
		}
		return m
	}
	for _, sides := range [][2]uint8{{255, 0}, {0, 255}} {
		mask := upload(t, "mask", pngSample(t, paint(sides[0], sides[1])))
		both := map[string]Upload{"image": picture, "mask": mask}
		if _, err := c.Generate(t.Context(), withFiles(t, Request{Operation: Retouch}, both), nil, nil); err != nil {
			t.Fatal(err)
		}
		form := s.form[len(s.form)-1]
		if names := sentFiles(t, form, both); !slices.Equal(names, []string{"image.jpg", "mask.png"}) {
			t.Errorf("sent as %q", names)
		}
	}
	var asJPEG bytes.Buffer
	if err := jpeg.Encode(&asJPEG, paint(255, 0), nil); err != nil {
		t.Fatal(err)
	}
	other := image.NewGray(image.Rect(0, 0, 40, 31))
	other.SetGray(1, 1, color.Gray{255})
	before := s.count()
	for name, files := range map[string]map[string]Upload{
		"a JPEG":       {"image": picture, "mask": upload(t, "mask", asJPEG.Bytes())},
		"another size": {"image": picture, "mask": upload(t, "mask", pngSample(t, other))},
		"nothing":      {"image": picture},
	} {
		var wrong *RequestError
		for _, r := range []Request{{Operation: GenerativeFill, Prompt: "x"}, {Operation: Resize, Prompt: "x"}, {Operation: Retouch}} {
			_, err := c.Generate(t.Context(), withFiles(t, r, files), nil, nil)
			if !errors.As(err, &wrong) || wrong.Field != "mask" {
				t.Errorf("%s with %s as its mask: %v", r.Operation, name, err)
			}
		}
	}
	if s.count() != before {
		t.Error("a mask that cannot be right was sent")
	}
}

// TestTolerance15UnknownCost: what the vendor's billing page does not name has
// no price, which is not the price 0.
func TestTolerance15UnknownCost(t *testing.T) {
	t.Parallel()
	billing := map[string]int{"imagine-turbo": 1, "anime": 5, "realistic": 5, "flux-schnell": 5, "flux-dev-fast": 5, "flux-dev": 15}
	for _, spec := range Catalogue() {
		ids := append(styleIDs(spec.Operation), "", "nobody-knows-it")
		for _, id := range ids {
			tokens, known := Price(spec.Operation, id)
			want := billing[id]
			if spec.Operation != TextToImage {
				want = 0
			}
			if tokens != want || known != (want > 0) {
				t.Errorf("%s in style %q costs %d, known %v; the billing page: %d", spec.Operation, id, tokens, known, want)
			}
		}
	}
}

// TestTolerance16OtherKeys: a key of another shape is warned of and used, and
// no key is ever printed, even if the service repeats it.
func TestTolerance16OtherKeys(t *testing.T) {
	t.Parallel()
	for raw, warned := range map[string]bool{canary: false, "sk-CANARY-of-another-shape": true, "CANARY0123456789": true, "vk-CANARY": true} {
		k, err := key.NewSecret(raw)
		if err != nil {
			t.Fatal(err)
		}
		if (k.Warning() != "") != warned || strings.Contains(k.Warning()+k.String(), "CANARY") {
			t.Errorf("warning %q, shown as %q", k.Warning(), k)
		}
		for _, answer := range []http.HandlerFunc{
			answering(http.StatusOK, "", "hello "+raw), answering(http.StatusOK, "", `{"hello":"`+raw+`"}`),
			answering(http.StatusUnauthorized, "", `{"status":"error","code":1001,"error":"`+raw+`","message":"the key `+raw+` is wrong"}`),
			answering(http.StatusBadGateway, "", "<html><title>"+raw+"</title>"),
			func(w http.ResponseWriter, r *http.Request) {
				http.Redirect(w, r, "https://elsewhere.example/?key="+raw, http.StatusFound)
			},
		} {
			s := newService(t, answer)
			c, err := NewClient(s.URL, k)
			if err != nil {
				t.Fatal(err)
			}
			var dst bytes.Buffer
			_, err = c.Generate(t.Context(), params, &dst, nil)
			c.CloseIdle()
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("%s: %v", k, err)
			}
			_ = wantError(t, err, e.Kind, e.Outcome) // looks for the canary
			if strings.Contains(dst.String(), "CANARY") {
				t.Errorf("kept: %q", dst.String())
			}
			if got := s.seen[0].Header.Get("Authorization"); got != "Bearer "+raw {
				t.Error("another key was sent")
			}
		}
	}
}

// TestTolerance17ExtraFields: a field the catalogue does not know goes only
// where somebody put it in so many words.
func TestTolerance17ExtraFields(t *testing.T) {
	t.Parallel()
	s := newService(t, answering(http.StatusOK, "", string(jpegSample(t, 8, 8))))
	c := s.client(t)
	r := Request{Operation: TextToImage, Prompt: "a red bicycle", Style: "flux-dev", AspectRatio: "16:9", Seed: 7}
	plain := map[string][]string{"prompt": {"a red bicycle"}, "style": {"flux-dev"}, "aspect_ratio": {"16:9"}, "seed": {"7"}}
	if _, err := c.Generate(t.Context(), r, nil, nil); err != nil || !reflect.DeepEqual(s.form[0].Value, plain) {
		t.Errorf("%v, form %v", err, s.form[0].Value)
	}
	r.Extra = map[string]string{"negative_prompt": "fog", "cfg": "7.5"}
	plain["negative_prompt"], plain["cfg"] = []string{"fog"}, []string{"7.5"}
	if _, err := c.Generate(t.Context(), r, nil, nil); err != nil || !reflect.DeepEqual(s.form[1].Value, plain) {
		t.Errorf("%v, form %v", err, s.form[1].Value)
	}
	for _, extra := range []map[string]string{{"prompt": "twice"}, {"": "x"}, {"a\"b": "x"}, {"a\r\nb": "x"}} {
		r.Extra = extra
		var wrong *RequestError
		if _, err := c.Generate(t.Context(), r, nil, nil); !errors.As(err, &wrong) {
			t.Errorf("%q: %v", extra, err)
		}
	}
	if s.count() != 2 {
		t.Errorf("%d requests", s.count())
	}
}

// TestTolerance18BaseURL: the service may be anywhere, a version further or
// on this computer, but not where the key would travel in the clear.
func TestTolerance18BaseURL(t *testing.T) {
	t.Parallel()
	s := newService(t, answering(http.StatusOK, "", string(jpegSample(t, 8, 8))))
	for _, base := range []string{"", "/", "/v3", "/v3/", "/imagine/v3/beta"} {
		c, err := NewClient(s.URL+base, secret(t))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.Generate(t.Context(), params, nil, nil); err != nil {
			t.Errorf("%s: %v", base, err)
		}
		c.CloseIdle()
		if got, want := s.seen[s.count()-1].URL.Path, strings.TrimRight(base, "/")+"/image/generations"; got != want {
			t.Errorf("below %q it asked at %s, want %s", base, got, want)
		}
	}
	for base, good := range map[string]bool{
		"https://api.vyro.ai/v3": true, "https://api.vyro.ai:8443": true, "http://localhost:1/v2": true, "http://[::1]:1/v2": true,
		"http://api.vyro.ai/v2": false, "http://192.168.1.2/v2": false, "https://me:secret@api.vyro.ai/v2": false,
		"https://api.vyro.ai/v2?key=x": false, "https://api.vyro.ai/v2#x": false, "ftp://api.vyro.ai": false, "api.vyro.ai/v2": false, "": false,
	} {
		if _, err := NewClient(base, secret(t)); (err == nil) != good {
			t.Errorf("%q: %v", base, err)
		}
	}
}
