package keep

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/wording"
	"imagine-tui/history"
	"imagine-tui/history/disk"
	"imagine-tui/tui/gallery"
)

// retryAfter is how long after a failure what is not written is tried again.
const retryAfter = 5 * time.Second

// judgements are those not written yet, in the order they were made: whichever
// command writes first writes them all, so that the last one stays.
type judgements struct {
	mu      sync.Mutex // guards todo and written
	todo    []gallery.Judgement
	written map[string]time.Time // when the last one of a file was

	// picked hears of what was picked once that is written; nil where nobody does.
	picked func(library *history.Library, path string)

	writing sync.Mutex
	shelf   shelf // for what cannot be written, over quitting
}

func (j *judgements) add(list []gallery.Judgement) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.todo = append(j.todo, list...)
}

// writtenMsg says that what was judged is written, or which files do not know of
// it yet and why.
type writtenMsg struct {
	left  []gallery.Judgement
	fresh []gallery.Judgement // of an earlier session, to be shown
	err   error

	said    []gallery.Judgement // which it was sent for
	written map[string]time.Time
}

// write writes what there is, and awaits whoever does so already. What could not
// be written stays to be tried again, with all that was said of the same file
// after it; on the shelf it outlives the session.
func (j *judgements) write(library *history.Library) (msg writtenMsg) {
	j.writing.Lock()
	defer j.writing.Unlock()
	msg.fresh = j.shelf.adopt()
	j.mu.Lock()
	todo := slices.Concat(msg.fresh, j.todo)
	j.todo = nil
	j.mu.Unlock()
	failed := map[string]bool{}
	for _, one := range todo {
		if !failed[one.Path] {
			was, is := false, false // another window may have picked it already
			err := library.Update(one.Path, func(s *history.Sidecar) {
				was = s.Picked
				one.Write(s)
				is = s.Picked
			})
			j.wrote(one.Path)
			if err == nil && is && !was && j.picked != nil {
				j.picked(library, one.Path)
			}
			if err == nil || gone(library, one.Path) {
				msg.err = errors.Join(msg.err, err)
				continue
			}
			if len(failed) == 0 {
				msg.err = errors.Join(msg.err, err)
			}
		}
		failed[one.Path] = true
		msg.left = append(msg.left, one)
	}
	j.mu.Lock()
	j.todo = append(slices.Clone(msg.left), j.todo...)
	j.mu.Unlock()
	if err := j.shelf.put(msg.left); err != nil {
		msg.err = errors.Join(msg.err, fmt.Errorf("it will be lost when you quit: %w", err))
	}
	return msg
}

// wrote notes when a judgement was written, or could not be.
func (j *judgements) wrote(path string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.written == nil {
		j.written = map[string]time.Time{}
	}
	j.written[path] = time.Now()
}

// when is when the last judgements of files were written.
func (j *judgements) when(list []gallery.Judgement) map[string]time.Time {
	j.mu.Lock()
	defer j.mu.Unlock()
	out := map[string]time.Time{}
	for _, one := range list {
		out[one.Path] = j.written[one.Path]
	}
	return out
}

// gone tells whether a result is not in the library any more, though that is
// there: nothing will ever be written beside it.
func gone(library *history.Library, path string) bool {
	_, err := os.Lstat(path)
	_, folder := os.Stat(library.Folder())
	return errors.Is(err, fs.ErrNotExist) && folder == nil
}

// write writes into sidecars what changed in rows since they were as given.
func (f *Flow) write(before []gallery.Row) tea.Cmd { return f.writeAll(f.o.Gallery.Judgements(before)) }

func (f *Flow) writeAll(list []gallery.Judgement) tea.Cmd {
	f.judged.add(list)
	return f.writing(list)
}

// Write writes what is not in the sidecars yet.
func (f *Flow) Write() tea.Cmd { return f.writing(nil) }

// writing is Write after something was said.
func (f *Flow) writing(said []gallery.Judgement) tea.Cmd {
	library, judged := f.o.Library, &f.judged
	if library == nil {
		return nil
	}
	return func() tea.Msg {
		msg := judged.write(library)
		msg.said, msg.written = said, judged.when(said)
		return msg
	}
}

// retryMsg asks for what is not written yet to be tried again.
type retryMsg struct{}

func (f *Flow) written(msg writtenMsg) tea.Cmd {
	paths := map[string]bool{}
	for _, j := range msg.left {
		paths[j.Path] = true
	}
	f.o.Gallery.JudgeUnwritten(msg.fresh)
	f.o.Gallery.SetUnwritten(paths)
	var cmds []tea.Cmd
	if f.o.Gallery.Said(msg.said, msg.written) {
		cmds = append(cmds, f.host.ListChanged())
	}
	if len(paths) > 0 && !f.retrying {
		f.retrying = true
		cmds = append(cmds, tea.Tick(retryAfter, func(time.Time) tea.Msg { return retryMsg{} }))
	}
	reason := ""
	if msg.err != nil {
		reason = disk.Reason(msg.err) // first: the line may be cut
	}
	switch {
	case reason == f.said: // once, however often it is tried
	case msg.err != nil && len(paths) > 0:
		cmds = append(cmds, f.host.Warn(fmt.Sprintf("Not saved yet: %s (%s; retrying).", reason, wording.Count(len(paths), "judgement"))))
	case msg.err != nil:
		cmds = append(cmds, f.problem(msg.err))
	case f.said != "":
		cmds = append(cmds, f.host.Say("Your picks, ratings and tags are saved now."))
	}
	f.said = reason
	if len(paths) == 0 {
		f.said = ""
	}
	return tea.Batch(append(cmds, f.host.RecipesChanged())...)
}

func (f *Flow) retry() tea.Cmd {
	f.retrying = false
	return f.Write()
}
