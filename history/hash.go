package history

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
)

// hexHash is SHA-256 that tells its sum as lower-case hex.
type hexHash struct{ hash.Hash }

func newHash() hexHash { return hexHash{sha256.New()} }

func (h hexHash) hex() string { return hex.EncodeToString(h.Sum(nil)) }
