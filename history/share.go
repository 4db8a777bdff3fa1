package history

// Recipe returns as JSON what also goes into the picture itself: how to make
// it again, and nothing about the person who did. It is what may be given
// away.
func (s Sidecar) Recipe() ([]byte, error) {
	r, err := s.recipe()
	return r.JSON, err
}
