package generate_test

import (
	"strings"
	"testing"

	"imagine-tui/tui/cli/clitest"
)

func TestGenerate(t *testing.T) {
	t.Parallel()
	d := clitest.New(t)
	args := []string{"generate", "-s", "anime", "--seed", "1-2", "--json"}
	printed, said := d.Run(0, append(args, "a {red|blue} boat", "--dry-run")...)
	clitest.Contains(t, printed, `{"event":"planned","runs":4,"tokens":20,"saved":0,"to_pay":20,"unknown":0,"under_way":0}`)
	clitest.Contains(t, said, "Dry run: nothing was sent.")
	d.Input = "# not this\na red boat\n\na blue boat\n"
	printed, said = d.Run(0, append(args, "--from", "-")...)
	if strings.Count(printed, `"event":"saved"`) != 4 {
		t.Errorf("printed %s, said %s", printed, said)
	}
	clitest.Contains(t, said, "4 saved · free on sandbox · "+d.Folder)
	d.Input = ""
	printed, _ = d.Run(0, append(args, "a red boat")...)
	clitest.Contains(t, printed, `"saved":2,"to_pay":0`, `"reused":true`)
	printed, said = d.Run(2, append(args, "{1..500} {1..500} boats", "--dry-run")...)
	clitest.Contains(t, printed, `"runs":500000,"tokens":2500000,"saved":null,"to_pay":null,"unknown":null,"under_way":null,"limit":10000`)
	clitest.Contains(t, said, "500000 pictures, 2500000 tokens: above 10,000 in one plan nothing is sent")
	for in, want := range map[string]string{
		"a {red|blue} boat\n\n  a {red boat\n": "standard input, line 3: Column 5: \"{\" is never closed",
		"a ${x} boat\n":                        "standard input, line 1: Column 3: \"${x}\" has no value",
		"one\nvk-test-CANARY1234567890\n":      "standard input, line 2: the prompt contains what looks like an API key",
		"{a|}\n":                               "standard input, line 1: Column 4: the empty alternative",
	} {
		d.Input = in
		_, said := d.Run(2, append(args, "--from", "-")...)
		clitest.Contains(t, said, want)
	}
	d.Input = ""
	for line, want := range map[string]string{
		"generate":                     "write a prompt first",
		"generate a b":                 "write it as: imagine-tui generate [PROMPT]",
		"generate boat -j 65":          "-j 65 is out of range",
		"generate boat --sample -1":    "--sample -1 picks nothing",
		"generate boat --op paint":     "paint",
		"generate --op upscale":        "name it with --image",
		"generate boat -k nobody":      "nobody",
		"generate boat --seed 0":       "--seed:",
		"generate --from /nowhere/at":  "/nowhere/at cannot be read",
		"generate boat --mask a.png":   "image",
		"generate boat --invert-mask":  "there is no --mask to invert",
		"generate boat --style anime,": "the list has an empty entry",
	} {
		_, said := d.Run(2, strings.Fields(line)...)
		clitest.Contains(t, said, want)
	}
}
