package video_test

import (
	"encoding/json"
	"strings"
	"testing"

	"imagine-tui/tui/cli/clitest"
)

func TestVideo(t *testing.T) {
	t.Parallel()
	d := clitest.New(t)
	_, said := d.Run(0, "video", "list")
	clitest.Contains(t, said, "No videos were requested here.")
	d.Configure("[sandbox]\nlatency = \"0\"\n")
	printed, _ := d.Run(0, "generate", "a boat", "--op", "text-to-video", "-s", "kling-1.0-pro", "--yes")
	path := strings.TrimSpace(printed)
	printed, _ = d.Run(0, "video", "list", "--json")
	var video struct{ Event, Job, State, Key, Path string }
	if err := json.Unmarshal([]byte(printed), &video); err != nil || video.Event != "video" || video.State != "saved" || video.Path != path || video.Key != "sandbox" || video.Job == "" {
		t.Fatalf("%v: %s", err, printed)
	}
	printed, _ = d.Run(0, "video", "status", video.Job)
	clitest.Contains(t, printed, "done\t", "\tsandbox\t"+video.Job+"\tkling-1.0-pro\ta boat\t")
	_, said = d.Run(2, "video", "delete", video.Job)
	clitest.Contains(t, said, "is permanent. The copy saved here stays.", "There is nobody to ask, so nothing was deleted")
	printed, _ = d.Run(0, "video", "delete", video.Job, "--yes")
	clitest.Contains(t, printed, "deleted\t")
	for range 2 { // from the description, and from what is remembered of it
		printed, _ = d.Run(0, "video", "list")
		clitest.Contains(t, printed, "deleted\t", path)
	}
	_, said = d.Run(2, "video", "status", video.Job, "--key", "nobody")
	clitest.Contains(t, said, "nobody")
}
