package api

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestCodesOfTheDocumentation holds every row of the vendor's table against
// what the program makes of it.
func TestCodesOfTheDocumentation(t *testing.T) {
	t.Parallel()
	rows := []struct {
		code, status int
		name         string
		kind         Kind
		retry, key   bool
	}{
		{1000, 400, "BadRequest", KindKeyMissing, false, false},
		{1001, 401, "Unauthorized", KindKeyRefused, false, true},
		{1002, 406, "NotAcceptable", KindKeyExpired, false, true},
		{1003, 400, "BadRequest", KindBadRequest, false, false},
		{1004, 400, "BadRequest", KindBadRequest, false, false},
		{1005, 401, "Unauthorized", KindKeyRefused, false, true},
		{1006, 401, "Unauthorized", KindKeyRefused, false, true},
		{1007, 401, "Unauthorized", KindKeyRefused, false, true},
		{1100, 400, "BadRequest", KindBadRequest, false, false},
		{1101, 402, "PaymentRequired", KindNoTokens, false, true},
		{1103, 400, "InvalidBody", KindBadRequest, false, false},
		{1200, 503, "ServiceUnavailable", KindBusy, true, false},
		{1201, 503, "ServiceUnavailable", KindBusy, true, false},
		{1202, 429, "TooManyRequests", KindTooMany, true, false},
	}
	info := CodeInfo()
	if len(info) != len(rows) {
		t.Fatalf("%d codes, want %d", len(info), len(rows))
	}
	for i, row := range rows {
		doc := info[i]
		if doc.Code != row.code || doc.Status != row.status || doc.Name != row.name || doc.Meaning == "" {
			t.Errorf("row %d = %+v, want %+v", i, doc, row)
		}
		code := fmt.Sprint(row.code)
		kind, outcome := classify(row.status, serverError{code: code}, false)
		e := &Error{Kind: kind, Outcome: outcome, Status: row.status, Code: code, Message: "its own words"}
		if kind != row.kind || e.Retryable() != row.retry || e.KeyProblem() != row.key {
			t.Errorf("%d: kind %d, retry %v, key %v, want %+v", row.code, kind, e.Retryable(), e.KeyProblem(), row)
		}
		if e.Charged() != "Nothing was charged." {
			t.Errorf("%d: %s", row.code, e.Charged())
		}
		if e.Remedy() != doc.Remedy || !strings.HasSuffix(doc.Remedy, ".") {
			t.Errorf("%d: remedy %q", row.code, e.Remedy())
		}
		if want := fmt.Sprintf(`: "its own words" (HTTP %d, code %d).`, row.status, row.code); !strings.HasSuffix(e.Error(), want) {
			t.Errorf("%d: %q does not end in %q", row.code, e, want)
		}
	}
}

func TestClassifyByStatus(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		status  int
		code    string
		uploads bool
		kind    Kind
		outcome Outcome
	}{
		{400, "", false, KindBadRequest, Refused},
		{400, "1208", false, KindServer, Refused},
		{400, "1101", false, KindNoTokens, Refused},
		{400, "1107", false, KindBadRequest, Refused},
		{400, "1202", false, KindTooMany, Refused},
		{400, "1001", false, KindBadRequest, Refused}, // the status rules
		{401, "1208", false, KindKeyRefused, Refused},
		{401, "", false, KindKeyRefused, Refused},
		{402, "nonsense", false, KindNoTokens, Refused},
		{403, "", false, KindBadRequest, Refused},
		{404, "", false, KindNotServed, Refused},
		{405, "", false, KindNotServed, Refused},
		{406, "", false, KindKeyExpired, Refused},
		{408, "", false, KindServer, Unknown},
		{410, "", false, KindNotServed, Refused},
		{413, "", true, KindUploadRefused, Refused},
		{415, "", true, KindUploadRefused, Refused},
		{422, "", true, KindUploadRefused, Refused},
		{422, "", false, KindBadRequest, Refused},
		{424, "", false, KindNoTokens, Refused},
		{429, "", false, KindTooMany, Refused},
		{500, "", false, KindServer, Unknown},
		{500, "1200", false, KindServer, Unknown},
		{502, "1200", false, KindServer, Unknown},
		{503, "", false, KindServer, Unknown},
		{500, "1107", false, KindBadRequest, Unknown},
		{503, "1202", false, KindTooMany, Unknown},
		{503, "1203", false, KindServer, Unknown},
		{503, "1200", false, KindBusy, Refused},
		{504, "", false, KindServer, Unknown},
		{599, "", false, KindServer, Unknown},
		{301, "", false, KindRedirect, Refused},
		{302, "", false, KindRedirect, Unknown},
		{303, "", false, KindRedirect, Unknown},
		{307, "", false, KindRedirect, Refused},
		{308, "", false, KindRedirect, Refused},
		{101, "", false, KindNoAnswer, Unknown},
	} {
		kind, outcome := classify(tt.status, serverError{code: tt.code}, tt.uploads)
		if kind != tt.kind || outcome != tt.outcome {
			t.Errorf("classify(%d, %q, %v) = %d, %d, want %d, %d", tt.status, tt.code, tt.uploads, kind, outcome, tt.kind, tt.outcome)
		}
		e := &Error{Kind: kind, Outcome: outcome, Status: tt.status, Code: tt.code}
		if tt.code != "" && !strings.Contains(e.Error(), "code "+tt.code) {
			t.Errorf("%q does not show the code", e)
		}
		if outcome == Unknown && e.Retryable() {
			t.Errorf("%d %q would be sent again although it may have been charged", tt.status, tt.code)
		}
	}
}

// TestWordsOfEveryKind wants a sentence, a remedy and the bill for each kind.
func TestWordsOfEveryKind(t *testing.T) {
	t.Parallel()
	for kind := KindKeyMissing; kind <= KindLocal; kind++ {
		for _, outcome := range []Outcome{NotSent, Refused, Unknown} {
			e := &Error{Kind: kind, Outcome: outcome, Host: "api.vyro.ai", Err: errors.New("CAUSE")}
			for _, s := range []string{e.Error(), e.Remedy(), e.Charged()} {
				if len(s) < 10 || !strings.HasSuffix(s, ".") || s[0] < 'A' || s[0] > 'z' {
					t.Errorf("kind %d: %q is not a sentence", kind, s)
				}
			}
			if strings.HasPrefix(e.Error(), "Something") {
				t.Errorf("kind %d has no words of its own: %q", kind, e)
			}
			if !errors.Is(e, e.Err) {
				t.Errorf("kind %d hides its cause", kind)
			}
		}
	}
	if s := (&Error{}).Error() + (&Error{}).Remedy(); !strings.Contains(s, "Something went wrong") {
		t.Errorf("the zero error says %q", s)
	}
}

func TestReasons(t *testing.T) {
	t.Parallel()
	dial := func(err error) error { return &net.OpError{Op: "dial", Net: "tcp", Err: err} }
	for _, tt := range []struct {
		err  error
		want string
	}{
		{nil, "no reason was given"},
		{dial(&net.DNSError{IsNotFound: true}), "no such host"},
		{dial(&net.DNSError{IsTemporary: true}), "its name could not be resolved"},
		{dial(os.NewSyscallError("connect", syscall.ECONNREFUSED)), "connection refused"},
		{dial(os.NewSyscallError("connect", syscall.ENETUNREACH)), "network is unreachable"},
		{&net.OpError{Op: "read", Err: syscall.ECONNRESET}, "the connection was reset"},
		{&waitError{"no answer came", 3 * time.Minute}, "no answer came within 3m"},
		{&waitError{"no answer came", 90 * time.Second}, "no answer came within 1m30s"},
		{fmt.Errorf("read: %w", io.ErrUnexpectedEOF), "the answer was cut off"},
		{io.EOF, "the connection was closed without an answer"},
		{context.DeadlineExceeded, "it took too long"},
		{os.ErrDeadlineExceeded, "it took too long"},
		{&os.PathError{Op: "write", Path: "/secret/place", Err: syscall.ENOSPC}, "no space left on device"},
		{plainError("an HTML page"), "an HTML page"},
		{errors.New("odd\x1b[2J\nvk-test-0123456789"), "odd vk-…"},
	} {
		if got := reason(tt.err); got != tt.want {
			t.Errorf("reason(%v) = %q, want %q", tt.err, got, tt.want)
		}
	}
}

func TestParseRetryAfter(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		value string
		wait  time.Duration
		ok    bool
	}{
		{"2", 2 * time.Second, true},
		{" 0 ", 0, true},
		{"300", 5 * time.Minute, true},
		{"301", 5 * time.Minute, true},
		{"999999999", 5 * time.Minute, true},
		{strings.Repeat("9", 400), 5 * time.Minute, true},
		{now.Add(30 * time.Second).Format(http.TimeFormat), 30 * time.Second, true},
		{now.Add(time.Hour).Format(http.TimeFormat), 5 * time.Minute, true},
		{now.Add(-time.Hour).Format(http.TimeFormat), 0, true},
		{"", 0, false},
		{"-1", 0, false},
		{"1.5", 0, false},
		{"soon", 0, false},
		{"2 s", 0, false},
		{"٣", 0, false},
	} {
		wait, ok := ParseRetryAfter(tt.value, now)
		if wait != tt.wait || ok != tt.ok {
			t.Errorf("ParseRetryAfter(%.40q) = %v, %v, want %v, %v", tt.value, wait, ok, tt.wait, tt.ok)
		}
	}
}

func FuzzRetryAfter(f *testing.F) {
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	for _, s := range []string{"2", "-1", "999999999999999999999", "Tue, 24 Nov 2026 12:00:09 GMT", "x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		wait, ok := ParseRetryAfter(s, now)
		if wait < 0 || wait > maxRetryAfter || (!ok && wait != 0) {
			t.Errorf("ParseRetryAfter(%q) = %v, %v", s, wait, ok)
		}
	})
}
