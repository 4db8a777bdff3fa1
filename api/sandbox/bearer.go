package sandbox

import (
	"net/http"
	"strings"
)

// caller is who a request comes from, as far as the sandbox cares.
type caller struct {
	empty bool   // no tokens left
	fault *Fault // goes wrong with every call
}

const faultPrefix = "vk-test-fault-"

// bearer is the key that a request carries, "" if none.
func bearer(r *http.Request) string {
	scheme, key, _ := strings.Cut(strings.TrimSpace(r.Header.Get("Authorization")), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimSpace(key)
}

// identify looks at the key. The API does so before it looks at the address:
// even an address that does not exist is refused without a key.
func (h *Handler) identify(r *http.Request) (caller, *failure) {
	key := bearer(r)
	switch {
	case key == "":
		return caller{}, failed(codeNoBearer, "The bearer token is missing.")
	case !strings.HasPrefix(key, "vk-") || key == "vk-", h.o.Bearer != "" && key != h.o.Bearer:
		return caller{}, failed(codeBadBearer, "The provided API key is invalid.")
	case key == "vk-test-expired":
		return caller{}, failed(codeExpired, "The provided API key has expired.")
	case key == "vk-test-limited":
		return caller{}, failed(codeTooMany, "Too many requests. Slow down.")
	case key == "vk-test-empty":
		return caller{empty: true}, nil
	}
	name, ok := strings.CutPrefix(key, faultPrefix)
	if !ok {
		return caller{}, nil
	}
	f := Fault{Name: name, Rate: 1}
	if !f.known() {
		return caller{}, failed(codeBadBearer, "The sandbox knows no such fault.")
	}
	if f.aboutKey() {
		c, _ := f.code()
		return caller{}, failed(c.Code, "")
	}
	return caller{fault: &f}, nil
}
