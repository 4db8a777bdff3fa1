package app

import (
	"encoding/json"
	"maps"
	"path/filepath"
	"sync"

	"imagine-tui/api"
	"imagine-tui/api/plainfile"
	"imagine-tui/history/disk"
)

// addresses are where the status and the deletion of videos were answered
// last, for each key: the vendor's pages name several places, and a service
// serves some of them. They are kept in the state folder. Losing them costs a
// question more.
type addresses struct {
	dir string
	mu  sync.Mutex
}

const addressesFile = "addresses.json"

// served are the addresses of one key by operation, as the catalogue writes
// them.
type served = map[api.Operation]string

// option makes a client ask first where the key was answered last.
func (a *addresses) option(name, origin string) api.Option {
	id := name + " " + origin
	return api.WithAddresses(a.read()[id], func(op api.Operation, path string) { a.note(id, op, path) })
}

func (a *addresses) read() map[string]served {
	known := map[string]served{}
	data, err := plainfile.Read(filepath.Join(a.dir, addressesFile), 1<<20)
	if err != nil || json.Unmarshal(data, &known) != nil {
		return map[string]served{}
	}
	return known
}

// note replaces the file whole. Of two programs that do so at once one is
// remembered.
func (a *addresses) note(id string, op api.Operation, path string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	known := a.read()
	if known[id][op] == path {
		return
	}
	known[id] = maps.Clone(known[id])
	if known[id] == nil {
		known[id] = served{}
	}
	known[id][op] = path
	data, err := json.Marshal(known)
	if err != nil || disk.MakeAll(a.dir, 0o700) != nil {
		return
	}
	folder, err := disk.OpenFolder(a.dir)
	if err != nil {
		return
	}
	defer func() { _ = folder.Close() }() // only read from
	temp, err := folder.CreateFleeting(addressesFile, 0o600)
	if err != nil {
		return
	}
	if _, err = temp.Write(data); err != nil || temp.Replace(addressesFile) != nil {
		temp.Discard()
	}
}
