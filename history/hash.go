package history

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"hash"

	"imagine-tui/api/buffer"
	"imagine-tui/api/plainfile"
)

// hexHash is SHA-256 that tells its sum as lower-case hex.
type hexHash struct{ hash.Hash }

func newHash() hexHash { return hexHash{sha256.New()} }

func (h hexHash) hex() string { return hex.EncodeToString(h.Sum(nil)) }

// FileHash returns the SHA-256 of a file as sidecars have it, in lower-case hex.
// It ends early when ctx does.
func FileHash(ctx context.Context, path string) (string, error) {
	file, err := plainfile.Open(path)
	if err != nil {
		return "", err
	}
	defer func() { _ = file.Close() }() // only read from
	sum := newHash()
	if _, err := buffer.Copy(sum, plainfile.Reader(ctx, file)); err != nil {
		return "", err
	}
	return sum.hex(), nil
}
