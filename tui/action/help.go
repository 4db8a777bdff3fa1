package action

// Row is a line of help: an action with the keys it has in one part of the
// table.
type Row struct {
	ID   ID
	Keys []string // as people read them
	Desc string
}

// Section is a part of the table as help lists it.
type Section struct {
	Name string
	Rows []Row
}

// Help lists the table by sections. What acts everywhere is listed once with
// the keys that act also while text is written, and once, outside text, with
// the others.
func (t *Table) Help() []Section {
	var out []Section
	var twins []Row
	for i, g := range t.groups {
		s := Section{Name: g.Name}
		for _, a := range g.Actions {
			anywhere, outside := a.Keys, []string(nil)
			if i == 0 {
				anywhere, outside = sorted(a.Keys)
			}
			if len(anywhere) > 0 || len(outside) == 0 {
				s.Rows = append(s.Rows, a.row(t.bestFirst(anywhere)))
			}
			if len(outside) > 0 {
				twins = append(twins, a.row(t.bestFirst(outside)))
			}
		}
		if i == 1 {
			s.Rows = append(s.Rows, twins...)
		}
		out = append(out, s)
	}
	return out
}

// sorted parts keys into those that act also in text and those that do not.
func sorted(keys []string) (anywhere, outside []string) {
	for _, k := range keys {
		if _, second := split(k); plain(k) || second != "" {
			outside = append(outside, k)
		} else {
			anywhere = append(anywhere, k)
		}
	}
	return anywhere, outside
}

func (a *Action) row(keys []string) Row {
	r := Row{ID: a.ID, Desc: a.Short}
	if r.Desc == "" {
		r.Desc = a.Title
	}
	for _, k := range keys {
		r.Keys = append(r.Keys, label(k))
	}
	return r
}
