package api

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

// deadAddress returns an address on this computer where nobody listens.
func deadAddress(t *testing.T) string {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = l.Close()
	return l.Addr().String()
}

func TestNothingSentWhenThereIsNoConnection(t *testing.T) {
	t.Parallel()
	address := deadAddress(t)
	untrusted := httptest.NewUnstartedServer(http.NotFoundHandler())
	untrusted.Config.ErrorLog = log.New(io.Discard, "", 0)
	untrusted.StartTLS()
	t.Cleanup(untrusted.Close)

	resolver := NewTransport()
	resolver.DialContext = func(context.Context, string, string) (net.Conn, error) {
		return nil, &net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "api.vyro.ai", IsNotFound: true}}
	}
	deadProxy := NewTransport()
	deadProxy.Proxy = http.ProxyURL(&url.URL{Scheme: "http", Host: address, User: url.UserPassword("me", canary)})
	authProxy := NewTransport()
	refusing := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusProxyAuthRequired)
	}))
	t.Cleanup(refusing.Close)
	authProxy.Proxy = http.ProxyURL(&url.URL{Scheme: "http", Host: refusing.Listener.Addr().String()})

	for _, tt := range []struct {
		name, base    string
		rt            http.RoundTripper
		says, advises string
	}{
		{"refused", "http://" + address, NewTransport(), "Cannot reach " + address + " (connection refused).", "sandbox works offline"},
		{"no such host", "https://api.vyro.ai/v2", resolver, "Cannot reach api.vyro.ai (no such host).", "when you are online"},
		{"untrusted", untrusted.URL, NewTransport(), "its certificate is not trusted", "this computer's trusted ones"},
		{"not encrypted", "https://" + refusing.Listener.Addr().String(), NewTransport(), "Cannot reach", "Try again"},
		{"dead proxy", "https://api.vyro.ai/v2", deadProxy, "through the proxy http://me:xxxxx@" + address + " (connection refused)", "HTTPS_PROXY"},
		{"proxy wants a password", "https://api.vyro.ai/v2", authProxy, "(Proxy Authentication Required)", "HTTPS_PROXY"},
		{"silent transport", "https://api.vyro.ai/v2", roundTripper(func(*http.Request) (*http.Response, error) {
			return nil, &net.OpError{Op: "dial", Err: syscall.ENETUNREACH}
		}), "network is unreachable", "online"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c, err := NewClient(tt.base, secret(t), WithHTTPTransport(tt.rt))
			if err != nil {
				t.Fatal(err)
			}
			defer c.CloseIdle()
			sending := 0
			tr := &Trace{
				Sending: func() error { sending++; return nil },
				Sent:    func() { t.Error("it was sent") },
			}
			_, err = c.Generate(t.Context(), params, nil, tr)
			e := wantError(t, err, KindNetwork, NotSent)
			if !strings.Contains(e.Error(), tt.says) || !strings.Contains(e.Remedy(), tt.advises) {
				t.Errorf("%q %q, want %q and %q", e, e.Remedy(), tt.says, tt.advises)
			}
			if !e.Retryable() || e.Charged() != "Nothing was sent." || !e.SentAt.IsZero() || sending != 1 {
				t.Errorf("%+v, Sending %d times", e, sending)
			}
		})
	}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// TestLostAnswers has the service read the whole request and answer nothing.
func TestLostAnswers(t *testing.T) {
	t.Parallel()
	var requests atomic.Int32
	s := newService(t, func(w http.ResponseWriter, r *http.Request) {
		requests.Add(1)
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		if r.FormValue("prompt") == "reset" {
			_ = conn.(*net.TCPConn).SetLinger(0)
		}
		_ = conn.Close()
	})
	for prompt, says := range map[string]string{"reset": "the connection was reset", "close": "the connection was closed without an answer"} {
		requests.Store(0)
		p := params
		p.Prompt = prompt
		_, err := s.client(t).Generate(t.Context(), p, nil, nil)
		e := wantError(t, err, KindNoAnswer, Unknown)
		if !strings.Contains(e.Error(), says) || e.Retryable() || e.SentAt.IsZero() {
			t.Errorf("%s: %v", prompt, e)
		}
		if n := requests.Load(); n != 1 {
			t.Errorf("%s: sent %d times", prompt, n)
		}
	}
}

// TestKeptConnectionsThatClose ends kept connections between calls: no call
// may be processed twice.
func TestKeptConnectionsThatClose(t *testing.T) {
	t.Parallel()
	picture := string(jpegSample(t, 8, 8))
	s := newService(t, answering(http.StatusOK, "", picture))
	c := s.client(t)
	for i := range 20 {
		before := s.count()
		_, err := c.Generate(t.Context(), params, nil, nil)
		if n := s.count() - before; n > 1 || (err == nil && n != 1) {
			t.Fatalf("call %d was processed %d times, %v", i, n, err)
		}
		s.CloseClientConnections()
	}
}

func TestCancelling(t *testing.T) {
	t.Parallel()
	arrived, goOn := make(chan struct{}), make(chan struct{})
	defer close(goOn)
	s := newService(t, func(w http.ResponseWriter, r *http.Request) {
		if r.FormValue("prompt") == "half" {
			_, _ = w.Write(jpegSample(t, 40, 30)[:700]) // the client may have gone
			_ = http.NewResponseController(w).Flush()
		}
		arrived <- struct{}{}
		<-goOn
	})
	for _, prompt := range []string{"nothing yet", "half"} {
		ctx, cancel := context.WithCancel(t.Context())
		go func() {
			<-arrived
			cancel()
		}()
		p := params
		p.Prompt = prompt
		_, err := s.client(t).Generate(ctx, p, nil, nil)
		e := wantError(t, err, KindCancelled, Unknown)
		if !errors.Is(err, context.Canceled) || e.Retryable() || !strings.Contains(e.Error(), "after it was sent") {
			t.Errorf("%s: %v", prompt, e)
		}
	}
}

func TestEncryptedCall(t *testing.T) {
	t.Parallel()
	picture := jpegSample(t, 40, 30)
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if prompt := r.FormValue("prompt"); r.ProtoMajor != 1 || prompt == "" {
			t.Errorf("%s, prompt %q", r.Proto, prompt)
		}
		_, _ = w.Write(picture) // the client may have gone
	}))
	srv.EnableHTTP2 = true
	srv.StartTLS()
	defer srv.Close()
	rt := NewTransport()
	rt.TLSClientConfig = srv.Client().Transport.(*http.Transport).TLSClientConfig
	c, err := NewClient(srv.URL, secret(t), WithHTTPTransport(rt))
	if err != nil {
		t.Fatal(err)
	}
	defer c.CloseIdle()
	sent := false
	if _, err := c.Generate(t.Context(), params, nil, &Trace{Sent: func() { sent = true }}); err != nil || !sent {
		t.Errorf("%v, sent %v", err, sent)
	}
}

// slowly is a service in virtual time: it answers after a while, and its body
// comes in pieces with a pause in front of each.
type slowly struct {
	head, pause time.Duration
	pieces      [][]byte
}

func (s slowly) RoundTrip(r *http.Request) (*http.Response, error) {
	trace := httptrace.ContextClientTrace(r.Context())
	trace.GetConn("")
	trace.WroteHeaders()
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body) // from memory
	}
	trace.WroteRequest(httptrace.WroteRequestInfo{})
	select {
	case <-time.After(s.head):
	case <-r.Context().Done():
		return nil, context.Cause(r.Context())
	}
	return &http.Response{StatusCode: http.StatusOK, ContentLength: -1, Body: &slowBody{s, r.Context()}, Request: r}, nil
}

type slowBody struct {
	slowly
	ctx context.Context
}

func (b *slowBody) Read(p []byte) (int, error) {
	if len(b.pieces) == 0 {
		return 0, io.EOF
	}
	select {
	case <-time.After(b.pause):
	case <-b.ctx.Done():
		return 0, b.ctx.Err()
	}
	n := copy(p, b.pieces[0])
	if b.pieces[0] = b.pieces[0][n:]; len(b.pieces[0]) == 0 {
		b.pieces = b.pieces[1:]
	}
	return n, nil
}

func (b *slowBody) Close() error { return nil }

func pieces(data []byte, size int) [][]byte {
	var out [][]byte
	for len(data) > 0 {
		n := min(size, len(data))
		out = append(out, data[:n])
		data = data[n:]
	}
	return out
}

func TestPatience(t *testing.T) {
	t.Parallel()
	picture := pngSample(t, scene(100, 100))
	if len(picture) < 3*leastBytes {
		t.Fatal("the sample is too small to be slow")
	}
	for _, tt := range []struct {
		name  string
		rt    slowly
		opts  []Option
		says  string // "" = the picture arrives
		after time.Duration
	}{
		{"in good time", slowly{179 * time.Second, time.Second, pieces(picture, 4096)}, nil, "", 0},
		{"slow but steady", slowly{time.Second, 59 * time.Second, pieces(picture, 4096)}, nil, "", 0},
		{"no answer", slowly{time.Hour, 0, nil}, nil, "no answer came within 3m", 180 * time.Second},
		{"no answer, told", slowly{time.Hour, 0, nil}, []Option{WithHeaderTimeout(5 * time.Second)}, "no answer came within 5s", 5 * time.Second},
		{"nothing more", slowly{0, time.Hour, pieces(picture, 4096)}, nil, "no more data arrived within 1m", 60 * time.Second},
		{"a byte a second", slowly{0, time.Second, pieces(picture, 1)}, nil, "no more data arrived within 1m", 60 * time.Second},
		{"stalls, told", slowly{0, time.Hour, pieces(picture, 1)}, []Option{WithIdleTimeout(3 * time.Second)}, "no more data arrived within 3s", 3 * time.Second},
		{"stalls in text", slowly{0, time.Hour, [][]byte{[]byte("hello")}}, nil, "no more data arrived within 1m", 60 * time.Second},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				c, err := NewClient("https://api.vyro.ai/v2", secret(t), append(tt.opts, WithHTTPTransport(tt.rt))...)
				if err != nil {
					t.Fatal(err)
				}
				start := time.Now()
				var dst bytes.Buffer
				_, err = c.Generate(t.Context(), params, &dst, nil)
				if tt.says == "" {
					if err != nil || !bytes.Equal(dst.Bytes(), picture) {
						t.Errorf("%v, %d bytes", err, dst.Len())
					}
					return
				}
				e := wantError(t, err, KindNoAnswer, Unknown)
				if !strings.Contains(e.Error(), tt.says) || e.Retryable() {
					t.Errorf("%q does not say %q", e, tt.says)
				}
				if took := time.Since(start).Round(time.Second); took != tt.after {
					t.Errorf("took %v, want %v", took, tt.after)
				}
			})
		})
	}
}

// TestReaderIsNotTheService takes long to write down what arrives: that is no
// reason to give the service up.
func TestReaderIsNotTheService(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		picture := pngSample(t, scene(100, 100))
		c, err := NewClient("https://api.vyro.ai/v2", secret(t), WithHTTPTransport(slowly{0, time.Second, pieces(picture, 4096)}))
		if err != nil {
			t.Fatal(err)
		}
		dst := writerFunc(func(p []byte) (int, error) {
			<-time.After(2 * time.Minute)
			return len(p), nil
		})
		if _, err := c.Generate(t.Context(), params, dst, nil); err != nil {
			t.Error(err)
		}
	})
}

func TestDeadlineOfTheCaller(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c, err := NewClient("https://api.vyro.ai/v2", secret(t), WithHTTPTransport(slowly{head: time.Hour}))
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err = c.Generate(ctx, params, nil, nil)
		if e := wantError(t, err, KindNoAnswer, Unknown); !errors.Is(e, context.DeadlineExceeded) || !strings.Contains(e.Error(), "took too long") {
			t.Error(e)
		}
	})
}

// TestLongUploads sends more than fits into the time for an answer: as long as
// it moves it goes on.
func TestLongUploads(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c, err := NewClient("https://api.vyro.ai/v2", secret(t), WithHTTPTransport(roundTripper(func(r *http.Request) (*http.Response, error) {
			trace := httptrace.ContextClientTrace(r.Context())
			trace.GetConn("")
			trace.WroteHeaders()
			buf := make([]byte, 1000)
			for {
				<-time.After(time.Minute)
				if _, err := r.Body.Read(buf); err != nil {
					break
				}
			}
			return slowly{head: 170 * time.Second, pieces: [][]byte{jpegSample(t, 8, 8)}}.RoundTrip(r)
		})))
		if err != nil {
			t.Fatal(err)
		}
		p := params
		p.Prompt = strings.Repeat("x", 10_000)
		if _, err := c.Generate(t.Context(), p, nil, nil); err != nil {
			t.Error(err)
		}
	})
}

// TestUnknownTransports proves nothing with a transport that does not report.
func TestUnknownTransports(t *testing.T) {
	t.Parallel()
	c, err := NewClient("https://api.vyro.ai/v2", secret(t), WithHTTPTransport(roundTripper(func(*http.Request) (*http.Response, error) {
		return nil, errors.New("something " + canary)
	})))
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Generate(t.Context(), params, nil, nil)
	var e *Error
	if !errors.As(err, &e) || e.Kind != KindNoAnswer || e.Outcome != Unknown || strings.Contains(e.Error(), "CANARY") {
		t.Errorf("%v", err)
	}
}
