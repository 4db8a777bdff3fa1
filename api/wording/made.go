package wording

// Made counts pictures and videos, and calls each what it is.
type Made struct{ Pictures, Videos int }

// Add counts one more.
func (m *Made) Add(video bool) {
	if video {
		m.Videos++
		return
	}
	m.Pictures++
}

// MadeOf counts a list; video tells which of it are videos.
func MadeOf[T any](list []T, video func(T) bool) Made {
	var m Made
	for _, one := range list {
		m.Add(video(one))
	}
	return m
}

// Len is how many there are in all.
func (m Made) Len() int { return m.Pictures + m.Videos }

// String says how many there are: "1 picture", "2 pictures and 1 video".
func (m Made) String() string {
	switch {
	case m.Videos == 0:
		return Count(m.Pictures, "picture")
	case m.Pictures == 0:
		return Count(m.Videos, "video")
	}
	return Count(m.Pictures, "picture") + " and " + Count(m.Videos, "video")
}
