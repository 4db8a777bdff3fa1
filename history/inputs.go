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

// KeepInput puts a file that was made for a request into the library, so that
// the request can be made again, and returns its absolute path. The name is the
// hash of the content: the same content is kept once, and nothing is ever
// written over. ext is the file's extension, with its dot.
func (l *Library) KeepInput(data []byte, ext string) (string, error) {
	sum := sha256.Sum256(data)
	name := hex.EncodeToString(sum[:]) + ext
	dir := filepath.Join(l.folder, inputsDir)
	path := filepath.Join(dir, name)
	if info, err := os.Lstat(path); err == nil && info.Mode().IsRegular() && info.Size() == int64(len(data)) {
		return path, nil
	}
	if err := writeInput(dir, name, data); err != nil {
		return "", fmt.Errorf("keep what was drawn in %s: %w", dir, err)
	}
	return path, nil
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
