package gallery

// State is where a run stands. The words are those of the queue.
type State string

// The states, in the order a run goes through them.
const (
	Waiting   State = "waiting"
	Held      State = "held"
	Sending   State = "sending"
	Rendering State = "rendering"
	Receiving State = "receiving"
	Retrying  State = "retrying"
	Saved     State = "saved"
	Failed    State = "failed"
	Cancelled State = "cancelled"
	Unknown   State = "unknown"
)

// Moving tells whether the state changes with time, so that a clock is needed.
func (s State) Moving() bool {
	switch s {
	case Sending, Rendering, Receiving, Retrying:
		return true
	default:
		return false
	}
}

// Ended tells whether nothing more will happen by itself.
func (s State) Ended() bool {
	switch s {
	case Saved, Failed, Cancelled, Unknown:
		return true
	default:
		return false
	}
}

// Trouble tells whether the state needs a person.
func (s State) Trouble() bool {
	switch s {
	case Failed, Unknown, Held:
		return true
	default:
		return false
	}
}
