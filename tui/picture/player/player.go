// Package player plays videos: it has ffmpeg decode them into frames of the size
// that is shown, and gives those out at their time. It draws nothing. What it does
// waits, so it belongs in commands, never in Update or View.
package player

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"time"
)

// Program is what decodes videos.
const Program = "ffmpeg"

// ErrMissing says that there is nothing to decode a video with.
var ErrMissing = errors.New(Program + " is not installed")

// Find returns where the program that decodes videos is.
func Find() (string, error) {
	path, err := exec.LookPath(Program)
	if err != nil {
		return "", ErrMissing
	}
	return path, nil
}

// Patience is how long the program may take for one frame.
const Patience = 5 * time.Second

// Options say what is played, and how.
type Options struct {
	// Program decodes, as Find returns it, and Env is its environment.
	Program string
	Env     []string
	// Path is the video, Kind its media type: only what is said to be in it is
	// looked for in the file.
	Path, Kind string
	// Width and Height are the pixels that frames are scaled to, Rate how many
	// there are in a second.
	Width, Height, Rate int
	// From is where in the video the first frame is.
	From time.Duration
	// Patience is how long a frame may take; 0 means Patience.
	Patience time.Duration
}

// kinds are what the program calls the media types it is given.
var kinds = map[string]string{"video/mp4": "mov", "video/webm": "matroska"}

// arguments are those of the program. It reads no other file than the video,
// whatever that says, and nothing from the keyboard.
func (o *Options) arguments() []string {
	return []string{
		"-nostdin", "-hide_banner", "-loglevel", "error", "-threads", "2", "-protocol_whitelist", "file",
		"-f", kinds[o.Kind], "-ss", fmt.Sprintf("%.3f", o.From.Seconds()), "-i", "file:" + o.Path,
		"-map", "0:v:0", "-an", "-sn", "-dn", "-vf", fmt.Sprintf("fps=%d,scale=%d:%d:flags=area", o.Rate, o.Width, o.Height),
		"-pix_fmt", "rgb24", "-c:v", "ppm", "-f", "image2pipe", "pipe:1",
	}
}

// Film is a video that is being decoded. The program waits while nobody takes its
// frames: two are held at most.
type Film struct {
	o      Options
	cancel context.CancelFunc
	frames chan Frame
	free   chan []byte
	held   []byte        // what the last frame that was given out is in
	done   chan struct{} // closed once the program has ended, and nothing is left of it
	err    error         // why there are no more frames, set before done is closed
}

// Frame is a picture of a film.
type Frame struct {
	// Number counts from 0, at Options.From.
	Number int
	// Pix are its pixels, three bytes each, until the next one is asked for.
	Pix []byte
}

// Start starts to decode a video. The program ends with ctx, with the film, or
// with Close, and is waited for.
func Start(ctx context.Context, o Options) (*Film, error) {
	if kinds[o.Kind] == "" || o.Width < 1 || o.Height < 1 || o.Rate < 1 {
		return nil, cannot("its format is unknown")
	}
	if o.Patience <= 0 {
		o.Patience = Patience
	}
	ctx, cancel := context.WithCancel(ctx)
	p, err := begin(ctx, o)
	if err != nil {
		cancel()
		return nil, err
	}
	f := &Film{o: o, cancel: cancel, frames: make(chan Frame), free: make(chan []byte, buffers), done: make(chan struct{})}
	for range buffers {
		f.free <- make([]byte, 3*o.Width*o.Height)
	}
	go f.follow(ctx, p)
	return f, nil
}

// buffers is how many frames are alive: one that is read, one that is drawn.
const buffers = 2

// follow reads frames until there are no more, and sees the program out.
func (f *Film) follow(ctx context.Context, p *process) {
	defer close(f.done)
	defer f.cancel()
	err := f.read(ctx, p)
	f.err = p.end(ctx, err)
}

func (f *Film) read(ctx context.Context, p *process) error {
	for n := 0; ; n++ {
		var into []byte
		select {
		case into = <-f.free:
		case <-ctx.Done():
			return ctx.Err()
		}
		if err := p.frame(into, f.o.Width, f.o.Height); err != nil {
			return err
		}
		select {
		case f.frames <- Frame{n, into}:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Next returns the next frame, io.EOF behind the last. It gives up after the
// patience of the options, and ends the program then.
func (f *Film) Next(ctx context.Context) (Frame, error) {
	if f.held != nil {
		f.free <- f.held // there is room: no more are alive
		f.held = nil
	}
	late := time.NewTimer(f.o.Patience)
	defer late.Stop()
	select {
	case frame := <-f.frames:
		f.held = frame.Pix
		return frame, nil
	case <-f.done:
		return Frame{}, f.err
	case <-ctx.Done():
		return Frame{}, ctx.Err()
	case <-late.C:
		f.Close()
		return Frame{}, cannot("%s gave no frame in %.3g s and was stopped", Program, f.o.Patience.Seconds())
	}
}

// Close ends the program and waits until it is gone. It may be called more than
// once, and while Next waits.
func (f *Film) Close() {
	f.cancel()
	<-f.done
}

// Done is closed when nothing of the program is left.
func (f *Film) Done() <-chan struct{} { return f.done }
