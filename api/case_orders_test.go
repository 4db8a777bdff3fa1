package api

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"
)

// endings is a service that speaks HTTP/2 and HTTP/1.1, takes every order
// whole, and ends it as a test says.
type endings struct {
	net.Listener
	bodies atomic.Int32 // whole ones that arrived
	tried  atomic.Int32 // connections that came
	h2     atomic.Int32 // of them over HTTP/2
	config *tls.Config  // what a client must trust
	wg     sync.WaitGroup
	open   sync.Map
}

// ending is how a connection goes on after an order has arrived, in both
// protocols.
type ending struct {
	name    string
	h2      func(f *http2.Framer, stream uint32)
	h1      func(c net.Conn)
	kind    Kind
	outcome Outcome
}

func serveEndings(t *testing.T, e ending) *endings {
	t.Helper()
	model := httptest.NewUnstartedServer(nil)
	model.EnableHTTP2 = true
	model.StartTLS()
	t.Cleanup(model.Close)
	s := &endings{config: model.Client().Transport.(*http.Transport).TLSClientConfig}
	server := model.TLS.Clone()
	server.NextProtos = []string{"h2", "http/1.1"}
	l, err := tls.Listen("tcp", "127.0.0.1:0", server)
	if err != nil {
		t.Fatal(err)
	}
	s.Listener = l
	s.wg.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			s.tried.Add(1)
			s.open.Store(c, nil)
			s.wg.Go(func() {
				defer func() { _ = c.Close() }()
				s.converse(c.(*tls.Conn), e)
			})
		}
	})
	t.Cleanup(func() {
		_ = l.Close()
		s.open.Range(func(c, _ any) bool { _ = c.(net.Conn).Close(); return true })
		s.wg.Wait()
	})
	return s
}

func (s *endings) converse(c *tls.Conn, e ending) {
	if c.HandshakeContext(context.Background()) != nil {
		return
	}
	if c.ConnectionState().NegotiatedProtocol == "h2" {
		s.h2.Add(1)
		s.converse2(c, e)
		return
	}
	req, err := http.ReadRequest(bufio.NewReader(c))
	if err != nil {
		return
	}
	if _, err := io.Copy(io.Discard, req.Body); err != nil {
		return
	}
	s.bodies.Add(1)
	e.h1(c)
}

func (s *endings) converse2(c *tls.Conn, e ending) {
	preface := make([]byte, len(http2.ClientPreface))
	if _, err := io.ReadFull(c, preface); err != nil {
		return
	}
	f := http2.NewFramer(c, c)
	if f.WriteSettings() != nil || f.WriteWindowUpdate(0, 1<<20) != nil {
		return
	}
	for {
		frame, err := f.ReadFrame()
		if err != nil {
			return
		}
		switch frame := frame.(type) {
		case *http2.SettingsFrame:
			if !frame.IsAck() {
				_ = f.WriteSettingsAck()
			}
		case *http2.DataFrame:
			if frame.StreamEnded() {
				s.bodies.Add(1)
				e.h2(f, frame.StreamID)
				_ = c.CloseWrite() // and reads on, so that nothing is reset
			}
		}
	}
}

// head writes the head of a good answer.
func head2(f *http2.Framer, stream uint32, end bool) {
	var b bytes.Buffer
	enc := hpack.NewEncoder(&b)
	_ = enc.WriteField(hpack.HeaderField{Name: ":status", Value: "200"})
	_ = enc.WriteField(hpack.HeaderField{Name: "content-type", Value: "image/jpeg"})
	_ = f.WriteHeaders(http2.HeadersFrameParam{StreamID: stream, BlockFragment: b.Bytes(), EndHeaders: true, EndStream: end})
}

func reset2(code http2.ErrCode) func(*http2.Framer, uint32) {
	return func(f *http2.Framer, stream uint32) { _ = f.WriteRSTStream(stream, code) }
}

func write1(text string) func(net.Conn) {
	return func(c net.Conn) { _, _ = io.WriteString(c, text) }
}

func close1(net.Conn) {}

// connEndings are the ways in which a stream or connection can end once the
// whole order was read. In HTTP/1.1 each has its nearest relative.
func connEndings(picture []byte) []ending {
	half := string(picture[:len(picture)/2])
	ok := "HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n"
	flood := func(times int, write func(f *http2.Framer)) func(*http2.Framer, uint32) {
		return func(f *http2.Framer, _ uint32) {
			for range times {
				write(f)
			}
			_ = f.WriteGoAway(0, http2.ErrCodeProtocol, nil)
		}
	}
	return []ending{
		{"protocol error", reset2(http2.ErrCodeProtocol), close1, KindNoAnswer, Unknown},
		{"refused stream", reset2(http2.ErrCodeRefusedStream), close1, KindNoAnswer, Unknown},
		{"internal error", reset2(http2.ErrCodeInternal), write1("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n"), KindServer, Unknown},
		{"cancel", reset2(http2.ErrCodeCancel), close1, KindNoAnswer, Unknown},
		{"enhance your calm", reset2(http2.ErrCodeEnhanceYourCalm), close1, KindNoAnswer, Unknown},
		{"goaway, last 0", func(f *http2.Framer, _ uint32) { _ = f.WriteGoAway(0, http2.ErrCodeNo, nil) }, write1("HTTP/1.1 408 Timeout\r\nConnection: close\r\n\r\n"), KindServer, Unknown},
		{"goaway, last the stream", func(f *http2.Framer, stream uint32) { _ = f.WriteGoAway(stream, http2.ErrCodeInternal, nil) }, close1, KindNoAnswer, Unknown},
		{"half a head", func(f *http2.Framer, stream uint32) {
			_ = f.WriteHeaders(http2.HeadersFrameParam{StreamID: stream, BlockFragment: []byte{0x88}})
			_ = f.WriteGoAway(0, http2.ErrCodeProtocol, nil)
		}, write1(ok[:20]), KindNoAnswer, Unknown},
		{"half a body", func(f *http2.Framer, stream uint32) {
			head2(f, stream, false)
			_ = f.WriteData(stream, false, []byte(half))
			_ = f.WriteRSTStream(stream, http2.ErrCodeInternal)
		}, write1(ok + "Content-Length: 1000000\r\n\r\n" + half), KindNoAnswer, Unknown},
		{"half a body that ends well", func(f *http2.Framer, stream uint32) {
			head2(f, stream, false)
			_ = f.WriteData(stream, true, []byte(half))
		}, write1(ok + "\r\n" + half), KindNoAnswer, Unknown},
		{"trailers alone", func(f *http2.Framer, stream uint32) {
			head2(f, stream, false)
			_ = f.WriteHeaders(http2.HeadersFrameParam{StreamID: stream, BlockFragment: []byte{0x88}, EndHeaders: true, EndStream: true})
		}, write1(ok + "Transfer-Encoding: chunked\r\nTrailer: X\r\n\r\n0\r\nX: 1\r\n\r\n"), KindNoAnswer, Unknown},
		{"an answer of nothing", func(f *http2.Framer, stream uint32) { head2(f, stream, true) }, write1(ok + "Content-Length: 0\r\n\r\n"), KindNoAnswer, Unknown},
		{"settings flood", flood(5000, func(f *http2.Framer) { _ = f.WriteSettings() }), write1(strings.Repeat("HTTP/1.1 102 Wait\r\n\r\n", 5000)), KindNoAnswer, Unknown},
		{"ping flood", flood(5000, func(f *http2.Framer) { _ = f.WritePing(false, [8]byte{}) }), write1(strings.Repeat("HTTP/1.1 103 Hints\r\n\r\n", 5000)), KindNoAnswer, Unknown},
		{"a window that shrinks", func(f *http2.Framer, stream uint32) {
			_ = f.WriteSettings(http2.Setting{ID: http2.SettingInitialWindowSize, Val: 0})
			_ = f.WriteRSTStream(stream, http2.ErrCodeFlowControl)
		}, write1("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n"), KindNoAnswer, Unknown},
		{"nonsense", func(f *http2.Framer, stream uint32) {
			_ = f.WriteRawFrame(0xfa, 0, stream, []byte("?"))
			_ = f.WriteGoAway(0, http2.ErrCodeFrameSize, nil)
		}, write1("SIP/2.0 200 OK\r\n\r\n"), KindNoAnswer, Unknown},
		{"another protocol", reset2(http2.ErrCodeHTTP11Required), write1("HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n"), KindNoAnswer, Unknown},
		{"closed", func(f *http2.Framer, _ uint32) { _ = f.WriteGoAway(0, http2.ErrCodeNo, nil) }, close1, KindNoAnswer, Unknown},
	}
}

// However a connection ends once the order was read, the order arrives once:
// over HTTP/1.1, which is all we offer, and over HTTP/2 too, which a transport
// of somebody else's might speak.
func TestCase71OneBodyHoweverAConnectionEnds(t *testing.T) {
	t.Parallel()
	picture := jpegSample(t, 400, 300)
	for _, e := range connEndings(picture) {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			for _, protocol := range []string{"as we offer", "http2"} {
				s := serveEndings(t, e)
				rt := TransportTrusting(s.config.RootCAs)
				if protocol == "http2" {
					rt.Protocols, rt.TLSClientConfig.NextProtos = nil, nil
					rt.ForceAttemptHTTP2 = true
				}
				c, err := NewClient("https://"+s.Addr().String()+"/v2", secret(t), WithHTTPTransport(rt))
				if err != nil {
					t.Fatal(err)
				}
				sending := 0
				_, err = c.Generate(t.Context(), Request{Operation: TextToImage, Prompt: "a boat", Style: "anime", Seed: 7}, nil, &Trace{Sending: func() error { sending++; return nil }})
				c.CloseIdle()
				kind := e.kind
				if protocol == "http2" {
					kind = KindNoAnswer // its streams end without a status
				}
				got := wantError(t, err, kind, e.outcome)
				if n := s.bodies.Load(); n != 1 || sending != 1 {
					t.Errorf("%s: %d bodies for %d announced: %v", protocol, n, sending, got)
				}
				if h2 := s.h2.Load(); (protocol == "http2") != (h2 > 0) {
					t.Errorf("%s: %d connections over HTTP/2", protocol, h2)
				}
			}
		})
	}
}

// HTTP/1.1 is all that is offered, and a service that speaks something else
// gets no order at all.
func TestCase71NoOrderWithoutAProtocolInCommon(t *testing.T) {
	t.Parallel()
	model := httptest.NewUnstartedServer(nil)
	model.EnableHTTP2 = true
	model.StartTLS()
	defer model.Close()
	server := model.TLS.Clone()
	server.NextProtos = []string{"h3"}
	offered := make(chan []string, 1)
	server.GetConfigForClient = func(hello *tls.ClientHelloInfo) (*tls.Config, error) {
		offered <- hello.SupportedProtos
		return nil, nil //nolint:nilnil // goes on with the server's own
	}
	l, err := tls.Listen("tcp", "127.0.0.1:0", server)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() {
		c, err := l.Accept()
		if err == nil {
			err = c.(*tls.Conn).HandshakeContext(t.Context())
			_ = c.Close()
		}
		done <- err
	}()
	rt := TransportTrusting(model.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs)
	c, err := NewClient("https://"+l.Addr().String()+"/v2", secret(t), WithHTTPTransport(rt))
	if err != nil {
		t.Fatal(err)
	}
	defer c.CloseIdle()
	_, err = c.Generate(t.Context(), Request{Operation: TextToImage, Prompt: "a boat", Style: "anime", Seed: 7}, nil, nil)
	_ = wantError(t, err, KindNetwork, NotSent)
	_ = l.Close()
	if err := <-done; err == nil {
		t.Error("the service agreed on a protocol")
	}
	if protocols := <-offered; !slices.Equal(protocols, []string{"http/1.1"}) {
		t.Errorf("offered %q", protocols)
	}
}

// A refusal that comes while a large upload is still going out is heard, also
// when the service takes no more of it and closes.
func TestCase78RefusalDuringALargeUpload(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		status  string
		body    string
		kind    Kind
		outcome Outcome
	}{
		{"401 Unauthorized", `{"error":{"code":1001}}`, KindKeyRefused, Refused},
		{"402 Payment Required", `{"error":{"code":1101}}`, KindNoTokens, Refused},
		{"503 Service Unavailable", `{"error":{"code":1200}}`, KindBusy, Refused},
	} {
		t.Run(tt.status, func(t *testing.T) {
			t.Parallel()
			l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = l.Close() }()
			go func() {
				for {
					c, err := l.Accept()
					if err != nil {
						return
					}
					// Reads the head and no more, answers, and closes with the rest
					// unread, which resets the connection.
					r := bufio.NewReader(c)
					for {
						line, err := r.ReadString('\n')
						if err != nil || strings.TrimSpace(line) == "" {
							break
						}
					}
					_, _ = io.WriteString(c, "HTTP/1.1 "+tt.status+"\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"+tt.body)
					_ = c.Close()
				}
			}()
			c, err := NewClient("http://"+l.Addr().String()+"/v2", secret(t))
			if err != nil {
				t.Fatal(err)
			}
			defer c.CloseIdle()
			// A whole picture, and 20 MB of something behind its end.
			big, err := NewUpload("big.png", append(pngSample(t, scene(40, 30)), make([]byte, 20<<20)...))
			if err != nil {
				t.Fatal(err)
			}
			larger := withFiles(t, Request{Operation: Upscale}, map[string]Upload{fieldImage: big})
			for range 3 {
				_, err = c.Generate(t.Context(), larger, nil, nil)
				_ = wantError(t, err, tt.kind, tt.outcome)
			}
		})
	}
}

// A connection the service closes as soon as it has answered is never used for
// the next order: each order goes on one of its own.
func TestCase78IdleConnectionsCloseAsAnOrderGoes(t *testing.T) {
	t.Parallel()
	picture := jpegSample(t, 40, 30)
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	var orders atomic.Int32
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer func() { _ = c.Close() }()
				r := bufio.NewReader(c)
				req, err := http.ReadRequest(r)
				if err != nil {
					return
				}
				_, _ = io.Copy(io.Discard, req.Body)
				orders.Add(1)
				_, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: "+strconv.Itoa(len(picture))+"\r\n\r\n")
				_, _ = c.Write(picture)
				_, _ = r.ReadByte() // closes when the next order begins
			}()
		}
	}()
	c, err := NewClient("http://"+l.Addr().String()+"/v2", secret(t))
	if err != nil {
		t.Fatal(err)
	}
	defer c.CloseIdle()
	for i := range 20 {
		if _, err := c.Generate(t.Context(), Request{Operation: TextToImage, Prompt: "a boat", Style: "anime", Seed: int64(i + 1)}, nil, nil); err != nil {
			t.Fatalf("order %d: %v", i+1, err)
		}
	}
	if n := orders.Load(); n != 20 {
		t.Errorf("%d orders arrived", n)
	}
}

// A service that leaves HTTP with the connection open ends the call at once.
func TestCase78AnotherProtocolEndsAtOnce(t *testing.T) {
	t.Parallel()
	hold := make(chan struct{})
	defer close(hold)
	s := newService(t, func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		_, _ = io.WriteString(conn, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n")
		go func() { <-hold; _ = conn.Close() }()
	})
	_, err := s.client(t).Generate(t.Context(), Request{Operation: TextToImage, Prompt: "a boat", Style: "anime", Seed: 7}, nil, nil)
	e := wantError(t, err, KindNoAnswer, Unknown)
	if e.Status != http.StatusSwitchingProtocols || errors.Is(e.Err, io.EOF) {
		t.Errorf("%v", e)
	}
}
