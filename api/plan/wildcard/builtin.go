package wildcard

import (
	"embed"
	"io/fs"
	"path"
	"strings"
	"sync"

	"imagine-tui/api/plan/template"
)

//go:embed builtin/*.txt
var files embed.FS

// Builtin returns the lists everybody has.
var Builtin = sync.OnceValue(func() Set {
	lists := map[string]*template.List{}
	names, err := fs.Glob(files, "builtin/*.txt")
	if err != nil {
		return Set{} // the pattern is right
	}
	for _, name := range names {
		data, err := files.ReadFile(name)
		if err != nil {
			continue // what is embedded can be read
		}
		list := textValues(string(data))
		list.Name = strings.TrimSuffix(path.Base(name), ".txt")
		lists[list.Name] = &list
	}
	return Set{lists: lists}
})
