package flow

import (
	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/plan"
	"imagine-tui/api/queue"
)

// Order is what a flow wants to have sent, and how it is shown.
type Order struct {
	Plan plan.Plan
	// Again sends also what is saved already.
	Again bool
	// Title is that of the batch, "" for what the plan's first template says.
	Title string
	// Parent is the file of the result that all of it is made from, "" for what
	// the files of the plan say.
	Parent string
	// Keep puts files in their place that the plan names. It is called from a
	// command once the order is agreed to, before anything is sent; nil where there
	// are none.
	Keep func() error
	// Written is what the person wrote for it, to be found among the old prompts.
	Written string
	// Select selects the first of it. Look does so too, and gives the keyboard to
	// where it appears.
	Select, Look bool
	// Leave is the name of a screen that is left once it is in the queue.
	Leave string
	// Into is a batch that its rows join, "" for one of their own. Cells are the
	// rows of it that they are made in place of: one for each, or none.
	Into  string
	Cells []string
	// Batch is what it was asked for with in an earlier session, without an ID
	// where it is a batch of its own.
	Batch queue.Batch
	// Key is the name of the key, "" for the one in use.
	Key string
	// Named says that the person read how many it makes and for how much.
	Named bool
}

// Sender sends.
type Sender interface {
	// Submit asks for the price of an order where that is called for, and hands
	// it to the queue.
	Submit(o Order) tea.Cmd
}

// Repeat says how rows are made again.
type Repeat struct {
	// Again makes them also where the same is saved already.
	Again bool
	// Change changes the request of each, nil for none.
	Change func(*api.Request)
	// Replace gives the rows up once the new ones are in the queue.
	Replace bool
	// Into is a batch that the new ones join, "" for one of their own; InPlace
	// puts each into the cell of its row there.
	Into    string
	InPlace bool
	// Named says that the person read how many it makes and for how much.
	Named bool
}

// Retry is what is sent once more as it was.
type Retry struct {
	Plan plan.Plan
	// Runs are those that the plan sends once more: one that counts as under way
	// already does not count twice.
	Runs []string
	// Keys are the names of the keys that pay, one for each of the plan; nil for
	// the one in use.
	Keys []string
	// Named says that the person read, or sees, how many it makes.
	Named bool
}
