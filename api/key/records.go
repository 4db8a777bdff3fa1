package key

// records puts the keys of all origins together, in the order of List, with
// what is known of their state.
func (s *Store) records() []record {
	s.mu.RLock()
	defer s.mu.RUnlock()
	records := make([]record, 0, len(s.configured)+len(s.saved)+len(s.session)+2)
	records = append(records, record{Key: Sandbox()})
	for _, r := range s.configured {
		for _, k := range s.saved {
			if sameName(k.name, r.Name) && attached(r, k) {
				r.account, r.bound, r.Tail = k.account, k.baseURL, k.tail
			}
		}
		records = append(records, r)
	}
	for _, k := range s.saved {
		if _, shadowed := find(s.configured, k.name); !shadowed {
			records = append(records, record{
				Key:     Key{Name: k.name, Source: k.source, BaseURL: k.baseURL, Parallel: k.parallel, Saved: true, Tail: k.tail},
				account: k.account, bound: k.baseURL,
			})
		}
	}
	records = append(records, s.session...)
	env := Source{Kind: KindEnv, Name: APIKeyVariable}
	if value, ok := s.o.Environ(APIKeyVariable); ok && value != "" {
		records = append(records, record{Key: Key{Name: EnvName, Source: env, BaseURL: DefaultBaseURL}})
	}
	for i := range records {
		s.complete(&records[i])
	}
	s.doubts.mark(records)
	return records
}

// complete adds what is not recorded with the key itself. The caller holds mu.
func (s *Store) complete(r *record) {
	if r.Source.Kind == KindEnv {
		value, _ := s.o.Environ(r.Source.Name)
		secret, _ := NewSecret(value) // a bad one is told when it is used
		r.Tail = secret.Tail()
	} else if tail := s.tails[r.Name]; tail != "" {
		r.Tail = tail
	}
	st := s.state.Keys[r.Name]
	if st.Parallel != 0 {
		r.Parallel = st.Parallel
	}
	if r.Parallel == 0 {
		r.Parallel = defaultParallel
	}
	if r.Source.Kind == KindSession || r.Free() {
		return // what happened to a session key is remembered with it, the sandbox has no state
	}
	if st.Tail != "" && r.Tail != "" && st.Tail != r.Tail {
		return // the health of another secret
	}
	r.State = State{Health: st.Health, At: st.At, Message: st.Message}
}
