//go:build unix

package e2e

import (
	"encoding/pem"
	"io"
	"log"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
)

// Where the key goes, and by which way.

func TestCase55AddressesOfKeys(t *testing.T) {
	t.Parallel()
	for address, says := range map[string]string{
		"http://example.org/v2":            "would send the key unencrypted",
		"ftp://example.org/v2":             "neither https nor http",
		"https://me:s3cret@example.org/v2": "user name or password",
		"https://example.org/v2?key=s3":    "must not contain a query",
		"https://example.org/v2#s3":        "must not contain a fragment",
		"https://":                         "has no host",
		"example.org":                      "base URL",
	} {
		t.Run(says, func(t *testing.T) {
			t.Parallel()
			h := newHome(t)
			r := h.runWith(rogueKey+"\n", "keys", "add", "work", "--keep", "file", "--base-url", address).want(t, 2, says)
			h.keyFor(address)
			r2 := h.run("keys").want(t, 2, says)
			if strings.Contains(r.stderr+r2.stderr, "s3cret") {
				t.Error("the password is shown")
			}
			h.noCanary()
		})
	}
	h := newHome(t)
	base := h.serve("--latency", "0") // http, on this computer
	h.runWith("vk-test-work-0000111122\n", "keys", "add", "work", "--keep", "file", "--base-url", base).want(t, 0, "plain http")
	h.run("generate", "a boat", "-k", "work", "--seed", "1").want(t, 0)
}

func TestCase56Proxies(t *testing.T) {
	t.Parallel()
	var listen net.ListenConfig
	gone, err := listen.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	dead := gone.Addr().String()
	_ = gone.Close() // now nobody listens there
	asking := newHome(t).quietRogue(answerWith(http.StatusProxyAuthRequired, "", nil))
	asking.Start()
	for name, proxy := range map[string]string{"dead": dead, "wants a password": asking.Listener.Addr().String()} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHome(t)
			h.keyFor("https://api.example.invalid/v2")
			h.set("HTTPS_PROXY", "http://me:s3cret@"+proxy)
			r := h.generate().want(t, 1, "through the proxy http://me:xxxxx@"+proxy, "HTTPS_PROXY", "Nothing was sent.")
			if strings.Contains(r.stdout+r.stderr, "s3cret") {
				t.Errorf("the proxy's password is shown: %s", r.stderr)
			}
			h.noCanary()
		})
	}
	t.Run("NO_PROXY", func(t *testing.T) {
		t.Parallel()
		h := newHome(t)
		s := h.quietRogue(answerWith(http.StatusOK, "", jpegOf(t, 16)))
		s.Listener = outside(t) // loopback addresses never go through a proxy
		s.Config.ErrorLog = log.New(io.Discard, "", 0)
		s.StartTLS()
		s.trust("ca_file = \"" + s.certificate() + "\"")
		h.set("HTTPS_PROXY", "http://"+dead)
		h.generate().want(t, 1, "through the proxy")
		s.wantPosts(0)
		host, _, _ := net.SplitHostPort(s.Listener.Addr().String())
		h.set("NO_PROXY", host)
		// Reached, with the certificate of another address.
		if r := h.generate().want(t, 1, "certificate is valid for 127.0.0.1"); strings.Contains(r.stderr, "proxy") {
			t.Error(r.stderr)
		}
	})
}

// outside listens at an address of this computer that is not loopback.
func outside(t *testing.T) net.Listener {
	t.Helper()
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range addresses {
		ip, ok := address.(*net.IPNet)
		if !ok || ip.IP.IsLoopback() || ip.IP.To4() == nil {
			continue
		}
		listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", net.JoinHostPort(ip.IP.String(), "0"))
		if err == nil {
			return listener
		}
	}
	t.Skip("this computer has no address but loopback")
	return nil
}

// certificate writes the server's certificate into a file.
func (s *rogue) certificate() string {
	s.h.t.Helper()
	path := s.h.path("authority.pem")
	s.h.write(path, string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw})))
	return path
}

func TestCase57PrivateAuthority(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	s := h.quietRogue(answerWith(http.StatusOK, "", jpegOf(t, 16)))
	s.Config.ErrorLog = log.New(io.Discard, "", 0) // it hears of refused handshakes
	s.StartTLS()
	s.trust()
	h.generate().want(t, 1, "certificate is not trusted", "ca_file", "Nothing was sent.")
	s.wantPosts(0)
	if r := h.run("doctor"); r.status != 1 || !strings.Contains(r.stdout, "cannot reach") {
		t.Errorf("doctor: %s", r.stdout)
	}

	h.configure("")
	s.trust("ca_file = \"" + s.certificate() + "\"")
	checkSaved(t, only(h.generate().want(t, 0).events(t), "saved")[0])
	s.wantPosts(1)
	h.run("keys", "check", "work").want(t, 1) // it answers with a picture: reached all the same
	if r := h.run("doctor"); strings.Contains(r.stdout, "cannot reach") {
		t.Errorf("doctor: %s", r.stdout)
	}

	pipe := h.path("pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	h.write(h.path("key.pem"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")
	h.write(h.path("text.pem"), "hello")
	for file, says := range map[string]string{
		h.path("none.pem"): "no such file", h.path("text.pem"): "the file contains none", h.path("key.pem"): "is not a certificate",
		pipe: "not a regular file", h.root: "not a regular file",
	} {
		h.configure("")
		s.trust("ca_file = \"" + file + "\"")
		for _, command := range [][]string{{"keys"}, {"generate", "a boat", "--seed", "2"}} {
			h.run(command...).want(t, 2, "ca_file", says, file)
		}
	}
	s.wantPosts(1)
}
