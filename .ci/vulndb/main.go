// The program vulndb makes a database for govulncheck of the entries that the module
// golang.org/x/vulndb has, so that the check needs no other address than that which
// modules come from: go run .ci/vulndb/main.go OSV-FOLDER DATABASE.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// entry is what the index needs of one.
type entry struct {
	ID        string    `json:"id"`
	Modified  time.Time `json:"modified"`
	Withdrawn *string   `json:"withdrawn"`
	Aliases   []string  `json:"aliases"`
	Affected  []struct {
		Package struct {
			Name string `json:"name"`
		} `json:"package"`
		Ranges []struct {
			Events []struct {
				Fixed string `json:"fixed"`
			} `json:"events"`
		} `json:"ranges"`
	} `json:"affected"`
}

// vuln is an entry as the index has it.
type vuln struct {
	ID       string    `json:"id"`
	Modified time.Time `json:"modified"`
	Fixed    string    `json:"fixed,omitempty"`
	Aliases  []string  `json:"aliases,omitempty"`
}

// module lists the entries of one.
type module struct {
	Path  string `json:"path"`
	Vulns []vuln `json:"vulns"`
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "write it as: vulndb OSV-FOLDER DATABASE")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(from, to string) error {
	files, err := filepath.Glob(filepath.Join(from, "GO-*.json"))
	if err != nil {
		return err
	}
	for _, folder := range []string{"index", "ID"} {
		if err := os.MkdirAll(filepath.Join(to, folder), 0o755); err != nil {
			return err
		}
	}
	var newest time.Time
	modules, vulns := map[string][]vuln{}, []vuln{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		var e entry
		if err := json.Unmarshal(data, &e); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		if e.Withdrawn != nil {
			continue
		}
		if err := os.WriteFile(filepath.Join(to, "ID", e.ID+".json"), data, 0o644); err != nil {
			return err
		}
		if e.Modified.After(newest) {
			newest = e.Modified
		}
		vulns = append(vulns, vuln{ID: e.ID, Modified: e.Modified, Aliases: e.Aliases})
		for path, fixed := range e.modules() {
			modules[path] = append(modules[path], vuln{ID: e.ID, Modified: e.Modified, Fixed: fixed})
		}
	}
	var list []module
	for path, vulns := range modules {
		list = append(list, module{path, vulns})
	}
	slices.SortFunc(list, func(a, b module) int { return strings.Compare(a.Path, b.Path) })
	for name, value := range map[string]any{"db": map[string]time.Time{"modified": newest}, "modules": list, "vulns": vulns} {
		data, err := json.Marshal(value)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(to, "index", name+".json"), data, 0o644); err != nil {
			return err
		}
	}
	fmt.Printf("%d entries of %s\n", len(vulns), from)
	return nil
}

// modules are those that an entry is about, with the version in which it is mended,
// "" where it is mended in none, or in several: the entry itself is looked at then.
func (e entry) modules() map[string]string {
	out := map[string]string{}
	for _, a := range e.Affected {
		var fixed []string
		for _, r := range a.Ranges {
			for _, event := range r.Events {
				if event.Fixed != "" {
					fixed = append(fixed, event.Fixed)
				}
			}
		}
		if _, again := out[a.Package.Name]; again || len(fixed) != 1 {
			out[a.Package.Name] = ""
			continue
		}
		out[a.Package.Name] = fixed[0]
	}
	return out
}
