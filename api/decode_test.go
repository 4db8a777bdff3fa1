package api

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestDecodeError(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, body          string
		code, label, detail string
		shaped              bool
	}{
		{
			"documented", `{"status":"error","code":1208,"error":"Unauthorized","message":"The provided API key is invalid."}`,
			"1208", "Unauthorized", "The provided API key is invalid.", true,
		},
		{"code as text", `{"status":"error","code":"1101","message":"m"}`, "1101", "", "m", true},
		{"no code", `{"status":"error","message":"m"}`, "", "", "m", true},
		{"no message", `{"status":"error","code":1100}`, "1100", "", "", true},
		{"v1 texts", `{"code":422,"details":["one","two"],"error":"Bad"}`, "422", "Bad", "one; two", true},
		{"v1 objects", `{"code":422,"details":[{"message":"one"},{"msg":"two"},3],"error":"Bad"}`, "422", "Bad", "one; two; 3", true},
		{"detail", `{"detail":[{"loc":["body"],"msg":"field required"}]}`, "", "", "field required", false},
		{"error is an object", `{"error":{"code":7,"type":"T","message":"m"}}`, "7", "T", "m", true},
		{"nulls", `{"status":null,"code":null,"error":null,"message":null}`, "", "", `{"status":null,"code":null,"error":null,"message":null}`, false},
		{"wrong types", `{"status":"error","code":{"a":1},"error":[1],"message":true}`, "", "", "", true},
		{"NaN", `{"code":NaN}`, "", "", `{"code":NaN}`, false},
		{"fraction", `{"code":1e3,"message":"m"}`, "1e3", "", "m", false},
		{"number as message", `{"message":5}`, "", "", "5", false},
		{"extra fields", `{"x":{"y":[1,2]},"message":"m","code":1}`, "1", "", "m", false},
		{"plain", "upstream connect error", "", "", "upstream connect error", false},
		{"html with title", "<html><head><title>502 Bad\nGateway</title></head><body>x</body></html>", "", "", "502 Bad Gateway", false},
		{"html without", "<!doctype html><style>p{}</style><p>Please <b>wait</b></p>", "", "", "Please wait", false},
		{"empty", "", "", "", "", false},
		{"binary", "\x00\x01\x02\x03", "", "", "", false},
		{"escapes", `{"message":"\u001b]52;c;aGk=\u0007gone \u009b2J \u202eevil","code":"\u001b[31m1100"}`, "1100", "", "gone 2J evil", true},
		{"a key in it", `{"message":"Bearer vk-test-0123456789abcdef is wrong"}`, "", "", "Bearer vk-… is wrong", false},
		{"a key in the open", "token vk-test-0123456789abcdef", "", "", "token vk-…", false},
		{"not utf-8", "bad \xff\xfe text", "", "", "bad \uFFFD text", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := decodeError([]byte(tt.body))
			want := serverError{tt.code, tt.label, tt.detail, tt.shaped}
			if got != want {
				t.Errorf("decodeError(%q) = %+v, want %+v", tt.body, got, want)
			}
		})
	}
}

func TestDecodeErrorIsBounded(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"deep lists":   strings.Repeat("[", 100_000),
		"deep objects": strings.Repeat(`{"error":`, 20_000),
		"long message": `{"message":"` + strings.Repeat("夜", 30_000) + `","code":"` + strings.Repeat("9", 9000) + `"}`,
		"long page":    "<html>" + strings.Repeat("<p>word", 9000),
		"open tags":    strings.Repeat("<", 60_000),
	} {
		e := decodeError([]byte(body))
		for _, s := range []string{e.code, e.name, e.message} {
			if n := utf8.RuneCountInString(s); n > maxWords+1 {
				t.Errorf("%s: %d characters", name, n)
			}
		}
	}
}

func FuzzDecodeError(f *testing.F) {
	for _, s := range []string{
		`{"status":"error","code":1208,"error":"Unauthorized","message":"m"}`, `{"details":["a",{"msg":"b"}]}`,
		`{"error":{"message":"\u001b[2J"}}`, "<title>x</title>", "[[[[", "vk-test-0123456789", "\xff\x9b",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		d := decodeError(body)
		e := &Error{Kind: KindServer, Status: 500, Code: d.code, Name: d.name, Message: d.message}
		for _, s := range []string{d.code, d.name, d.message, e.Error(), e.Remedy()} {
			if !utf8.ValidString(s) || utf8.RuneCountInString(s) > 1200 {
				t.Errorf("%q from %q", s, body)
			}
			for _, c := range s {
				if unicode.IsControl(c) {
					t.Errorf("%q from %q holds %U", s, body, c)
				}
			}
		}
	})
}
