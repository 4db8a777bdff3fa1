package doctor

import (
	"fmt"

	"imagine-tui/tui/cli/promise"
)

// promises tell what is promised about money, and what is not.
func (d *examination) promises() error {
	if d.JSON {
		for _, p := range promise.Kept() {
			if err := d.Console.JSON(struct {
				Event    string          `json:"event"`
				Promised promise.Promise `json:"promised"`
			}{"promise", p}); err != nil {
				return err
			}
		}
		for _, text := range promise.Not() {
			if err := d.Console.JSON(struct {
				Event       string `json:"event"`
				NotPromised string `json:"not_promised"`
			}{"no_promise", text}); err != nil {
				return err
			}
		}
		return nil
	}
	out := d.Console.Out
	fmt.Fprintln(out, "\nPromised about money:")
	for _, p := range promise.Kept() {
		fmt.Fprintf(out, "  %s: %s\n", p.When, p.Holds)
	}
	fmt.Fprintln(out, "Not promised:")
	for _, text := range promise.Not() {
		fmt.Fprintf(out, "  %s\n", text)
	}
	return nil
}
