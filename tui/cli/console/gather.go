package console

import "bufio"

// Gather has what is printed from now on go out in large pieces, where no person
// sees it come: a call of the system for each of 100,000 lines takes longer than
// finding them. The rest goes out, and all is as before, when what is returned is
// called; its error says why not all went.
func (c *Console) Gather() (flush func() error) {
	out := c.Out
	if IsTerminal(out) {
		return func() error { return nil }
	}
	gathered := bufio.NewWriterSize(out, 32<<10)
	c.Out = gathered
	return func() error {
		c.Out = out
		return gathered.Flush()
	}
}
