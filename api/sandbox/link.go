package sandbox

import (
	"bytes"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Links to videos are like those of an object store, which the API hands out:
// whoever has one may fetch the file until it expires, and nobody needs a key.

const (
	filesPrefix  = "/results/"
	linkLife     = 15 * time.Minute
	amzAlgorithm = "AWS4-HMAC-SHA256"
	amzTime      = "20060102T150405Z"
)

// signer signs links, with a key of this sandbox alone.
type signer struct {
	port string // where files are served; "" where everything else is
	key  [32]byte
}

func newSigner() *signer {
	s := &signer{}
	_, _ = rand.Read(s.key[:]) // never fails: it would end the program
	return s
}

// sign signs a path with its times.
func (s *signer) sign(path, date, expires string) string {
	m := hmac.New(sha256.New, s.key[:])
	m.Write([]byte(path + "\n" + date + "\n" + expires))
	return hex.EncodeToString(m.Sum(nil))
}

// linkLife is how long links are good for, at least a second.
func (h *Handler) linkLife() time.Duration {
	if h.o.LinkLife <= 0 {
		return linkLife
	}
	return max(h.o.LinkLife.Truncate(time.Second), time.Second)
}

// link is the address of a file, on the host that was asked.
func (h *Handler) link(r *http.Request, name string, made time.Time) string {
	host := r.Host
	if h.links.port != "" {
		only, _, err := net.SplitHostPort(host)
		if err != nil {
			only = host
		}
		host = net.JoinHostPort(only, h.links.port)
	}
	path, date := filesPrefix+name, made.UTC().Format(amzTime)
	expires := strconv.Itoa(int(h.linkLife() / time.Second))
	q := url.Values{
		"X-Amz-Algorithm": {amzAlgorithm}, "X-Amz-Credential": {"sandbox/" + date[:8] + "/auto/s3/aws4_request"},
		"X-Amz-Date": {date}, "X-Amz-Expires": {expires}, "X-Amz-SignedHeaders": {"host"},
		"X-Amz-Signature": {h.links.sign(path, date, expires)},
	}
	return (&url.URL{Scheme: "http", Host: host, Path: path, RawQuery: q.Encode()}).String()
}

// serveFile answers a request for a link.
func (h *Handler) serveFile(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") != "" {
		h.ledger.withKey()
		storeError(w, http.StatusBadRequest, "InvalidArgument", "Only one auth mechanism allowed.")
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		storeError(w, http.StatusMethodNotAllowed, "MethodNotAllowed", "The specified method is not allowed against this resource.")
		return
	}
	q := r.URL.Query()
	date, expires := q.Get("X-Amz-Date"), q.Get("X-Amz-Expires")
	made, err := time.Parse(amzTime, date)
	seconds, wrong := strconv.Atoi(expires)
	switch {
	case !hmac.Equal([]byte(q.Get("X-Amz-Signature")), []byte(h.links.sign(r.URL.Path, date, expires))), err != nil, wrong != nil:
		storeError(w, http.StatusForbidden, "SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided.")
		return
	case !h.o.Now().Before(made.Add(time.Duration(seconds) * time.Second)):
		storeError(w, http.StatusForbidden, "AccessDenied", "Request has expired")
		return
	}
	id, file, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, filesPrefix), "/")
	j, ok := h.videos.get(id)
	if !ok {
		storeError(w, http.StatusNotFound, "NoSuchKey", "The specified key does not exist.")
		return
	}
	h.sendFile(w, r, j, file)
}

// sendFile sends a file of a video, or lets that go wrong.
func (h *Handler) sendFile(w http.ResponseWriter, r *http.Request, j *job, file string) {
	n := j.count(&j.fetched)
	fault := first(h.faults(j.by, j.print, n), atDownload)
	if fault != nil {
		h.ledger.fault(fault.Name)
		if h.refuseBy(*fault, w, r, "") {
			return
		}
	}
	video, thumbnail, err := j.files()
	if err != nil {
		storeError(w, http.StatusInternalServerError, "InternalError", err.Error())
		return
	}
	out := reply{"video/mp4", video}
	if file == "thumbnail.jpg" {
		out = reply{"image/jpeg", thumbnail}
	}
	h.ledger.downloaded()
	h.log.Info("sent", "file", file, "id", j.id)
	if fault != nil {
		h.spoil(*fault, w, r, out)
		return
	}
	// With its ranges and conditions, which players make use of.
	sum := sha256.Sum256(out.data)
	w.Header().Set("Content-Type", out.mediaType)
	w.Header().Set("ETag", `"`+hex.EncodeToString(sum[:16])+`"`)
	http.ServeContent(w, r, file, j.created, bytes.NewReader(out.data))
}

// storeError is an error of an object store.
func storeError(w http.ResponseWriter, status int, code, message string) {
	w.Header().Set("Content-Type", "application/xml")
	w.WriteHeader(status)
	data, _ := xml.Marshal(struct { // cannot fail: only texts
		XMLName xml.Name `xml:"Error"`
		Code    string
		Message string
	}{Code: code, Message: message})
	_, _ = w.Write(append([]byte(xml.Header), data...))
}
