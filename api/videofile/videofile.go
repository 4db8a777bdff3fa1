// Package videofile tells whether bytes are a whole MP4 or WebM video, by the
// structure of the file: nothing is decoded.
package videofile

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"time"

	"imagine-tui/api/buffer"
)

// The ways in which bytes fail to be a whole video. Errors of Check wrap one
// of them, or are errors of reading.
var (
	// ErrNotVideo: neither MP4 nor WebM.
	ErrNotVideo = errors.New("not an MP4 or WebM video")
	// ErrCut: the start of a video, but not its end.
	ErrCut = errors.New("the video is cut off")
	// ErrDamaged: a video with wrong bytes inside.
	ErrDamaged = errors.New("the video is damaged")
)

// Info says what a video is, by its content.
type Info struct {
	// MediaType is video/mp4 or video/webm, Ext the matching file extension.
	MediaType, Ext string
	// Width and Height are in pixels, 0 where the file does not say.
	Width, Height int
	// Duration is 0 where the file does not say.
	Duration time.Duration
}

// headLen is how many bytes it takes to know a video.
const headLen = 12

// Sniff tells what kind of video begins with head, "" if none of ours.
func Sniff(head []byte) (mediaType, ext string) {
	switch {
	case len(head) >= headLen && string(head[4:8]) == "ftyp" && !stills[string(head[8:12])]:
		return "video/mp4", ".mp4"
	case len(head) >= 4 && string(head[:4]) == ebmlMagic:
		return "video/webm", ".webm"
	}
	return "", ""
}

// stills are the brands of pictures in the container of MP4.
var stills = map[string]bool{"avif": true, "avis": true, "heic": true, "heix": true, "hevc": true, "mif1": true, "msf1": true}

// maxHeld bounds the part of a file that is held in memory to be looked into.
const maxHeld = 16 << 20

// Check reads a video to its end and tells what it is. It reads no further than
// the last byte that belongs to it, but for a buffer's length.
func Check(r io.Reader) (Info, error) {
	src := &source{br: buffer.Reader(r, buffer.Large)}
	defer buffer.GiveReader(src.br)
	head, err := src.br.Peek(headLen)
	if err != nil && !errors.Is(err, io.EOF) {
		return Info{}, err
	}
	var info Info
	info.MediaType, info.Ext = Sniff(head)
	switch info.Ext {
	case ".mp4":
		err = checkMP4(src, &info)
	case ".webm":
		err = checkWebM(src, &info)
	default:
		err = ErrNotVideo
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = ErrCut
	}
	if err != nil {
		return Info{}, err
	}
	return info, nil
}

// source reads a file from its start to its end.
type source struct{ br *bufio.Reader }

// skip passes over n bytes, all of which must be there.
func (s *source) skip(n int64) error {
	_, err := io.CopyN(io.Discard, s.br, n)
	return err
}

// take returns the next n bytes, or passes over them when they are too many to
// hold.
func (s *source) take(n int64) ([]byte, error) {
	if n > maxHeld {
		return nil, s.skip(n)
	}
	// Read before it is held: a file that says it is long need not be.
	b, err := io.ReadAll(io.LimitReader(s.br, n))
	if err == nil && int64(len(b)) < n {
		err = io.ErrUnexpectedEOF
	}
	return b, err
}

// atEnd tells whether nothing more comes.
func (s *source) atEnd() (bool, error) {
	_, err := s.br.Peek(1)
	if errors.Is(err, io.EOF) {
		return true, nil
	}
	return false, err
}

func damaged(why string) error { return fmt.Errorf("%w: %s", ErrDamaged, why) }
