package sandbox

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/sync/semaphore"
)

// halfSent sends the head of an upload of so many bytes, and half of it.
func halfSent(t *testing.T, addr, bearer string, size int) net.Conn {
	t.Helper()
	conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	part := "--b\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n\r\n"
	_, _ = fmt.Fprintf(conn, "POST /v2/image/enhance HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: %d\r\n\r\n%s", addr, bearer, size, part)
	_, _ = io.CopyN(conn, zeros{}, int64(size/2))
	return conn
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func answerOf(t *testing.T, conn net.Conn) (status int, body string) {
	t.Helper()
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatalf("no answer: %v", err)
	}
	defer func() { _ = resp.Body.Close() }()
	text, _ := io.ReadAll(resp.Body)
	return resp.StatusCode, string(text)
}

// Uploads that stand still are given up, and what finds no room meanwhile is
// told so instead of being held.
func TestCase79StalledUploads(t *testing.T) {
	t.Parallel()
	h := New(Options{MaxSide: 64})
	h.limits = &limits{room: semaphore.NewWeighted(4 << 20), idle: 300 * time.Millisecond, most: time.Minute}
	srv := httptest.NewServer(h)
	defer srv.Close()
	addr := srv.Listener.Addr().String()
	var conns []net.Conn
	for range 16 {
		conns = append(conns, halfSent(t, addr, "vk-test-me", 3<<20))
	}
	busy := 0
	for _, conn := range conns {
		status, body := answerOf(t, conn)
		switch {
		case status == http.StatusServiceUnavailable && strings.Contains(body, "1200"):
			busy++
		case status != http.StatusBadRequest:
			t.Errorf("HTTP %d %s", status, body)
		}
	}
	if busy == 0 {
		t.Error("sixteen found room for one")
	}
	if !h.limits.room.TryAcquire(4 << 20) {
		t.Error("the room is not given back")
	}
}

// A byte now and then does not hold a connection for ever.
func TestCase79DrippingUpload(t *testing.T) {
	t.Parallel()
	h := New(Options{MaxSide: 64})
	h.limits.idle, h.limits.most = time.Minute, 200*time.Millisecond
	srv := httptest.NewServer(h)
	defer srv.Close()
	conn := halfSent(t, srv.Listener.Addr().String(), "vk-test-me", 1<<20)
	stop := make(chan struct{})
	defer close(stop)
	go func() {
		for {
			select {
			case <-stop:
				return
			case <-time.After(20 * time.Millisecond):
				if _, err := conn.Write([]byte{0}); err != nil {
					return
				}
			}
		}
	}()
	if status, body := answerOf(t, conn); status != http.StatusBadRequest {
		t.Errorf("HTTP %d %s", status, body)
	}
}

// Sixteen uploads of 60 MB that stand still are held in bounded memory.
func TestCase79MemoryOfUploads(t *testing.T) {
	srv, err := Start(t.Context(), "127.0.0.1:0", Options{MaxSide: 64})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		now, cancel := context.WithCancel(t.Context())
		cancel() // it does not wait for the uploads
		_ = srv.Close(now)
	}()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	written := make(chan net.Conn, 16)
	for range 16 {
		go func() { written <- halfSent(t, srv.addr, "vk-test-me", 60<<20) }()
	}
	for range bodyRoom / (60 << 20) { // the others are not read
		<-written
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 2*bodyRoom {
		t.Errorf("%d MB are held", grown>>20)
	}
}

// Only this computer's own names are answered where only it can listen, so
// that no page on the web can reach in under a name of its own.
func TestCase79ForeignHost(t *testing.T) {
	t.Parallel()
	srv, err := Start(t.Context(), "127.0.0.1:0", Options{MaxSide: 64})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = srv.Close(t.Context()) }()
	for host, want := range map[string]int{
		srv.addr: http.StatusNotFound, "localhost": http.StatusNotFound, "[::1]:80": http.StatusNotFound,
		"evil.example": http.StatusMisdirectedRequest, "127.0.0.1.evil.example:80": http.StatusMisdirectedRequest, "10.0.0.1": http.StatusMisdirectedRequest,
	} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+srv.addr+"/v2/nothing", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Host = host
		req.Header.Set("Authorization", "Bearer vk-test-me")
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		if resp.StatusCode != want {
			t.Errorf("host %s: HTTP %d, want %d", host, resp.StatusCode, want)
		}
	}
	http.DefaultClient.CloseIdleConnections()
}

// What a program serves for itself takes its own key only.
func TestCase79OneBearer(t *testing.T) {
	t.Parallel()
	srv := httptest.NewServer(New(Options{MaxSide: 64, Bearer: "vk-test-mine"}))
	defer srv.Close()
	for bearer, want := range map[string]int{"vk-test-mine": http.StatusNotFound, "vk-test-other": http.StatusUnauthorized} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, srv.URL+"/v2/nothing", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "Bearer "+bearer)
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		if resp.StatusCode != want {
			t.Errorf("%s: HTTP %d", bearer, resp.StatusCode)
		}
	}
}

// However many connect, only so many are served at once, and closing does not
// wait for the others.
func TestCase79ManyConnections(t *testing.T) {
	t.Parallel()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	few := limitConns(l).(*fewConns)
	few.places = make(chan struct{}, 2)
	accepted := make(chan net.Conn, 8)
	ended := make(chan error, 1)
	go func() {
		for {
			c, err := few.Accept()
			if err != nil {
				ended <- err
				return
			}
			accepted <- c
		}
	}()
	for range 5 {
		c, err := new(net.Dialer).DialContext(t.Context(), "tcp", l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = c.Close() }()
	}
	first := <-accepted
	<-accepted
	select {
	case <-accepted:
		t.Fatal("a third one was let in")
	default:
	}
	_ = first.Close()
	<-accepted
	_ = few.Close()
	if err := <-ended; err == nil {
		t.Error("it goes on accepting")
	}
}

// An address that other computers reach is known as that, so that it is warned of.
func TestCase79ListeningBeyondThisComputer(t *testing.T) {
	t.Parallel()
	for addr, own := range map[string]bool{
		"127.0.0.1:4711": true, "localhost:0": true, "[::1]:80": true, "127.8.9.1:1": true, "127.0.0.1": true,
		"0.0.0.0:4711": false, ":4711": false, "[::]:80": false, "192.168.1.2:80": false, "example.org:80": false, "": false,
	} {
		if got := Loopback(addr); got != own {
			t.Errorf("%q: %v", addr, got)
		}
	}
}
