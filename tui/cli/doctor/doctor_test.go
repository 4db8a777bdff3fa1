package doctor_test

import (
	"os"
	"path/filepath"
	"testing"

	"imagine-tui/tui/cli/clitest"
)

func TestDoctor(t *testing.T) {
	t.Parallel()
	d := clitest.Harbour(t)
	printed, _ := d.Run(0, "doctor", "--check")
	clitest.Contains(t, printed, "note  terminal", "ok    config", "ok    results   "+d.Folder, "ok    key       sandbox", "ok    journal", "ok    check     4 pictures, each as it was saved")
	if err := os.WriteFile(d.Paths[0], []byte("changed"), 0o600); err != nil {
		t.Fatal(err)
	}
	printed, _ = d.Run(1, "doctor", "--check")
	clitest.Contains(t, printed, "WRONG picture   "+d.Paths[0]+": the file was changed after it was saved", "note  check     3 pictures as saved, 1 to check; nothing was changed")
	if err := os.WriteFile(filepath.Join(d.Folder, "fox.png"), []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	d.Run(0, "trash", "put", d.Paths[1])
	printed, _ = d.Run(1, "doctor", "--check")
	clitest.Contains(t, printed, "note  library   "+filepath.Join(d.Folder, "fox.png")+" is not a result; it is left alone", "note  trash     1 result, ")
	d.Configure("[[key]]\nname = \"work\"\nsource = \"env:NOT_SET\"\nbase_url = \"http://127.0.0.1:1/v2\"\n")
	printed, _ = d.Run(1, "doctor")
	clitest.Contains(t, printed, "WRONG key       work: ", "NOT_SET", "WRONG network   cannot reach 127.0.0.1:1")
	d.Configure("[budget]\nconfirm = 1\n")
	printed, _ = d.Run(1, "doctor")
	clitest.Contains(t, printed, "WRONG config", `line 4: unknown setting "budget.confirm"`)
}

// Many are told of in one order, whichever was read first.
func TestDoctorOrder(t *testing.T) {
	t.Parallel()
	d := clitest.Harbour(t)
	for _, path := range d.Paths {
		if err := os.WriteFile(path, []byte("changed"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	first, _ := d.Run(1, "doctor", "--check")
	clitest.Contains(t, first, "0 pictures as saved, 4 to check")
	for range 5 {
		if printed, _ := d.Run(1, "doctor", "--check"); printed != first {
			t.Fatalf("%s\nbefore:\n%s", printed, first)
		}
	}
}
