package picture

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"io/fs"
	"maps"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// Key names one drawing of one picture file. Keys are comparable.
type Key struct {
	Path string
	// ModTime is the file's time of change; a file that changed gets a new
	// drawing. Callers that know better may leave it zero.
	ModTime    time.Time
	Cols, Rows int
	Mode       Mode
	Zoom       Zoom
	// Dim is a drawing with its colours taken back.
	Dim bool
	// Use is where it is shown: what is shown in two places are two pictures to
	// the terminal, so that one can be freed without the other.
	Use Use
}

// Use is where a drawing is shown.
type Use int

// The uses. All but the first share the screen with others, and what may be sent
// for all of it.
const (
	InPreview Use = iota
	InThumbs
	InCompare
)

// Cache keeps finished drawings, and the decoded pictures of the last few, so
// that a new size or zoom needs no decoding. It is safe for concurrent use.
type Cache struct {
	mu       sync.Mutex
	drawn    lru[Key, Rendered]
	sources  lru[file, *source]
	loading  map[Key]*load
	thumbs   *Thumbs
	stills   string // folder of pictures of videos, "" for none
	poster   Poster // nil for none
	terminal Terminal
	bg       []color.Color
	era      int // counts changes of terminal and background
	images   map[int]Key
	nextID   int
	frames   *atomic.Int64 // of films that were drawn
	slots    chan struct{}
	viewer   *viewer // nil where it cannot be asked
}

// file names a version of a picture file.
type file struct {
	path    string
	changed time.Time
}

// load is a drawing on its way. result and err are set before done is closed.
type load struct {
	done   chan struct{}
	result Rendered
	err    error
}

// workers is how many pictures are decoded at once. More would only take the
// processor away from what the person sees.
const workers = 2

// leastSource is the number of pixels along the longer side to which pictures
// are at least decoded, so that the pane may grow a little.
const leastSource = 512

// NewCache returns an empty cache that keeps about maxBytes bytes: a third at
// most for decoded pictures, the rest for drawings.
func NewCache(maxBytes int) *Cache {
	return &Cache{
		drawn:   newLRU[Key, Rendered](maxBytes - maxBytes/3),
		sources: newLRU[file, *source](maxBytes / 3),
		loading: map[Key]*load{},
		images:  map[int]Key{},
		nextID:  firstImageID,
		frames:  new(atomic.Int64),
		slots:   make(chan struct{}, workers),
	}
}

// SetThumbs makes small drawings come from thumbnails on disk, and keeps some
// there. It must be called before the cache is used.
func (c *Cache) SetThumbs(t *Thumbs) { c.thumbs = t }

// SetStills names the folder of pictures of videos that show none of their own
// frames. It must be called after SetThumbs, before the cache is used.
func (c *Cache) SetStills(dir string) {
	c.stills = dir
	if c.thumbs != nil {
		c.thumbs.stills = dir
	}
}

// SetPoster sets what decodes videos that show no picture otherwise. It must be
// called before the cache is used.
func (c *Cache) SetPoster(p Poster) { c.poster = p }

// SetTerminal tells what the terminal is like. What was drawn for another is
// dropped; changed tells whether anything was.
func (c *Cache) SetTerminal(t Terminal) (changed bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if t == c.terminal {
		return false
	}
	c.terminal = t
	c.newEra()
	return true
}

// Recolour takes what the terminal is like where it differs in nothing but how
// characters are drawn: pictures that it draws itself stay. It tells whether that is
// so; nothing is done else.
func (c *Cache) Recolour(t Terminal) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	like := c.terminal
	like.Colors, like.StandIn = t.Colors, t.StandIn
	if like != t {
		return false
	}
	c.terminal = t
	for k := range c.drawn.byKey {
		if k.Mode.Cells() {
			c.drawn.remove(k)
		}
	}
	return true
}

// SetBackground sets the colours behind transparent parts, as
// Options.Background. What was drawn with others is dropped.
func (c *Cache) SetBackground(bg ...color.Color) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if checkersOf(bg) != checkersOf(c.bg) {
		c.bg = bg
		c.newEra()
	}
}

// newEra drops the drawings; those on their way will not be kept.
func (c *Cache) newEra() {
	c.era++
	c.drawn.clear()
	clear(c.loading)
}

// Get returns a drawing that is there already. It never waits for one.
func (c *Cache) Get(k Key) (Rendered, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.drawn.get(plainKey(k))
}

// plainKey takes from the time what makes equal times unequal.
func plainKey(k Key) Key {
	if !k.ModTime.IsZero() {
		k.ModTime = time.Unix(0, k.ModTime.UnixNano())
	}
	return k
}

// Load returns a drawing, making it if need be: it reads, decodes, scales and
// draws in the calling goroutine, two at a time. Calls for the same key share
// the work. When ctx ends Load returns its error soon. Other errors are those
// of Decode.
func (c *Cache) Load(ctx context.Context, k Key) (Rendered, error) {
	k = plainKey(k)
	c.checkViewer(ctx, k.Mode)
	for {
		c.mu.Lock()
		if r, ok := c.drawn.get(k); ok {
			c.mu.Unlock()
			return r, nil
		}
		l, busy := c.loading[k]
		if !busy {
			l = &load{done: make(chan struct{})}
			c.loading[k] = l
			c.mu.Unlock()
			c.lead(ctx, k, l)
			return l.result, l.err
		}
		c.mu.Unlock()
		select {
		case <-ctx.Done():
			return Rendered{}, ctx.Err()
		case <-l.done:
		}
		if !cancelled(l.err) {
			return l.result, l.err
		}
		// The one who made it gave up, which is no reason for us to.
		if err := ctx.Err(); err != nil {
			return Rendered{}, err
		}
	}
}

// lead makes the drawing that others may be waiting for.
func (c *Cache) lead(ctx context.Context, k Key, l *load) {
	c.mu.Lock()
	era := c.era
	o := c.options(k)
	c.mu.Unlock()
	l.result, l.err = c.make(ctx, k, o)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.loading[k] == l {
		delete(c.loading, k)
	}
	if l.err == nil && era == c.era {
		c.drawn.put(k, l.result, l.result.bytes())
	}
	close(l.done)
}

// options are those of a drawing; mu is held.
func (c *Cache) options(k Key) Options {
	o := Options{Mode: k.Mode, Zoom: k.Zoom, Dim: k.Dim, Terminal: c.terminal, Background: c.bg}
	if k.Use != InPreview {
		o.Terminal.Bytes = o.Terminal.Share(k.Cols * k.Rows)
	}
	if k.Use == InThumbs {
		o.Terminal.Bytes = min(o.Terminal.Bytes, o.Terminal.thumb(k.Cols, k.Rows))
	}
	return o
}

// Draw draws a picture that is in no file, under a key of its own. It is not kept.
func (c *Cache) Draw(k Key, img image.Image) Rendered {
	c.mu.Lock()
	o := c.options(k)
	c.mu.Unlock()
	if k.Mode.pixels() {
		o.ImageID = c.takeID(k)
	}
	return RenderWith(img, k.Cols, k.Rows, o)
}

func (c *Cache) make(ctx context.Context, k Key, o Options) (r Rendered, err error) {
	select {
	case c.slots <- struct{}{}:
		defer func() { <-c.slots }()
	case <-ctx.Done():
		return r, ctx.Err()
	}
	defer func() {
		if p := recover(); p != nil {
			r, err = Rendered{}, fmt.Errorf("%s cannot be drawn: %v", name(k.Path), p)
		}
	}()
	src, err := c.source(ctx, k, request{cols: k.Cols, rows: k.Rows, o: o, least: leastSource})
	if err != nil {
		return r, err
	}
	if err := ctx.Err(); err != nil {
		return r, err
	}
	if k.Mode.pixels() {
		o.ImageID = c.takeID(k)
	}
	return paint(src, k.Cols, k.Rows, o), nil
}

// source returns the decoded picture, the one kept if it is fine enough.
func (c *Cache) source(ctx context.Context, k Key, req request) (*source, error) {
	f := file{path: k.Path, changed: k.ModTime}
	c.mu.Lock()
	src, ok := c.sources.get(f)
	c.mu.Unlock()
	if ok && req.enough(src) {
		return src, nil
	}
	src, err := c.read(ctx, k, req)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	c.sources.put(f, src, src.bytes())
	c.mu.Unlock()
	return src, nil
}

// read decodes a picture, or its thumbnail where that is enough.
func (c *Cache) read(ctx context.Context, k Key, req request) (*source, error) {
	var info fs.FileInfo
	if c.thumbs != nil {
		if at, err := os.Stat(k.Path); err == nil && at.Mode().IsRegular() {
			if src, ok := c.thumbs.read(k.Path, at); ok && req.enough(src) {
				return src, nil
			}
			info = at
		}
	}
	data, err := readFile(ctx, k.Path)
	if err != nil {
		return nil, err
	}
	req.stills, req.path, req.poster = c.stills, k.Path, c.poster
	src, err := open(ctx, data, req)
	if err != nil {
		if cancelled(err) {
			return nil, err
		}
		return nil, &fileError{name(k.Path), err}
	}
	if info != nil && src.img != nil && req.small(src.w, src.h) {
		c.thumbs.keep(k.Path, info, src)
	}
	return src, nil
}

// takeID gives a drawing the number the terminal will know it by. They come in
// turn: the drawing that had it before is dropped, it would show the new one.
func (c *Cache) takeID(k Key) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	id := c.nextID
	for slices.Contains(reelIDs[:], id) {
		id = idAfter(id)
	}
	c.nextID = idAfter(id)
	c.drop(id)
	c.images[id] = k
	return id
}

// drop drops the drawing that shows the image of an id; there may be a newer one
// of the same picture with another.
func (c *Cache) drop(id int) {
	k, known := c.images[id]
	if r, is := c.drawn.get(k); known && is && r.ImageID == id {
		c.drawn.remove(k)
	}
}

// Lost says that the terminal has forgotten all pictures.
func (c *Cache) Lost() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for id, k := range c.images {
		if r, is := c.drawn.get(k); is && r.Transmit == "" {
			c.drop(id)
		}
	}
}

// Sent says that the terminal has the picture of a drawing: it need not be sent
// again, and its bytes need not be kept, until Forget.
func (c *Cache) Sent(k Key) {
	c.mu.Lock()
	defer c.mu.Unlock()
	k = plainKey(k)
	r, is := c.drawn.get(k)
	if !is || c.images[r.ImageID] != k || c.terminal.Tmux && (c.viewer == nil || !c.viewer.steady()) {
		return
	}
	r.Transmit = ""
	c.drawn.put(k, r, r.bytes())
}

// Forget returns the bytes that make the terminal forget the pictures with
// these ids. Shown again, they are drawn and transmitted again.
func (c *Cache) Forget(ids ...int) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	s := ""
	for _, id := range ids {
		s += c.forget(id)
	}
	return s
}

// forget drops the drawing that shows the image of an id, and returns what makes the
// terminal forget it, if that has it.
func (c *Cache) forget(id int) string {
	c.drop(id)
	if k, known := c.images[id]; known && k.Mode.overlay() {
		return "" // it is kept here
	}
	return c.terminal.DeleteImages(id)
}

// ForgetAll returns the bytes that make the terminal forget every picture of
// this cache that it may still have, for the end of the program.
func (c *Cache) ForgetAll() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	s := ""
	for _, id := range slices.Sorted(maps.Keys(c.images)) {
		s += c.forget(id)
	}
	clear(c.images)
	return s
}

// cancelled tells whether err only says that somebody stopped waiting.
func cancelled(err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

// bytes returns what a drawing takes in memory, about.
func (r Rendered) bytes() int {
	n := 256 + len(r.Transmit)
	if r.Graphic != nil {
		n += len(r.Graphic.Data) + r.Graphic.kept
		for _, l := range r.Graphic.Coarse {
			n += len(l) + 16
		}
	}
	for _, l := range r.Lines {
		n += len(l) + 16
	}
	for _, l := range r.Brief {
		n += len(l) + 16
	}
	return n
}
