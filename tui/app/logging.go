package app

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"imagine-tui/api/clean"
)

// maxLogBytes is when the log is set aside as .old and begun again.
const maxLogBytes = 4 << 20

// LogFile is the program's log: made when the first line is written, readable
// by its owner only, and scrubbed of anything that looks like a key, whatever
// the caller logged. It is safe for concurrent use.
type LogFile struct {
	Path string

	mu   sync.Mutex
	file *os.File
	size int64
	dead bool // it cannot be written; logging must not stop the work
}

// Write implements io.Writer. It never fails: nobody could be told.
func (l *LogFile) Write(record []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.dead || !l.open() {
		l.dead = true
		return len(record), nil
	}
	n, err := io.WriteString(l.file, clean.Scrub(string(record)))
	l.size += int64(n)
	l.dead = err != nil
	return len(record), nil
}

// open makes l.file ready for one more record.
func (l *LogFile) open() bool {
	if l.file != nil && l.size < maxLogBytes {
		return true
	}
	if l.file != nil {
		_ = l.file.Close()
		l.file = nil
	}
	if os.MkdirAll(filepath.Dir(l.Path), 0o700) != nil {
		return false
	}
	if info, err := os.Stat(l.Path); err == nil && info.Size() >= maxLogBytes {
		_ = os.Rename(l.Path, l.Path+".old") // else it grows on, which is harmless
	}
	file, err := os.OpenFile(l.Path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return false
	}
	l.file, l.size = file, 0
	if info, err := file.Stat(); err == nil {
		l.size = min(info.Size(), maxLogBytes-1)
	}
	return true
}

// Close closes the file if one was opened.
func (l *LogFile) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.dead = true
	if l.file == nil {
		return nil
	}
	return l.file.Close()
}

// NewLogger returns a logger into the file, from the level named by the flag.
func NewLogger(file *LogFile, level string) (*slog.Logger, error) {
	if level == "off" {
		return slog.New(slog.DiscardHandler), nil
	}
	var least slog.Level
	if err := least.UnmarshalText([]byte(level)); err != nil || strings.ContainsAny(level, "+-") {
		return nil, fmt.Errorf("unknown --log-level %s: use debug, info, warn, error or off", clean.Line(level))
	}
	return slog.New(cleanHandler{slog.NewTextHandler(file, &slog.HandlerOptions{Level: least})}), nil
}

// cleanHandler takes control characters out of messages; the text handler
// quotes those in values by itself.
type cleanHandler struct{ slog.Handler }

func (h cleanHandler) Handle(ctx context.Context, r slog.Record) error {
	r.Message = clean.Line(r.Message)
	return h.Handler.Handle(ctx, r)
}

func (h cleanHandler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return cleanHandler{h.Handler.WithAttrs(attrs)}
}

func (h cleanHandler) WithGroup(name string) slog.Handler {
	return cleanHandler{h.Handler.WithGroup(name)}
}
