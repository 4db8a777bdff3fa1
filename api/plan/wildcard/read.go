package wildcard

import (
	"errors"
	"fmt"
	"path"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"imagine-tui/api/clean"
)

// maxNesting is how deep mappings may be nested in a file.
const maxNesting = 10

// parse reads a file; name is its path in the folder, with slashes. It returns
// the lists by name.
func parse(name string, data []byte) (map[string][]string, error) {
	if !utf8.Valid(data) {
		return nil, errors.New("it is not UTF-8 text")
	}
	ext := path.Ext(name)
	stem := strings.TrimSuffix(name, ext)
	lists := map[string][]string{}
	if strings.EqualFold(ext, ".txt") {
		lists[stem] = textValues(string(data))
		return lists, nil
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return nil, errors.New(clean.Width(strings.TrimPrefix(err.Error(), "yaml: "), 200))
	}
	if len(doc.Content) == 0 {
		return lists, nil
	}
	switch root := doc.Content[0]; root.Kind {
	case yaml.SequenceNode:
		lists[stem] = nodeValues(root)
	case yaml.MappingNode:
		r := reader{lists: lists}
		if err := r.mapping(root, "", 0); err != nil {
			return nil, err
		}
	case yaml.ScalarNode, yaml.AliasNode, yaml.DocumentNode:
		return nil, errors.New("it holds no lists")
	}
	return lists, nil
}

// textValues returns the values of a text file: a line each.
func textValues(text string) []string {
	var out []string
	for line := range strings.Lines(strings.TrimPrefix(text, "\uFEFF")) {
		line = clean.Line(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		out = append(out, line)
	}
	return once(out)
}

// reader collects the lists of a YAML file. Aliases are not followed: a small
// file could stand for an endless one.
type reader struct{ lists map[string][]string }

func (r reader) mapping(n *yaml.Node, prefix string, depth int) error {
	if depth > maxNesting {
		return errors.New("its mappings are nested too deeply")
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		name, value := prefix+clean.Line(n.Content[i].Value), n.Content[i+1]
		switch value.Kind {
		case yaml.SequenceNode:
			r.lists[name] = append(r.lists[name], nodeValues(value)...)
		case yaml.MappingNode:
			if err := r.mapping(value, name+"/", depth+1); err != nil {
				return err
			}
		case yaml.ScalarNode, yaml.AliasNode, yaml.DocumentNode: // no list
		}
	}
	return nil
}

// nodeValues returns the values of a list: texts and numbers, or mappings of
// text (or content) and weight.
func nodeValues(list *yaml.Node) []string {
	var out []string
	for _, n := range list.Content {
		text := ""
		switch n.Kind {
		case yaml.ScalarNode:
			if n.Tag != "!!null" {
				text = n.Value
			}
		case yaml.MappingNode:
			text = weighted(n)
		case yaml.SequenceNode, yaml.AliasNode, yaml.DocumentNode:
		}
		if text = strings.TrimSpace(clean.Text(text)); text != "" {
			out = append(out, text)
		}
	}
	return once(out)
}

func weighted(n *yaml.Node) string {
	text, weight := "", ""
	for i := 0; i+1 < len(n.Content); i += 2 {
		switch value := n.Content[i+1].Value; n.Content[i].Value {
		case "text", "content":
			text = value
		case "weight":
			if w, err := strconv.ParseFloat(value, 64); err == nil && w >= 0 {
				weight = strconv.FormatFloat(w, 'f', -1, 64)
			}
		}
	}
	if text == "" || weight == "" {
		return text
	}
	return fmt.Sprintf("%s::%s", weight, text)
}
