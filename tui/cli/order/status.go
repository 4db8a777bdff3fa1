package order

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"imagine-tui/api/clean"
	"imagine-tui/api/plan"
	"imagine-tui/history/claim"
	"imagine-tui/history/disk"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/exit"
)

// Status is how far a plan, or a shard of one, has come: what --status writes. Times are
// of the clock of the process; Elapsed was counted by it, so that no clock matters.
type Status struct {
	Event   string `json:"event"` // plan_status
	Plan    string `json:"plan"`  // SHA-256 over the plan
	Shard   string `json:"shard"` // "" for all of it
	Planned int    `json:"planned"`
	Saved   int    `json:"saved"`
	Reused  int    `json:"reused"` // of the saved
	Unknown int    `json:"unknown"`
	Failed  int    `json:"failed"`
	Unsent  int    `json:"unsent"`
	// Tokens is what the saved ones cost, each request once, whoever paid for it.
	Tokens    int       `json:"tokens"`
	Started   time.Time `json:"started"`
	Updated   time.Time `json:"updated"`
	ElapsedMS int64     `json:"elapsed_ms"`
	Ended     bool      `json:"ended"`
	Exit      *int      `json:"exit"` // the status it ended with
	// Process is who writes it.
	Process claim.Holder `json:"process"`
}

// maxStatus is the largest file of a status that is read, in bytes.
const maxStatus = 64 << 10

// ReadStatus reads a file that --status wrote.
func ReadStatus(path string) (Status, error) {
	var s Status
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return s, err
	case !info.Mode().IsRegular() || info.Size() > maxStatus:
		return s, errors.New("it is no status file")
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return s, err
	}
	if json.Unmarshal(data, &s) != nil || s.Event != "plan_status" {
		return s, errors.New("it is no status file")
	}
	return s, nil
}

// What is called what of the shard, for a person.
func (s Status) what() string {
	if s.Shard == "" {
		return "all of a plan"
	}
	return "shard " + s.Shard
}

// statusFile keeps the status in a file, which is there whole at any time. A nil one
// keeps nothing. Nobody else writes it.
type statusFile struct {
	console *console.Console
	path    string
	now     Status
	began   time.Time
	met     hashes
	lost    error // somebody else writes it, or it cannot be written
}

// KeepStatus has a report keep in a file how far it is. It comes when all is ready to be
// sent, and fails where another process keeps its own there.
func (r *Report) KeepStatus(ctx context.Context, path string) error {
	if err := exit.KeyInPath(path); err != nil {
		return err
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return exit.Misuse(err)
	}
	o := r.order
	s := &statusFile{console: o.Console, path: path, began: time.Now(), now: Status{
		Event: "plan_status", Plan: o.planHash(), Planned: o.size(), Started: time.Now(), Process: claim.Me(),
	}}
	if o.lines != nil {
		s.now.Shard = o.lines.Shard.String()
	}
	s.fill(r)
	if err := s.open(ctx); err != nil {
		return exit.Misusef("--status %s: %w", clean.Line(path), err)
	}
	r.status = s
	return nil
}

// planHash is over the plan.
func (o *Order) planHash() string {
	if o.lines != nil {
		if f, is := o.lines.Source.(interface{ Hash() string }); is {
			return f.Hash()
		}
	}
	sum := sha256.New()
	for _, item := range o.Plan.Items {
		sum.Write([]byte(item.Request.Hash()))
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// open makes the file, or takes over one of an earlier run.
func (s *statusFile) open(ctx context.Context) error {
	err := s.put((*disk.Temp).Publish)
	if !errors.Is(err, fs.ErrExist) {
		return said(err)
	}
	was, err := ReadStatus(s.path)
	switch {
	case err != nil:
		return fmt.Errorf("another file is there, and nothing is ever overwritten (%w)", said(err))
	case was.Shard != s.now.Shard:
		return fmt.Errorf("that is the status of %s, and this is %s: give each a file of its own, or remove that one", was.what(), s.now.what())
	case !was.Ended && Working(ctx, s.path, was):
		return fmt.Errorf("process %d on %s is writing it, for the same %s: nothing was sent", was.Process.PID, clean.Line(was.Process.Host), s.now.what())
	}
	return said(s.put((*disk.Temp).Replace))
}

func said(err error) error {
	if err == nil {
		return nil
	}
	if reason := disk.Reason(err); reason != "" {
		return errors.New(reason)
	}
	return err
}

// Working tells whether the process that writes a status still does: where it cannot be
// seen from here, by whether it goes on writing, as it does each second.
func Working(ctx context.Context, path string, was Status) bool {
	if here, alive := was.Process.Alive(); here {
		return alive
	}
	for range 12 {
		select {
		case <-time.After(250 * time.Millisecond):
		case <-ctx.Done():
			return true
		}
		if is, err := ReadStatus(path); err == nil && (!is.Updated.Equal(was.Updated) || is.ElapsedMS != was.ElapsedMS) {
			return !is.Ended
		}
	}
	return false
}

// put writes the file, by publishing it or in place of what is there.
func (s *statusFile) put(name func(*disk.Temp, string) error) error {
	folder, err := disk.OpenFolder(filepath.Dir(s.path))
	if err != nil {
		return err
	}
	defer func() { _ = folder.Close() }() // only names are read from it
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(s.now); err != nil {
		return err
	}
	temp, err := folder.CreateFleeting(filepath.Base(s.path), 0o644)
	if err != nil {
		return err
	}
	if _, err = temp.Write(text.Bytes()); err == nil && s.now.Ended {
		err = temp.SyncFile()
	}
	if err == nil {
		err = name(temp, filepath.Base(s.path))
	}
	if err != nil {
		temp.Discard()
	}
	return err
}

// saved takes in what is saved.
func (s *statusFile) saved(item plan.Item) {
	if s != nil && s.met.add(number(item.Request.Hash())) {
		s.now.Tokens += item.Tokens
	}
}

func (s *statusFile) fill(r *Report) {
	n := &s.now
	n.Saved, n.Reused, n.Unknown, n.Failed = r.saved, r.reused, r.unknown, r.failed
	n.Unsent = n.Planned - n.Saved - n.Unknown - n.Failed
	n.Updated, n.ElapsedMS = time.Now(), time.Since(s.began).Milliseconds()
}

// write keeps how far it is now.
func (s *statusFile) write(r *Report) {
	if s == nil || s.lost != nil {
		return
	}
	s.fill(r)
	if was, err := ReadStatus(s.path); err == nil && was.Process != s.now.Process {
		s.lost = fmt.Errorf("--status %s: process %d on %s writes it too, for %s; it is left alone from here on", clean.Line(s.path), was.Process.PID, clean.Line(was.Process.Host), was.what())
	} else if err := s.put((*disk.Temp).Replace); err != nil {
		s.lost = fmt.Errorf("--status %s cannot be written: %s", clean.Line(s.path), app.Reason(err))
	}
	if s.lost != nil {
		r.Clear()
		s.console.Warn("%s.", s.lost)
	}
}

// end keeps how it ended. The error says that the file is not what it should be, which
// was told.
func (s *statusFile) end(r *Report, status int) error {
	if s == nil {
		return nil
	}
	s.now.Ended, s.now.Exit = true, &status
	s.write(r)
	if s.lost != nil && (status == exit.OK || status == exit.Later) {
		return exit.Said(exit.Failed)
	}
	return nil
}
