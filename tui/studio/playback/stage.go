package playback

import (
	"context"
	"sync"

	"imagine-tui/tui/picture/player"
)

// stage is where films play: one at a time.
type stage struct {
	mu     sync.Mutex // held while a film is started or ended
	film   *player.Film
	closed bool

	sending sync.Mutex // held while a frame is sent
}

// start starts a film when nothing is left of the one before.
func (s *stage) start(ctx context.Context, o player.Options) (*player.Film, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, context.Canceled
	}
	if s.film != nil {
		s.film.Close()
		s.film = nil
	}
	film, err := player.Start(ctx, o)
	if err == nil {
		s.film = film
	}
	return film, err //nolint:wrapcheck // it says what did not start
}

// draw sends a frame unless its film is over.
func (s *stage) draw(ctx context.Context, send func() error) bool {
	s.sending.Lock()
	defer s.sending.Unlock()
	return ctx.Err() == nil && send() == nil
}

// end ends the film, and waits until nothing is left of it. Its context ended before.
func (s *stage) end() {
	s.mu.Lock()
	if s.film != nil {
		s.film.Close()
		s.film = nil
	}
	s.mu.Unlock()
	s.sending.Lock()   // a frame that was on its way is there
	s.sending.Unlock() //nolint:staticcheck // see above
}

// close ends the film for good. Nothing of one is sent any more when it returns.
func (s *stage) close() {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	s.end()
}
