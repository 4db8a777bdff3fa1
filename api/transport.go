package api

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/http"
	"strings"
	"time"

	"imagine-tui/api/key"
)

// NewTransport returns the transport a Client uses by default: proxies from
// the environment, ten seconds each to connect and to agree on encryption, and
// no limit on waiting for answers, which the Client measures itself. Callers
// may add certificates to it and pass it to WithHTTPTransport.
//
// It speaks HTTP/1.1 only, and offers nothing else when it agrees on
// encryption: an HTTP/2 connection may end in ways after which net/http sends
// a body again by itself, which would be a second order.
func NewTransport() *http.Transport { return TransportTrusting(nil) }

// TransportTrusting is NewTransport for a service whose certificate is signed
// by one of these authorities, and no others; nil means those of the computer.
func TransportTrusting(pool *x509.CertPool) *http.Transport {
	dialer := &net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            dialer.DialContext,
		Protocols:              protocols,
		TLSClientConfig:        &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12, NextProtos: []string{"http/1.1"}},
		TLSHandshakeTimeout:    10 * time.Second,
		MaxIdleConns:           32,
		MaxIdleConnsPerHost:    16,
		IdleConnTimeout:        90 * time.Second,
		MaxResponseHeaderBytes: 256 << 10,
	}
}

// errForeign is returned for a request to another origin than the key's.
const errForeign = plainError("the address is not the one the key was added for")

// guard is the only place where a key meets a request: it adds the key to
// requests to the one origin the key belongs to and sends no others. It is
// used without http.Client around it, so no redirect is ever followed.
type guard struct {
	base   http.RoundTripper
	orders http.RoundTripper // what costs goes this way, see forOrders
	secret key.Secret
	origin string
}

// RoundTrip sends a copy of r with the key. The answer refers to r itself, so
// that the key stays in here.
func (g *guard) RoundTrip(r *http.Request) (*http.Response, error) {
	if originOf(r.URL) != g.origin || (r.Host != "" && r.Host != r.URL.Host) {
		if r.Body != nil {
			_ = r.Body.Close() // a RoundTripper must; there is nobody to tell
		}
		return nil, errForeign
	}
	withKey := r.Clone(r.Context())
	g.secret.Authorize(withKey)
	way := g.base
	if r.Method == http.MethodPost {
		way = g.orders
	}
	resp, err := way.RoundTrip(withKey)
	if resp != nil {
		resp.Request = r
	}
	return resp, err
}

// redact takes the key out of what the service says, should it repeat it.
func (g *guard) redact(body []byte) []byte {
	scratch := &http.Request{}
	g.secret.Authorize(scratch)
	value := strings.TrimPrefix(scratch.Header.Get("Authorization"), "Bearer ")
	if len(value) < 6 { // too short to be one, and likely to be a word
		return body
	}
	return []byte(strings.ReplaceAll(string(body), value, "…"))
}
