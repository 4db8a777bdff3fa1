package api

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// OperationConfig is a section [operation.NAME] of the config. It mends, without
// a new program, what the catalogue has wrong or does not know yet about the
// operation NAME. The built-in sandbox is not affected by paths.
type OperationConfig struct {
	// Path is the address below the base URL, instead of the catalogue's.
	// In those of video-status and video-delete {id} stands for the video.
	Path string `toml:"path"`
	// Paths are several of them, for video-status and video-delete only: the
	// next one is tried where one is not served.
	Paths []string `toml:"paths"`
	// Extra are fields that are sent beside those of the form.
	Extra map[string]string `toml:"extra"`
}

// Operations are the sections by their NAME.
type Operations map[Operation]OperationConfig

// Validate returns the first mistake, of the operations in the order of their
// names. Its error begins with the name.
func (o Operations) Validate() error {
	for _, op := range slices.Sorted(maps.Keys(o)) {
		spec, ok := Lookup(op)
		if !ok {
			return fmt.Errorf("%s: there is no such operation; known: %s", quoted(string(op)), operationNames())
		}
		if err := o[op].validate(spec); err != nil {
			return fmt.Errorf("%s: %w", op, err)
		}
	}
	return nil
}

// Extra returns the extra fields of an operation, nil for none.
func (o Operations) Extra(op Operation) map[string]string {
	if len(o[op].Extra) == 0 {
		return nil
	}
	return maps.Clone(o[op].Extra)
}

// paths returns the addresses instead of the catalogue's, nil for none.
func (c OperationConfig) paths() []string {
	if c.Path != "" {
		return append([]string{c.Path}, c.Paths...)
	}
	return c.Paths
}

func (c OperationConfig) validate(spec Spec) error {
	if len(c.paths()) > 1 && spec.Method == http.MethodPost {
		return errors.New("paths: operations that cost tokens can have only one address; set it with path")
	}
	for _, p := range c.paths() {
		if err := checkPath(spec, p); err != nil {
			return err
		}
	}
	if len(c.Extra) > 0 && spec.Method != http.MethodPost {
		return errors.New("extra: this operation has no form fields")
	}
	if err := checkExtra(spec, c.Extra); err != nil {
		return fmt.Errorf("extra: %w", err)
	}
	return nil
}

// checkPath tells whether an address can stand below the base URL.
func checkPath(spec Spec, path string) error {
	id := strings.Contains(spec.Paths[0], "{id}")
	bare := strings.ReplaceAll(path, "{id}", "x")
	odd := strings.ContainsFunc(bare, func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("/-_.~", r)
	})
	switch {
	case !strings.HasPrefix(path, "/") || odd || len(path) > maxChoice || slices.Contains(strings.Split(path, "/"), ".."):
		return fmt.Errorf("path = %s: write a path below the base URL, like %q", quoted(path), spec.Paths[0])
	case id && !strings.Contains(path, "{id}"):
		return fmt.Errorf("path = %s: it must contain {id} for the video's id, as in %q", quoted(path), spec.Paths[0])
	case !id && bare != path:
		return fmt.Errorf("path = %s: this operation has no video, so {id} is not allowed", quoted(path))
	}
	return nil
}

// checkExtra tells whether fields can be sent beside those of a form. The
// error is a *RequestError.
func checkExtra(spec Spec, extra map[string]string) error {
	for _, name := range slices.Sorted(maps.Keys(extra)) {
		value := extra[name]
		if _, known := spec.Field(name); known {
			return &RequestError{name, fmt.Sprintf("The field %s of %s has its own setting: set it there.", name, spec.Operation)}
		}
		if name == "" || strings.Contains(name, `"`) || checkName(name, name) != nil {
			return &RequestError{"extra", fmt.Sprintf("%s cannot be the name of a field.", quoted(name))}
		}
		if _, at := control(value, "\n\t"); at > 0 || !utf8.ValidString(value) || len(value) > maxExtra {
			return &RequestError{name, fmt.Sprintf("The value of the field %s must be text of at most %d KB.", name, maxExtra>>10)}
		}
	}
	return nil
}

// maxExtra bounds the value of an extra field, in bytes.
const maxExtra = 64 << 10

// operationNames lists all operations.
func operationNames() string {
	var names []string
	for _, s := range catalogue() {
		names = append(names, string(s.Operation))
	}
	return strings.Join(names, ", ")
}

// WithOperations makes a client ask at the addresses that the config names.
func WithOperations(o Operations) Option {
	return func(c *Client) { c.operations = o }
}

// spec returns the description of a known operation as the client uses it.
func (c *Client) spec(op Operation) Spec {
	spec, _ := Lookup(op)
	if paths := c.operations[op].paths(); len(paths) > 0 {
		spec.Paths = paths
	}
	return spec
}
