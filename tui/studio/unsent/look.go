package unsent

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/budget"
	"imagine-tui/api/queue"
	"imagine-tui/history"
	"imagine-tui/history/waiting"
)

// waits is what earlier sessions did not send, as far as it is told.
type waits struct {
	runs int
	cost string
}

// lookedMsg is what waits.
type lookedMsg struct {
	waits    waits
	problems []error
}

// take takes what earlier sessions did not send. Nil means that there is nothing.
func take(folder waiting.Folder, library *history.Library, account func(string) (queue.Account, error)) (*waiting.Taken, error) {
	taken, err := folder.Take()
	if err != nil {
		return nil, err
	}
	if err := leaveOutPaid(taken, library, account); err != nil {
		return nil, errors.Join(err, taken.Later()) // what may be paid already is not offered
	}
	if taken.Count() == 0 {
		return nil, errors.Join(append(taken.Problems, taken.Done())...)
	}
	return taken, nil
}

// Look finds out what earlier sessions did not send. It stays where it is until
// somebody asks for it.
func (f *Flow) Look() tea.Cmd {
	if f.o.StateDir == "" || f.o.Library == nil {
		return nil
	}
	folder, library, account, free := waiting.In(f.o.StateDir), f.o.Library, f.o.Account, f.o.Free
	return func() tea.Msg {
		taken, err := take(folder, library, account)
		if taken == nil {
			return lookedMsg{problems: []error{err}}
		}
		msg := lookedMsg{waits: waits{runs: taken.Count()}, problems: taken.Problems}
		var shares []budget.Share
		for _, b := range taken.Batches {
			shares = append(shares, budget.Share{Key: b.Key, Free: free(b.Key), Cost: costOf(b)})
		}
		if cost := (budget.Question{Shares: shares}).Answer().Cost; cost.PayTokens+cost.PayUnpriced > 0 { // else it is free
			msg.waits.cost = cost.Words()
		}
		msg.problems = append(msg.problems, taken.Later())
		return msg
	}
}

func (f *Flow) looked(msg lookedMsg) tea.Cmd {
	f.waits = msg.waits
	f.host.ShowLeft()
	return f.problem(errors.Join(msg.problems...))
}

// Waits tells how many runs earlier sessions did not send, and for how much.
func (f *Flow) Waits() (runs int, cost string) { return f.waits.runs, f.waits.cost }

// leaveOutPaid takes out what was sent after the list was written: it is
// saved, or stands in the journal. When that cannot be read nothing is known.
func leaveOutPaid(taken *waiting.Taken, library *history.Library, account func(string) (queue.Account, error)) error {
	found, err := library.Sent()
	if err != nil {
		return err
	}
	sent := map[string]bool{}
	for _, hash := range found {
		sent[hash] = true
	}
	takes := map[string]bool{} // second takes are wanted although one is saved
	for _, b := range taken.Batches {
		for _, r := range b.Runs {
			if b.Again {
				takes[b.Key+" "+r.Request.Hash()] = true
			}
		}
	}
	taken.LeaveOut(func(keyName string, r api.Request) bool {
		if sent[r.Hash()] {
			return true
		}
		account, err := account(keyName)
		if err != nil {
			return false
		}
		saved, ok := library.Find(account.Origin, r)
		if !ok || saved.Path == "" || !takes[keyName+" "+r.Hash()] {
			return ok && saved.Path != ""
		}
		e, err := library.Entry(saved.Path)
		return err == nil && e.Sidecar.Saved.After(taken.Saved)
	})
	return nil
}
