package sandbox

import (
	"slices"
	"strings"

	"imagine-tui/api"
)

// route is an address below /v2.
type route struct {
	spec api.Spec
	// path is the address as the catalogue writes it.
	path string
}

// routesFor are the addresses of the catalogue but for some. Operations that
// make something are served at their first address alone, which is the one
// that is documented.
func routesFor(without []string) []route {
	var out []route
	for _, spec := range api.Catalogue() {
		paths := spec.Paths
		if spec.Answer == api.AnswerImage || spec.Answer == api.AnswerJob {
			paths = paths[:1]
		}
		for _, p := range paths {
			if !slices.Contains(without, p) {
				out = append(out, route{spec, p})
			}
		}
	}
	return out
}

// find returns the address that a path below /v2 is, the id in it, and the
// methods it can be asked with, none if there is no such address. The address
// is the one for the method, if there is one.
func find(routes []route, method, path string) (to route, id string, methods []string) {
	for _, r := range routes {
		got, ok := match(r.path, strings.TrimSuffix(path, "/"))
		if !ok {
			continue
		}
		if len(methods) == 0 || (r.spec.Method == method && to.spec.Method != method) {
			to, id = r, got
		}
		if !slices.Contains(methods, r.spec.Method) {
			methods = append(methods, r.spec.Method)
		}
	}
	return to, id, methods
}

// match holds a path against an address with a place for an id.
func match(pattern, path string) (id string, ok bool) {
	before, after, has := strings.Cut(pattern, "{id}")
	if !has {
		return "", path == pattern
	}
	rest, ok := strings.CutPrefix(path, before)
	if !ok {
		return "", false
	}
	id, ok = strings.CutSuffix(rest, after)
	return id, ok && id != "" && !strings.Contains(id, "/")
}
