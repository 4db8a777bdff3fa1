package api

import (
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCertificatesOfAFile(t *testing.T) {
	t.Parallel()
	srv := httptest.NewTLSServer(answering(http.StatusOK, "", string(jpegSample(t, 8, 8))))
	t.Cleanup(srv.Close)
	certificate := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: srv.Certificate().Raw})
	path := filepath.Join(t.TempDir(), "authority.pem")
	write := func(data []byte) {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(append([]byte("# our own\n"), certificate...))
	pool, err := LoadCAFile(path)
	if err != nil {
		t.Fatal(err)
	}
	c, err := NewClient(srv.URL, secret(t), WithCertificates(pool))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.CloseIdle)
	if _, err := c.Generate(t.Context(), params, nil, nil); err != nil {
		t.Error(err)
	}

	key := pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: srv.Certificate().Raw})
	for says, data := range map[string][]byte{
		"the file contains none": []byte("hello"), "part 1 is not a certificate": key,
		"part 2 is not a certificate": append(append([]byte{}, certificate...), key...),
		"too large":                   make([]byte, maxCAFile+1),
	} {
		write(data)
		if _, err := LoadCAFile(path); err == nil || !strings.Contains(err.Error(), says) || !strings.Contains(err.Error(), path) {
			t.Errorf("%v, want %q", err, says)
		}
	}
	for says, name := range map[string]string{"no such file": path + ".none", "not a regular file": filepath.Dir(path)} {
		if _, err := LoadCAFile(name); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v, want %q", err, says)
		}
	}
}
