package template

// First returns the first n prompts, in the order of Expand, or all if there
// are fewer. The others are not built.
func (t *Template) First(n int) ([]Expansion, error) {
	if n <= 0 {
		return nil, nil
	}
	if t.plain {
		return []Expansion{t.only()}, nil
	}
	var first []Expansion
	o := t.output()
	t.root.each(o, func() bool {
		first = append(first, o.expansion())
		o.steps = 0
		return len(first) < n
	})
	return first, o.err
}
