package disk

import "testing"

// Who makes files waits for their turn, but not for ever: a folder that hangs holds up
// no other.
func TestTurn(t *testing.T) { //nolint:paralleltest // others in this process would wait, too
	Turn()() // without a screen nobody waits
	LeaveRoomForScreen()
	defer screen.Store(false)
	var done []func()
	for range 2 * cap(turns()) {
		done = append(done, Turn())
	}
	if n := len(turns()); n != cap(turns()) {
		t.Errorf("%d of %d have a turn", n, cap(turns()))
	}
	for _, end := range done {
		end()
	}
	if n := len(turns()); n != 0 {
		t.Errorf("%d turns are not given back", n)
	}
}
