package api

import (
	"strings"
	"testing"
)

func TestCheckBaseURL(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ raw, want, says string }{
		{"https://api.vyro.ai/v2", "https://api.vyro.ai/v2", ""},
		{" https://api.vyro.ai/v2/// ", "https://api.vyro.ai/v2", ""},
		{"https://API.vyro.ai", "https://API.vyro.ai", ""},
		{"https://api.vyro.ai:/v2", "https://api.vyro.ai/v2", ""},
		{"https://[::1]:8443/v2", "https://[::1]:8443/v2", ""},
		{"http://127.0.0.1:8787/v2", "http://127.0.0.1:8787/v2", ""},
		{"http://127.9.9.9/v2", "http://127.9.9.9/v2", ""},
		{"http://[::1]:80/v2", "http://[::1]:80/v2", ""},
		{"HTTP://LOCALHOST:1/v2", "http://LOCALHOST:1/v2", ""},
		{"http://api.vyro.ai/v2", "", "unencrypted"},
		{"http://127.0.0.1.example.org/", "", "unencrypted"},
		{"http://localhost.example.org/", "", "unencrypted"},
		{"http://10.0.0.1/", "", "unencrypted"},
		{"http://0.0.0.0/", "", "unencrypted"},
		{"http://127.1/", "", "unencrypted"},
		{"ftp://api.vyro.ai", "", "neither https nor http"},
		{"api.vyro.ai/v2", "", "has no host"},
		{"api.vyro.ai:443/v2", "", "has no host"},
		{"//api.vyro.ai", "", "neither https"},
		{"https:api.vyro.ai", "", "has no host"},
		{"https://", "", "has no host"},
		{"https://:443", "", "has no host"},
		{"", "", "has no host"},
		{"https://me:" + canary + "@api.vyro.ai", "", "user name or password"},
		{"https://me@api.vyro.ai", "", "user name"},
		{"https://api.vyro.ai/v2?api_key=" + canary, "", "query"},
		{"https://api.vyro.ai/v2?", "", "query"},
		{"https://api.vyro.ai/v2#x", "", "fragment"},
		{"https://api.vyro.ai/v2#", "", "fragment"},
		{"https://api.vyro.ai:0", "", "no valid port"},
		{"https://api.vyro.ai:99999", "", "no valid port"},
		{"https://api.vyro.ai:x", "", "not a valid address"},
		{"https://api\x1b[2J.vyro.ai", "", "not a valid address"},
		{"https://api\u202e.vyro.ai", "", "has no host"},
		{"://" + canary, "", "not a valid address"},
	} {
		u, err := CheckBaseURL(tt.raw)
		switch {
		case tt.says == "" && (err != nil || u.String() != tt.want):
			t.Errorf("CheckBaseURL(%q) = %v, %v, want %s", tt.raw, u, err, tt.want)
		case tt.says != "" && (err == nil || !strings.Contains(err.Error(), tt.says)):
			t.Errorf("CheckBaseURL(%q) = %v, want %q", tt.raw, err, tt.says)
		case err != nil && strings.Contains(err.Error(), "CANARY"):
			t.Errorf("CheckBaseURL repeats the key: %v", err)
		}
	}
}

func TestOrigin(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]string{
		"https://API.Vyro.AI/v2":       "https://api.vyro.ai:443",
		"https://api.vyro.ai:443/v3?x": "https://api.vyro.ai:443",
		"https://api.vyro.ai:8443":     "https://api.vyro.ai:8443",
		"HTTP://LocalHost/v2":          "http://localhost:80",
		"http://[::1]:8787/v2":         "http://[::1]:8787",
		"https://[FE80::1]/":           "https://[fe80::1]:443",
		"ftp://api.vyro.ai":            "",
		"api.vyro.ai":                  "",
		"":                             "",
		"http://[broken":               "",
	} {
		if got := Origin(raw); got != want {
			t.Errorf("Origin(%q) = %q, want %q", raw, got, want)
		}
	}
}
