package claim

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"strings"
	"time"

	"imagine-tui/history/disk"
)

// right is the right to take a name over or away, of which a dead process's claim
// has it. It is a file that says whose it is, made whole under a name that is
// given once.
//
// Who dies with a right leaves it behind, and whoever wants it then needs the
// right to that: a file named by the token of the one that was left, which only
// one can have, and so on. A right is taken over under the right to it only, after
// a look whether it is still the dead one's, so that never two have the same; and
// a token names one right for ever, so that nobody takes a later one for it.
type right struct {
	Token  string `json:"token"`
	Holder Holder `json:"holder"`
}

// rightExt ends the names of rights.
const rightExt = ".take"

// rightTokens comes between the name of a claim and the token of a right to it, in
// the name of the right to that right. No name of a claim has it.
const rightTokens = "~"

// rightName is the name of the right to a claim, or to the right to it that has a
// token.
func rightName(name, token string) string {
	if token != "" {
		token = rightTokens + token
	}
	return "." + name + token + rightExt
}

// maxDeaths bounds how many may have died over each other's rights. Files that go
// round in a circle are nobody's of ours.
const maxDeaths = 64

// maxLookTries bounds how often a right is asked for that somebody alive has, who
// needs it for a moment; lookPause is between two of them.
const (
	maxLookTries = 100
	lookPause    = 10 * time.Millisecond
)

// takeRight gets the right to a name. It fails with a *BusyError while somebody
// alive has it, and with an *UnsettledError when nobody can tell whether they
// live; then only a person's word gets it.
func (d *Dir) takeRight(folder *disk.Folder, info Info, word bool) (free func(), err error) {
	for try := 0; ; try++ {
		free, err = d.rightTo(folder, info, nil, word)
		if !d.goesOn(err) && !errors.Is(err, fs.ErrExist) || try == maxLookTries {
			break
		}
		time.Sleep(lookPause)
	}
	if errors.Is(err, fs.ErrExist) { // it went from hand to hand
		err = &BusyError{info}
	}
	if err == nil {
		d.step("right")
	}
	return free, err
}

// goesOn tells whether somebody on this computer is about to be done.
func (d *Dir) goesOn(err error) bool {
	var busy *BusyError
	return errors.As(err, &busy) && busy.Info.Holder.here(d.me)
}

// rightTo makes a right, or takes over that of a dead process: the right to a
// claim, or to the last of the tokens of those who died. It fails with fs.ErrExist
// when somebody was faster.
func (d *Dir) rightTo(folder *disk.Folder, info Info, dead []string, word bool) (free func(), err error) {
	token := ""
	if len(dead) > 0 {
		token = dead[len(dead)-1]
	}
	if len(dead) > maxDeaths {
		return nil, d.untold(info)
	}
	name := rightName(info.Name, token)
	temp, err := d.writeRight(folder, name)
	if err != nil {
		return nil, err
	}
	defer temp.Discard() // once it has its name that does nothing
	free = func() { _ = folder.Root().Remove(name) }
	if err = temp.Publish(name); err == nil {
		return free, nil
	}
	if !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	was, err := d.heir(info, name, word)
	if err != nil {
		return nil, err
	}
	over, err := d.rightTo(folder, info, append(dead, was), word)
	if err != nil {
		return nil, err
	}
	defer over()
	d.step("over")
	switch now, err := d.heir(info, name, word); {
	case err != nil:
		return nil, err
	case now != was:
		return nil, fs.ErrExist // somebody was faster
	}
	if err := temp.Replace(name); err != nil { // somebody looks at it, where that is in the way
		return nil, errors.Join(&BusyError{info}, err)
	}
	d.step("inherited")
	if token == "" {
		d.clearRights(folder, info.Name, was)
	}
	return free, nil
}

// heir returns the token of a right that can be taken over, or why it cannot.
func (d *Dir) heir(info Info, name string, word bool) (token string, err error) {
	r, err := d.readRight(name)
	if err == nil {
		err = d.rightStands(info, name, r, word)
	}
	if r.Token == "" {
		return "nobody", err
	}
	return r.Token, err
}

// clearRights removes what those left who died over taking over the rights to a
// name: of what was theirs nobody can have anything any more.
func (d *Dir) clearRights(folder *disk.Folder, name, but string) {
	names, err := os.ReadDir(d.path)
	if err != nil {
		return // they are in nobody's way
	}
	for _, n := range names {
		if !strings.HasPrefix(n.Name(), "."+name+rightTokens) || !strings.HasSuffix(n.Name(), rightExt) || n.Name() == rightName(name, but) {
			continue
		}
		if r, err := d.readRight(n.Name()); err == nil && r.Holder.here(d.me) && !r.Holder.alive() {
			_ = folder.Root().Remove(n.Name())
		}
	}
}

func (d *Dir) writeRight(folder *disk.Folder, name string) (*disk.Temp, error) {
	text, err := json.Marshal(right{Token: disk.Hex(8), Holder: d.me})
	if err != nil {
		return nil, err
	}
	temp, err := folder.CreateFleeting(name, 0o644) // who loses power is dead
	if err != nil {
		return nil, err
	}
	if _, err := temp.Write(append(text, '\n')); err != nil {
		temp.Discard()
		return nil, err
	}
	return temp, nil
}

// readRight reads a right. One that says nothing has no token. It fails with
// fs.ErrExist when it is gone by now.
func (d *Dir) readRight(name string) (right, error) {
	data, err := readSmall(d.file(name))
	if errors.Is(err, fs.ErrNotExist) {
		return right{}, fs.ErrExist
	}
	var r right
	if err != nil || json.Unmarshal(data, &r) != nil || !isToken(r.Token) || r.Holder.Host == "" {
		return right{}, nil //nolint:nilerr // it is somebody's of whom nothing is known
	}
	return r, nil
}

// rightStands tells how a right stands: nil when its holder is dead, else a
// *BusyError or an *UnsettledError. A process of this computer is looked for. Of
// another computer's nobody can be sure that it will not wake up and go on, and
// two would send the same: a person has to say so.
func (d *Dir) rightStands(info Info, name string, r right, word bool) error {
	if r.Token != "" && r.Holder.here(d.me) {
		if r.Holder.alive() {
			info.Holder = r.Holder
			return &BusyError{info}
		}
		return nil
	}
	info.Holder = r.Holder
	there, err := os.Lstat(d.file(name))
	if err != nil {
		return fs.ErrExist // it is gone
	}
	now, err := d.clock()
	switch {
	case err != nil || now.Sub(there.ModTime()) < untouched:
		return &BusyError{info}
	case word:
		return nil
	}
	return d.untold(info)
}

func (d *Dir) untold(info Info) error {
	info.Problem = "it was being taken over, with unknown outcome"
	return &UnsettledError{info}
}

// isToken tells whether a text can be the token of a right.
func isToken(text string) bool {
	return len(text) == 16 && strings.Trim(text, "0123456789abcdef") == ""
}

// Inheritable tells whether the claim of somebody dead can be taken over or away
// now: nil, or what Judge returns where somebody else is about to.
func (d *Dir) Inheritable(info Info) error {
	name := rightName(info.Name, "")
	for range maxDeaths {
		token, err := d.heir(info, name, false)
		switch {
		case errors.Is(err, fs.ErrExist):
			return nil // nobody has the right
		case err != nil:
			return err
		}
		name = rightName(info.Name, token)
	}
	return d.untold(info)
}
