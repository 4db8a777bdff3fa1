package keymap_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"imagine-tui/tui/action"
	"imagine-tui/tui/cli/clitest"
)

func TestKeymap(t *testing.T) {
	t.Parallel()
	d := clitest.Harbour(t)
	printed, said := d.Run(0, "keymap")
	clitest.Contains(t, printed, "result.pick ", "Result: pick\n", "queue.open ", "g q ")
	if said != "" || strings.Contains(printed, "*") {
		t.Errorf("by default: %q\n%s", said, printed)
	}
	d.Configure("[keymap]\n\"result.pick\" = [\"ctrl+k\"]\nresult.dream = [\"p\"]\n")
	printed, said = d.Run(0, "keymap", "--json")
	clitest.Contains(t, said, `line `, `there is no action "result.dream", so this line is ignored.`)
	var list []action.Entry
	if err := json.Unmarshal([]byte(printed), &list); err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		if e.ID == action.ResultPick && (e.Keys[0] != "ctrl+k" || e.Default[0] != "p") {
			t.Errorf("%+v", e)
		}
	}
	d.Configure("[keymap]\n\"result.pick\" = [\"x\"]\n\"result.drop\" = [\"hyper\"]\n")
	printed, said = d.Run(0, "keymap")
	clitest.Contains(t, said, `result.drop: "hyper" is not a shortcut`, `result.pick: "x" is already used by`, "The default shortcuts apply.")
	clitest.Contains(t, printed, "result.pick ")
	var many strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&many, "\"result.dream%04d\" = [\"p\"]\n", i)
	}
	d.Configure("[keymap]\n" + many.String())
	_, said = d.Run(0, "keymap")
	if n := strings.Count(said, "there is no action"); n != 2000 {
		t.Errorf("%d of 2000 are named", n)
	}
	d.Configure("[keymap]\n\"result.pick\" = [\"x\"]\n\"result.drop\" = [\"hyper\"]\n")
	printed, _ = d.Run(1, "doctor")
	clitest.Contains(t, printed, "WRONG config    ", "config.toml:", `result.pick: "x" is already used by`)
}
