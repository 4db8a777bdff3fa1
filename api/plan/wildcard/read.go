package wildcard

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"imagine-tui/api/clean"
	"imagine-tui/api/plan/template"
	"imagine-tui/api/plan/textfile"
)

// maxNesting is how deep mappings may be nested in a file.
const maxNesting = 10

// parse reads a file; name is its path in the folder, with slashes. It returns
// the lists by name.
func parse(name string, data []byte) (map[string]template.List, error) {
	text, err := textfile.String(data)
	if err != nil {
		return nil, err
	}
	ext := path.Ext(name)
	stem := strings.TrimSuffix(name, ext)
	lists := map[string]template.List{}
	if strings.EqualFold(ext, ".txt") {
		lists[stem] = textValues(text)
		return lists, nil
	}
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
		return nil, errors.New(clean.Short(strings.TrimPrefix(err.Error(), "yaml: "), 200))
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
		return nil, errors.New("it contains no lists")
	}
	return lists, nil
}

// textValues returns the values of a text file: a line each.
func textValues(text string) template.List {
	var out template.List
	n := 0
	for line := range strings.Lines(strings.TrimPrefix(text, "\uFEFF")) {
		n++
		line = clean.Line(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		out.Values, out.Lines = append(out.Values, line), append(out.Lines, n)
	}
	return once(out)
}

// once returns the values without those that came before.
func once(list template.List) template.List {
	seen := make(map[string]bool, len(list.Values))
	out := template.List{Name: list.Name}
	for i, v := range list.Values {
		if !seen[v] {
			seen[v] = true
			out.Values, out.Lines = append(out.Values, v), append(out.Lines, list.Lines[i])
		}
	}
	return out
}

// join returns the values of both lists, each once.
func join(a, b template.List) template.List {
	return once(template.List{Values: slices.Concat(a.Values, b.Values), Lines: slices.Concat(a.Lines, b.Lines)})
}

// reader collects the lists of a YAML file. Aliases are not followed: a small
// file could stand for an endless one.
type reader struct{ lists map[string]template.List }

func (r reader) mapping(n *yaml.Node, prefix string, depth int) error {
	if depth > maxNesting {
		return errors.New("its mappings are nested too deeply")
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		name, value := prefix+clean.Line(n.Content[i].Value), n.Content[i+1]
		switch value.Kind {
		case yaml.SequenceNode:
			r.lists[name] = join(r.lists[name], nodeValues(value))
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
func nodeValues(list *yaml.Node) template.List {
	var out template.List
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
			out.Values, out.Lines = append(out.Values, text), append(out.Lines, n.Line)
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
