package history

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"

	"imagine-tui/history/disk"
)

// inputsDir is where the library keeps what was drawn for a request: masks,
// and pictures placed on a larger canvas.
const inputsDir = ".inputs"

// Inputs are the files in a library that were made for requests.
type Inputs struct{ folder string }

// InputsOf returns those of a library.
func InputsOf(l *Library) Inputs { return Inputs{l.folder} }

// Path returns where Keep keeps a file: the name is the hash of the
// content, so it is known before anything is written.
func (i Inputs) Path(data []byte, ext string) string {
	sum := sha256.Sum256(data)
	return filepath.Join(i.folder, inputsDir, hex.EncodeToString(sum[:])+ext)
}

// Keep puts a file that was made for a request into the library, so that
// the request can be made again, and returns its absolute path. The same content
// is kept once, and nothing is ever written over. ext is the file's extension,
// with its dot.
func (i Inputs) Keep(data []byte, ext string) (string, error) {
	path := i.Path(data, ext)
	dir, name := filepath.Split(path)
	if info, err := os.Lstat(path); err == nil && info.Mode().IsRegular() && info.Size() == int64(len(data)) {
		return path, nil
	}
	if err := writeInput(filepath.Clean(dir), name, data); err != nil {
		return "", fmt.Errorf("keep what is sent in %s: %w", filepath.Clean(dir), err)
	}
	return path, nil
}

// Owns tells whether a file lies in the library, as it is reached or by where
// links lead: a result of its own, or what was made to be sent.
func (i Inputs) Owns(path string) bool {
	path, err := filepath.Abs(path)
	return err == nil && filepath.IsLocal(filepath.FromSlash(inLibrary(i.folder, path)))
}

func writeInput(dir, name string, data []byte) (err error) {
	if err := disk.MakeAll(dir, 0o755); err != nil {
		return err
	}
	folder, err := disk.OpenFolder(dir)
	if err != nil {
		return err
	}
	defer folder.Close() //nolint:errcheck // only names are read from it
	temp, err := folder.Create(name, 0o644)
	if err != nil {
		return err
	}
	defer temp.Discard()
	if _, err := temp.Write(data); err != nil {
		return err
	}
	if err := temp.SyncFile(); err != nil {
		return err
	}
	// One that is there under this name and not whole is replaced: its name
	// says what it must be.
	if err := temp.Replace(name); err != nil {
		return err
	}
	return folder.Sync()
}
