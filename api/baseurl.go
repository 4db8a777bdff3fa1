package api

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"

	"imagine-tui/api/clean"
)

// CheckBaseURL parses the address below which the API answers. It must be
// https, or http to this computer itself, and hold nothing but a host, a port
// and a path: a key goes there with every call. Errors do not quote passwords.
func CheckBaseURL(raw string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil {
		// The error of url.Parse quotes the address, with any password in it.
		return nil, errors.New("the base URL is not a valid address; write it like https://api.vyro.ai/v2")
	}
	if u.User != nil {
		return nil, errors.New("the base URL must not contain a user name or password; add keys with keys add")
	}
	shown := clean.Scrub(clean.Line(u.String()))
	switch {
	case u.Opaque != "" || u.Hostname() == "" || clean.Line(u.Host) != u.Host:
		return nil, fmt.Errorf("the base URL %q has no host; write it like https://api.vyro.ai/v2", shown)
	case u.RawQuery != "" || u.ForceQuery:
		return nil, fmt.Errorf("the base URL must not contain a query (%q); remove everything from the question mark on", shown)
	case u.Fragment != "" || strings.Contains(raw, "#"):
		return nil, fmt.Errorf("the base URL must not contain a fragment (%q); remove everything from the # on", shown)
	case u.Scheme == "http" && !isLoopback(u.Hostname()):
		return nil, fmt.Errorf("the base URL %q would send the key unencrypted; use https (plain http is only allowed for this computer)", shown)
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, fmt.Errorf("the base URL %q is neither https nor http", shown)
	}
	if port := u.Port(); port != "" {
		if n, err := strconv.Atoi(port); err != nil || n < 1 || n > 65535 {
			return nil, fmt.Errorf("the base URL %q has no valid port", shown)
		}
	}
	u.Host = strings.TrimSuffix(u.Host, ":") // "host:" is host with the usual port
	u.Path, u.RawPath = strings.TrimRight(u.Path, "/"), ""
	return u, nil
}

// Origin returns scheme, host and port of an address in one form,
// "https://api.vyro.ai:443": lower case, with the port always named. Keys and
// saved results belong to an origin. "" if the address has none.
func Origin(baseURL string) string {
	u, err := url.Parse(strings.TrimSpace(baseURL))
	if err != nil {
		return ""
	}
	return originOf(u)
}

func originOf(u *url.URL) string {
	scheme, host, port := strings.ToLower(u.Scheme), strings.ToLower(u.Hostname()), u.Port()
	if host == "" {
		return ""
	}
	if port == "" {
		switch scheme {
		case "https":
			port = "443"
		case "http":
			port = "80"
		default:
			return ""
		}
	}
	return scheme + "://" + net.JoinHostPort(host, port)
}

// IsLocal tells whether an address is on this computer itself.
func IsLocal(baseURL string) bool {
	u, err := url.Parse(strings.TrimSpace(baseURL))
	return err == nil && isLoopback(u.Hostname())
}

// isLoopback tells whether a host is this computer itself.
func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
