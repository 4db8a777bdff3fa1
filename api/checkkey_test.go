package api

import (
	"net/http"
	"testing"
)

func TestCheckKey(t *testing.T) {
	t.Parallel()
	coded := func(code string) string { return `{"status":"error","code":` + code + `,"message":"m"}` }
	for _, tt := range []struct {
		name   string
		status int
		body   string
		kind   Kind // 0 = accepted
	}{
		{"no such video", 404, "Page not found", 0},
		{"not served", 405, "", 0},
		{"gone", 410, "", 0},
		{"wrong id", 400, coded("1100"), 0},
		{"wrong id in another way", 422, "", 0},
		{"a video after all", 200, `{"status":"success","video":{"status":"finished"}}`, 0},
		{"an odd error", 200, coded("7777"), 0},
		{"no key", 400, coded("1000"), KindKeyMissing},
		{"captcha", 400, coded("1003"), KindBadRequest},
		{"wrong key", 401, coded("1001"), KindKeyRefused},
		{"wrong key, no code", 401, "", KindKeyRefused},
		{"account", 401, coded("1007"), KindKeyRefused},
		{"wrong key with 200", 200, coded("1001"), KindKeyRefused},
		{"expired", 406, coded("1002"), KindKeyExpired},
		{"no tokens", 402, coded("1101"), KindNoTokens},
		{"no tokens, v1", 424, "", KindNoTokens},
		{"forbidden", 403, "<title>Blocked</title>", KindBadRequest},
		{"too many", 429, "", KindTooMany},
		{"busy", 503, coded("1200"), KindBusy},
		{"broken", 500, "", KindServer},
		{"another service", 200, "<title>Log in</title>", KindNoAnswer},
		{"nothing", 200, "", KindNoAnswer},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newService(t, answering(tt.status, "", tt.body))
			err := s.client(t).CheckKey(t.Context())
			if tt.kind == 0 {
				if err != nil {
					t.Errorf("refused: %v", err)
				}
			} else if e := wantError(t, err, tt.kind, Refused); e.Status != tt.status && tt.status != 200 {
				t.Errorf("%+v", e)
			}
			r := s.seen[0]
			if r.Method != http.MethodGet || r.URL.Path != "/v2/video/"+noSuchID+"/status" || s.count() != 1 {
				t.Errorf("%d × %s %s", s.count(), r.Method, r.URL.Path)
			}
		})
	}
}
