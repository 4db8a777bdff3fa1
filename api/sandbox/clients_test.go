package sandbox

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// clientCalls are requests as other people's clients write them, by the name
// of their file in testdata/clients, with what each gets: the fields that are
// read from it, or the error. Those of the first group were recorded; the
// others are written as their libraries are known to.
var clientCalls = map[string]struct {
	text  fields
	files []string
	code  int // of the error, 0 for none
}{
	"aiohttp-file":        {fields{"prompt": "a boat", "style": "product-shoot"}, []string{"image"}, 0},
	"axios-file":          {fields{"prompt": "灯台"}, []string{"image", "mask"}, 0},
	"axios-words":         {fields{"prompt": "a boat", "style": "anime", "seed": "5"}, nil, 0},
	"curl-file":           {fields{"prompt": "a boat", "style": "kling-1.0-pro"}, []string{"file"}, 0},
	"curl-words":          {fields{"prompt": `"a boat"`, "style": "anime", "seed": "7"}, nil, 0}, // quotes that no shell took away
	"go-chunked":          {fields{"prompt": "a boat"}, []string{"image"}, 0},
	"perl-file":           {nil, []string{"image"}, 0},
	"php-curl-file":       {fields{"prompt": "a boat"}, []string{"image"}, 0},
	"php-curl-query":      {nil, nil, codeInvalid}, // not multipart
	"php-curl-words":      {fields{"prompt": "a boat", "style": "anime", "seed": "7"}, nil, 0},
	"requests-data":       {nil, nil, codeInvalid}, // not multipart
	"requests-file":       {fields{"prompt": "灯台"}, []string{"image", "mask"}, 0},
	"requests-json":       {nil, nil, codeInvalid}, // not multipart
	"requests-words":      {fields{"prompt": "a boat", "style": "anime", "aspect_ratio": "1:1", "seed": "5"}, nil, 0},
	"ruby-file":           {fields{"prompt": "a boat"}, []string{"image"}, 0},
	"ruby-multipart-post": {nil, []string{"image"}, 0},
	"ruby-words":          {fields{"prompt": "a boat", "style": "anime", "seed": "7"}, nil, 0},
	"superagent-file":     {nil, []string{"image"}, 0},
	"undici-blob":         {nil, []string{"image"}, 0},
	"undici-file":         {fields{"prompt": "a boat", "style": "product-shoot"}, []string{"image"}, 0},
	"undici-words":        {fields{"prompt": "a boat\r\nat dusk", "style": "anime", "seed": "7"}, nil, 0},

	"apache-httpclient-file": {fields{"prompt": "a boat", "style": "veo-2"}, []string{"file"}, 0},
	"browser-words":          {fields{"prompt": "a boat", "style": "flux-dev", "seed": "7"}, nil, 0}, // variation, too
	"dart-dio-words":         {nil, nil, codeInvalid},                                                // seed 0
	"dart-http-file":         {fields{"prompt": "灯台"}, []string{"image"}, 0},
	"dotnet-file":            {fields{"prompt": "灯台"}, []string{"image", "mask"}, 0},
	"dotnet-words":           {fields{"prompt": "a boat", "style": "anime", "aspect_ratio": "16:9", "seed": "7"}, nil, 0},
	"guzzle-file":            {fields{"prompt": "a boat"}, []string{"image"}, 0},
	"okhttp-file":            {nil, []string{"image"}, 0},
	"okhttp-mixed":           {nil, nil, codeInvalid}, // a builder whose type was not set
	"reqwest-file":           {nil, []string{"image"}, 0},
	"swift-words":            {nil, nil, codeNoStyle},
}

// TestClientsOfOthers replays each request byte for byte and wants what a
// plain form with the same fields gets.
func TestClientsOfOthers(t *testing.T) {
	t.Parallel()
	s := start(t, Options{MaxSide: 48})
	list, err := filepath.Glob("testdata/clients/*.http")
	if err != nil || len(list) != len(clientCalls) {
		t.Fatalf("%d requests are kept, %d are expected: %v", len(list), len(clientCalls), err)
	}
	picture, err := os.ReadFile("testdata/clients/picture.png")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range list {
		name := strings.TrimSuffix(filepath.Base(file), ".http")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want, ok := clientCalls[name]
			if !ok {
				t.Fatal("nobody says what it gets")
			}
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got, to := replay(t, s, string(text), picture)
			if want.code != 0 {
				doc := failed(want.code, "")
				checkError(t, got, doc.status, doc.code, doc.name)
				return
			}
			if got.status != http.StatusOK {
				t.Fatalf("%d %s", got.status, got.body)
			}
			if strings.HasPrefix(to, "/video/") {
				j := theVideo(t, s, got)
				if j.text["prompt"] != want.text["prompt"] || j.text["style"] != want.text["style"] {
					t.Errorf("read as %q", j.text)
				}
				return
			}
			if plain := plainly(t, s.BaseURL()+to, want.text, want.files, picture); !bytes.Equal(got.body, plain.body) || got.head.Get("Content-Type") != plain.head.Get("Content-Type") {
				t.Errorf("%d bytes of %s, a plain form gets others", len(got.body), got.head.Get("Content-Type"))
			}
		})
	}
}

// theVideo is the video that an answer names.
func theVideo(t *testing.T, s *Server, a answer) *job {
	t.Helper()
	_, id, _ := strings.Cut(string(a.body), `"id":"`)
	id, _, _ = strings.Cut(id, `"`)
	j, ok := s.handler.videos.get(id)
	if !ok {
		t.Fatalf("no video: %s", a.body)
	}
	return j
}

// replay sends a kept request over a connection of its own, and returns the
// answer and the address below the base URL. Lines end in LF where they are
// kept, and in CRLF on the wire.
func replay(t *testing.T, s *Server, text string, picture []byte) (answer, string) {
	t.Helper()
	base, err := url.Parse(s.BaseURL())
	if err != nil {
		t.Fatal(err)
	}
	head, body, _ := strings.Cut(text, "\n\n")
	crlf := func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }
	body = strings.NewReplacer("{picture}", string(picture), "{part}", strconv.Itoa(len(picture))).Replace(crlf(body))
	head = strings.NewReplacer("{host}", base.Host, "{length}", strconv.Itoa(len(body))).Replace(crlf(head)) + "\r\n\r\n"
	var d net.Dialer
	conn, err := d.DialContext(t.Context(), "tcp", base.Host)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }() // all was read
	in := bufio.NewReader(conn)
	send := func(data string) {
		t.Helper()
		if _, err := io.WriteString(conn, data); err != nil {
			t.Fatal(err)
		}
	}
	send(head)
	lower := strings.ToLower(head)
	if strings.Contains(lower, "\r\nexpect: 100-continue\r\n") {
		line, err := in.ReadString('\n')
		if _, _ = in.ReadString('\n'); err != nil || !strings.Contains(line, " 100 ") {
			t.Fatalf("the body is waited for with %q, %v", line, err)
		}
	}
	if strings.Contains(lower, "\r\ntransfer-encoding: chunked\r\n") {
		out := httputil.NewChunkedWriter(conn)
		for piece := range slices.Chunk([]byte(body), 37) {
			if _, err := out.Write(piece); err != nil {
				t.Fatal(err)
			}
		}
		if err := out.Close(); err != nil {
			t.Fatal(err)
		}
		body = "\r\n"
	}
	send(body)
	resp, err := http.ReadResponse(in, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }() // read to its end
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	path, _, _ := strings.Cut(strings.TrimPrefix(head, "POST "+prefix), " ")
	return answer{resp.StatusCode, resp.Header, data}, path
}

// plainly sends a form as simple as one can be.
func plainly(t *testing.T, url string, text fields, files []string, picture []byte) answer {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for name, value := range text {
		fmt.Fprintf(&b, "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n", w.Boundary(), name, value)
	}
	for _, name := range files {
		fmt.Fprintf(&b, "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"x\"\r\n\r\n%s\r\n", w.Boundary(), name, picture)
	}
	fmt.Fprintf(&b, "--%s--\r\n", w.Boundary())
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, &b)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+good)
	req.Header.Set("Content-Type", w.FormDataContentType())
	a, err := do(req)
	if err != nil {
		t.Fatal(err)
	}
	if a.status != http.StatusOK || len(a.body) == 0 {
		t.Fatalf("a plain form: %d %s", a.status, a.body)
	}
	return a
}

// TestClientsAreTwelveAtLeast counts the libraries, not the requests.
func TestClientsAreTwelveAtLeast(t *testing.T) {
	t.Parallel()
	names := map[string]bool{}
	for name := range clientCalls {
		at := strings.LastIndex(name, "-")
		names[name[:at]] = true
	}
	if len(names) < 12 {
		t.Errorf("%d clients: %v", len(names), names)
	}
}
