package api

import (
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"

	"imagine-tui/api/clean"
	"imagine-tui/api/plainfile"
)

// maxCAFile bounds a file of certificates, in bytes. The list of all that are
// trusted in public has a fifth of that.
const maxCAFile = 1 << 20

// LoadCAFile reads a file of certificates in PEM form, such as of a company's
// own authority, and returns them together with those the computer trusts.
// Errors name the file and say what is wrong with it.
func LoadCAFile(path string) (*x509.CertPool, error) {
	data, err := readCAFile(path)
	if err != nil {
		return nil, fmt.Errorf("the certificates in %s cannot be used: %w", clean.Line(path), err)
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool() // a computer without any
	}
	if err := addCertificates(pool, data); err != nil {
		return nil, fmt.Errorf("the certificates in %s cannot be used: %w", clean.Line(path), err)
	}
	return pool, nil
}

// addCertificates adds all of a PEM file to pool.
func addCertificates(pool *x509.CertPool, data []byte) error {
	for n := 0; ; n++ {
		var block *pem.Block
		block, data = pem.Decode(data)
		if block == nil && n == 0 {
			return errors.New(`the file contains none ("-----BEGIN CERTIFICATE-----")`)
		}
		if block == nil {
			return nil
		}
		certificate, err := x509.ParseCertificate(block.Bytes)
		if block.Type != "CERTIFICATE" || err != nil {
			return fmt.Errorf("part %d is not a certificate", n+1)
		}
		pool.AddCert(certificate)
	}
}

// readCAFile reads a regular file. A pipe would make the program wait.
func readCAFile(path string) ([]byte, error) {
	file, err := plainfile.Open(path)
	if err != nil {
		return nil, plainError(reason(err))
	}
	defer func() { _ = file.Close() }() // only read
	data, err := io.ReadAll(io.LimitReader(file, maxCAFile+1))
	if len(data) > maxCAFile {
		return nil, errors.New("it is too large to be a certificate file")
	}
	return data, err
}

// WithCertificates makes the client trust these authorities, and no others.
// It sets the transport, so it does not go with WithHTTPTransport.
func WithCertificates(pool *x509.CertPool) Option {
	return func(c *Client) { c.guard.base = TransportTrusting(pool) }
}
