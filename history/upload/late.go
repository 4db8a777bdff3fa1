package upload

import (
	"bytes"
	"encoding/binary"

	"imagine-tui/api/media"
)

// statedHeight writes the height that a JPEG says behind its first scan into its
// header, where every decoder looks for it. Other files stay as they are.
func statedHeight(file []byte) []byte {
	frame := int64(0)
	for walk := media.NewSegments(bytes.NewReader(file)); media.Sniff(file) == media.JPEG; {
		s, err := walk.Next()
		if err != nil {
			return file
		}
		data := s.In(file)
		switch {
		case s.IsFrame() && frame == 0:
			if len(data) < 5 || binary.BigEndian.Uint16(data[1:]) != 0 {
				return file
			}
			frame = s.DataStart()
		case s.Marker == media.DNL && frame > 0 && len(data) == 2:
			out := bytes.Clone(file[:s.Start])
			copy(out[frame+1:], data)
			return append(out, file[s.End():]...)
		case s.Marker == media.EOI:
			return file
		}
	}
	return file
}
