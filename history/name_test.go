package history

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/api/queue"
)

var (
	goodSlug  = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	goodWords = regexp.MustCompile(`^[\p{Ll}\p{Lo}\p{Lm}\p{Nd}][\p{Ll}\p{Lo}\p{Lm}\p{Nd}\p{M}]*(-[\p{Ll}\p{Lo}\p{Lm}\p{Nd}][\p{Ll}\p{Lo}\p{Lm}\p{Nd}\p{M}]*)*$`)
)

func TestSlug(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ prompt, want string }{
		{"A Futuristic cityscape", "a-futuristic-cityscape"},
		{"  fog -- and,rain!  ", "fog-and-rain"},
		{"the dog's café in München", "the-dogs-cafe-in-muenchen"},
		{"Łódź ÑANDÚ straße", "lodz-nandu-strasse"},
		{"STRAẞE", "strasse"},
		{"../../etc/x", "etc-x"},
		{"-rf", "rf"},
		{"--help me", "help-me"},
		{"CON", "con-picture"},
		{"com1", "com1-picture"},
		{"lpt9.txt", "lpt9-txt"},
		{".", "picture"},
		{"..", "picture"},
		{"", "picture"},
		{"夜の街", "picture"},
		{"🌃 night", "night"},
		{"Hà Nội về đêm", "ha-noi-ve-dem"},
		{"ﬁne Ｆｕｌｌ ½", "fine-full-1-2"},
		{"مرحبا", "picture"},
		{"a\nb\x00c\x1b[31md", "a-b-c-31md"},
		{"a\u202eb", "a-b"},
		{strings.Repeat("word ", 1000), strings.TrimSuffix(strings.Repeat("word-", 12), "-")},
		{strings.Repeat("x", 5000), strings.Repeat("x", 60)},
		{"short " + strings.Repeat("y", 80), "short-" + strings.Repeat("y", 54)},
		{strings.Repeat("z", 40) + " " + strings.Repeat("y", 80), strings.Repeat("z", 40)},
	} {
		if got := Slug(tt.prompt, true); got != tt.want {
			t.Errorf("Slug(%.40q) = %q, want %q", tt.prompt, got, tt.want)
		}
	}
}

// Letters and digits of any script say what a picture shows.
func TestSlugOfAnyScript(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ prompt, want string }{
		{"A Futuristic cityscape", "a-futuristic-cityscape"},
		{"the dog's café in München", "the-dogs-cafe-in-muenchen"},
		{"夜の街、雨", "夜の街-雨"},
		{"灯台と海，油画风格", "灯台と海-油画风格"},
		{"カフェ ﾊﾝｶｸ", "カフェ-ハンカク"},
		{"か\u3099", "が"},
		{"한국의 밤", "한국의-밤"},
		{"각", "각"},
		{"Ночной Город, дождь", "ночной-город-дождь"},
		{"Ёж и и\u0306", "ёж-и-й"},
		{"مرحبا بالعالم", "مرحبا-بالعالم"},
		{"می\u200cخواهم", "میخواهم"},
		{"۱۲۳ گربه", "۱۲۳-گربه"},
		{"नमस्ते दुनिया", "नमस्ते-दुनिया"},
		{"สวัสดี", "สวัสดี"},
		{"Αθήνα τη νύχτα", "αθήνα-τη-νύχτα"},
		{"ירושלים", "ירושלים"},
		{"fox 狐 fuchs", "fox-狐-fuchs"},
		{"⚠️ 1️⃣ 🌃", "1"},
		{"🌃👩‍👩‍👧", "picture"},
		{"a\u202eb\u3164c", "a-b-c"},
		{"ＣＯＮ", "con-picture"},
		{"ＣＯＭ¹", "com1-picture"},
		{"../夜/..", "夜"},
		{strings.Repeat("夜", 500), strings.Repeat("夜", 20)},
		{strings.Repeat("дом ", 50), strings.TrimSuffix(strings.Repeat("дом-", 8), "-")},
	} {
		if got := Slug(tt.prompt, false); got != tt.want {
			t.Errorf("Slug(%.40q) = %q, want %q", tt.prompt, got, tt.want)
		}
	}
	longest := naming{template: "{time}-{slug}-{slug}-{slug}-{id}"}.stem(time.Now(), request(strings.Repeat("夜a", 99)), "a1b2c3")
	temporary := "." + longest + ".webp.json.01234567.part"
	if len(temporary) > 255 || !utf8.ValidString(longest) || !ownName.Regexp().MatchString(longest+".webp") {
		t.Errorf("%d bytes: %s", len(temporary), longest)
	}
}

// A picture is found by its request whatever it is called, also by the name an
// earlier version gave it.
func TestNamesOfBeforeAreFound(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	l.naming.ascii = true // as they were
	before := save(t, l, request("夜の街"), pngBytes(t, 8))
	l.naming.ascii = false
	after := save(t, l, request("夜の海"), pngBytes(t, 8))
	if !strings.Contains(before.Path, "-picture-") || !strings.Contains(after.Path, "-夜の海-") {
		t.Errorf("saved as %s and %s", before.Path, after.Path)
	}
	both := map[string]queue.Saved{"夜の街": before, "夜の海": after}
	for prompt, s := range both {
		if got, ok := l.Find(testOrigin, request(prompt)); !ok || got.Path != s.Path {
			t.Errorf("%s is found as %q", prompt, got.Path)
		}
	}
	whole(t, l.Library)
}

func FuzzSlug(f *testing.F) {
	for _, s := range []string{"fog", "../../etc/x", "-rf", "CON", "💥ß", strings.Repeat("0", 31) + "ẞ", strings.Repeat("ä", 70), "a\x00\xffb", "com1-", "aux", "夜の街", "مَرْحَبًا", "स्ते नमस्ते", "İĞ ΣΑΣ", "1️⃣\u3164x", "한국어\u1100", "e\u0301\u0301x", "00000\xf2ٸ", "ڙ\u034fខ\u17b4", strings.Repeat("ที่", 30)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, prompt string) {
		for _, ascii := range []bool{true, false} {
			good := goodWords
			if ascii {
				good = goodSlug
			}
			s := Slug(prompt, ascii)
			if !good.MatchString(s) || len(s) > maxSlug || device.Regexp().MatchString(s) || !utf8.ValidString(s) || !norm.NFC.IsNormalString(s) || clean.Text(s) != s {
				t.Errorf("Slug(%q) = %q", prompt, s)
			}
			name := naming{DefaultName, ascii}.stem(time.Now(), api.Request{Prompt: prompt}, "a1b2c3") + ".png"
			if !ownName.Regexp().MatchString(name) || !filepath.IsLocal(name) {
				t.Errorf("name %q", name)
			}
			if again := Slug(s, ascii); again != s && s != noSlug && !strings.HasSuffix(s, "-"+noSlug) {
				t.Errorf("Slug(%q) = %q, and of that %q", prompt, s, again)
			}
		}
	})
}

func TestNameTemplates(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 24, 9, 5, 7, 0, time.UTC)
	r := request("Fog")
	r.AspectRatio = "16:9"
	for _, tt := range []struct{ template, want string }{
		{DefaultName, "090507-fog-a1b2c3"},
		{"{time}-{style}-{seed}-{ratio}-{operation}-{id}", "090507-anime-812-16x9-text-to-image-a1b2c3"},
		{"{time}-my-{slug}-{id}", "090507-my-fog-a1b2c3"},
		{"{time}-{prompt}-{id}", "090507-fog-a1b2c3"},
		{"{time}-{hash}-{id}", "090507-" + r.Hash() + "-a1b2c3"},
		{"{time}-{id}", "090507-a1b2c3"},
	} {
		if err := checkTemplate(tt.template); err != nil {
			t.Errorf("%s: %v", tt.template, err)
		}
		if got := (naming{template: tt.template}).stem(at, r, "a1b2c3"); got != tt.want {
			t.Errorf("%s gives %s, want %s", tt.template, got, tt.want)
		}
	}
	for _, bad := range []string{"", "{slug}", "{slug}-{time}-{id}", "{time}-{slug}", "{time}-{foo}-{id}", "{time}-../{slug}-{id}", "{time}-A-{id}", "{time}-a b-{id}", "{time}-{-{id}"} {
		if err := checkTemplate(bad); err == nil {
			t.Errorf("%q is accepted", bad)
		}
		c := DefaultConfig()
		c.Name = bad
		if err := c.Validate(); err == nil {
			t.Errorf("config with %q is accepted", bad)
		}
	}
	if err := DefaultConfig().Validate(); err != nil {
		t.Error(err)
	}
	if err := (Config{Name: DefaultName}).Validate(); err == nil {
		t.Error("a library without a folder is accepted")
	}
	// Everything at its longest.
	long := api.Request{Operation: "x", Prompt: strings.Repeat("p", 99), Style: strings.Repeat("s", 99), AspectRatio: strings.Repeat("r", 99)}
	if got := (naming{template: "{time}-{slug}-{style}-{ratio}-{id}"}).stem(at, long, "a1b2c3"); len(got) > maxStem+7 || !ownName.Regexp().MatchString(got+".png") {
		t.Errorf("%d bytes: %s", len(got), got)
	}
}

func TestCase24SameSecondSamePrompt(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	seen := make(map[string]bool)
	for range 20 {
		seen[save(t, l, request("fog"), jpegBytes(t, 8)).Path] = true
	}
	if len(seen) != 20 || whole(t, l.Library) != 20 {
		t.Errorf("%d names", len(seen))
	}
}

func TestCase25HostilePrompts(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	prompts := []string{
		"../../etc/x", "-rf", "CON", ".", "/etc/passwd", `C:\windows`, "~", "$(reboot)", "a/b/c", strings.Repeat("long ", 1000),
		"🌃👩‍👩‍👧", "مرحبا بالعالم", "two\nlines\tand a tab", "nul\x00byte", "esc \x1b[2J", "rtl \u202e gnp.exe", "<>&\"'",
	}
	for _, p := range prompts {
		s := save(t, l, request(p), pngBytes(t, 8))
		rel, err := filepath.Rel(l.Folder(), s.Path)
		if err != nil || !regexp.MustCompile(`^2026-11-24/142233-[a-z0-9مرحبالع-]{1,60}-[0-9a-f]{6}\.png$`).MatchString(filepath.ToSlash(rel)) {
			t.Errorf("%.40q is saved as %s", p, rel)
		}
		raw, problem := readSidecar(s.Sidecar)
		if problem != "" || raw.Request.Prompt != p {
			t.Errorf("%.40q is %.40q in its sidecar, %s", p, raw.Request.Prompt, problem)
		}
		if got, ok := l.Find(testOrigin, request(p)); !ok || got.Path != s.Path {
			t.Errorf("%.40q is not found again", p)
		}
	}
	whole(t, l.Library)
}

func TestCase62TextIsCleaned(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	nasty := "fog\x1b]52;c;aGVsbG8=\x07\u202e\u009b31m"
	r := request(nasty)
	r.Style = nasty
	info := testAccount
	info.KeyName = nasty
	tk, img := received(t, l.Library, r, info, pngBytes(t, 8))
	img.ServerID = nasty
	m := metaAt(l.now())
	m.Template, m.Parent = nasty, nasty
	s, err := tk.Save(t.Context(), img, m)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Update(s.Path, func(s *Sidecar) { s.Tags = []string{nasty} }); err != nil {
		t.Fatal(err)
	}
	check := func(where string, s Sidecar) {
		t.Helper()
		for _, text := range append(s.Tags, s.Request.Prompt, s.Request.Style, s.Key, s.ServerID, s.Template, s.Parent) {
			if strings.ContainsAny(text, "\x1b\x07\u202e\u009b") {
				t.Errorf("%s: %q", where, text)
			}
		}
		if s.Hash != r.Hash() {
			t.Errorf("%s: the hash is not that of what was sent", where)
		}
	}
	e, err := l.Entry(s.Path)
	if err != nil || len(e.Sidecar.Tags) != 1 {
		t.Fatal(e, err)
	}
	check("Entry", e.Sidecar)
	check("Load", all(t, l.Library)[0].Sidecar)
	inside, err := ReadRecipe(s.Path)
	if err != nil {
		t.Fatal(err)
	}
	check("ReadRecipe", inside)
	// What was sent survives the change of a tag.
	if raw, problem := readSidecar(s.Sidecar); problem != "" || raw.Request.Prompt != nasty {
		t.Errorf("the sidecar was cleaned: %q %s", raw.Request.Prompt, problem)
	}
	for _, one := range []struct{ body []byte }{{nil}, {[]byte("half")}} {
		tk, _ := received(t, l.Library, r, info, one.body)
		if err := tk.Unknown(&SaveError{Folder: nasty, Err: err2(nasty)}); err != nil {
			t.Fatal(err)
		}
	}
	for _, got := range recoverAll(t, l.Library) {
		text, err := encodeJSON(got)
		if err != nil || strings.Contains(string(text), `\u001b`) || strings.Contains(string(text), `\u0007`) || strings.ContainsAny(string(text), "\x1b\x07\u202e\u009b") {
			t.Errorf("recover: %s, %v", text, err)
		}
	}
}

type err2 string

func (e err2) Error() string { return string(e) }
