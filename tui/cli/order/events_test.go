package order

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"imagine-tui/api"
	"imagine-tui/api/budget"
	"imagine-tui/api/plan"
	"imagine-tui/api/queue"
	"imagine-tui/tui/cli/console"
)

func item(style string, tokens int, known bool) plan.Item {
	return plan.Item{Request: api.Request{Operation: api.TextToImage, Style: style}, Tokens: tokens, Priced: known}
}

func TestPlannedEvent(t *testing.T) {
	t.Parallel()
	for want, add := range map[string]func(*budget.Cost){
		`{"event":"planned","runs":1,"tokens":5,"saved":1,"to_pay":0,"unknown":2,"under_way":1}`:       func(c *budget.Cost) { c.Add(item("anime", 5, true), true) },
		`{"event":"planned","runs":2,"tokens":6,"saved":0,"to_pay":6,"unknown":2,"under_way":1}`:       func(c *budget.Cost) { c.Add(item("anime", 5, true), false); c.Add(item("x", 1, true), false) },
		`{"event":"planned","runs":1,"tokens":null,"saved":0,"to_pay":null,"unknown":2,"under_way":1}`: func(c *budget.Cost) { c.Add(item("sdxl-1.0", 0, false), false) },
		`{"event":"planned","runs":2,"tokens":null,"saved":1,"to_pay":1,"unknown":2,"under_way":1}`:    func(c *budget.Cost) { c.Add(item("sdxl-1.0", 0, false), true); c.Add(item("x", 1, true), false) },
	} {
		var c budget.Cost
		add(&c)
		var out bytes.Buffer
		if err := (&console.Console{Out: &out}).JSON(plannedOf(c, 2, 1)); err != nil || strings.TrimSpace(out.String()) != want {
			t.Errorf("%s, %v", out.String(), err)
		}
	}
}

func TestEventsAreCleanAndComplete(t *testing.T) {
	t.Parallel()
	request := api.Request{Operation: api.TextToImage, Prompt: "a <b>\n\x1b[31m\u2028boat", Style: "anime", AspectRatio: "1:1", Seed: 7}
	wantRequest := `"request":{"operation":"text-to-image","prompt":"a <b>\nboat","style":"anime","aspect_ratio":"1:1","seed":7}`
	run := queue.Run{Item: plan.Item{Request: request}, KeyName: "work", Started: time.Now()}
	with := func(change func(*queue.Run)) queue.Run { r := run; change(&r); return r }
	saved := queue.Saved{Path: "/p/a.jpg", SHA256: "s", FileSHA256: "f", Bytes: 3, Width: 2, Height: 1, Tokens: 5, Priced: true, Elapsed: 1500 * time.Millisecond}
	for _, c := range []struct {
		name  string
		event any
		want  string
	}{
		{"saved", savedOf(with(func(r *queue.Run) { r.Saved = saved })), `{"event":"saved","path":"/p/a.jpg",` + wantRequest + `,"key":"work","tokens":5,"sha256":"s","file_sha256":"f","bytes":3,"width":2,"height":1,"elapsed_ms":1500,"reused":false}`},
		{"saved, no price", savedOf(with(func(r *queue.Run) { r.Saved = saved; r.Saved.Priced = false })), `"tokens":null`},
		{"reused", savedOf(with(func(r *queue.Run) { r.Saved = queue.Saved{Reused: true} })), `"tokens":0,`},
		{"saved video", savedOf(with(func(r *queue.Run) {
			r.Saved = queue.Saved{Path: "/p/a.mp4", Job: "j1\x07", Duration: 2 * time.Second}
		})), `"reused":false,"job":"j1","duration_ms":2000}`},
		{"accepted", acceptedOf(with(func(r *queue.Run) { r.Job = "j1" })), `{"event":"accepted",` + wantRequest + `,"key":"work","job":"j1"}`},
		{"files and extras", acceptedOf(with(func(r *queue.Run) {
			r.Item.Request.Inputs = []api.Input{{Field: "image", Path: "/p/\x1b[2J.png", SHA256: "s"}}
			r.Item.Request.Extra = map[string]string{"x": "a\nb"}
		})), `"seed":7,"inputs":[{"field":"image","path":"/p/\u001b[2J.png","sha256":"s"}],"extra":{"x":"a\nb"}}`},
		{"video to be asked for", endedOf(with(func(r *queue.Run) {
			r.State, r.Job, r.LocalErr = queue.StateUnknown, "j1", errors.New("stopped")
		})), `"job":"j1","error":{"status":null,"code":null,"name":"Local","message":"stopped","remedy":"imagine-tui recover fetches the video at no cost."}`},
		{"video given up", endedOf(with(func(r *queue.Run) {
			r.State, r.Job, r.Err = queue.StateFailed, "j1", api.Video{Word: "failed"}.Failure()
		})), `"error":{"status":null,"code":null,"name":"VideoFailed","message":"failed","remedy":"`},
		{"cancelled", endedOf(with(func(r *queue.Run) { r.State = queue.StateCancelled })), `{"event":"cancelled",` + wantRequest + `}`},
		{"refused", endedOf(with(func(r *queue.Run) {
			r.State = queue.StateFailed
			r.Err = &api.Error{Kind: api.KindNoTokens, Outcome: api.Refused, Status: 402, Code: "1101", Name: "PaymentRequired", Message: "no"}
		})), `"error":{"status":402,"code":1101,"name":"PaymentRequired","message":"no","remedy":"`},
		{"unreachable", endedOf(with(func(r *queue.Run) {
			r.State = queue.StateFailed
			r.Err = &api.Error{Kind: api.KindNetwork, Outcome: api.NotSent, Host: "h", Err: errors.New("x")}
		})), `{"event":"failed",` + wantRequest + `,"error":{"status":null,"code":null,"name":"Unreachable","message":"Cannot reach h`},
		{"odd code", endedOf(with(func(r *queue.Run) {
			r.State = queue.StateUnknown
			r.Err = &api.Error{Kind: api.KindServer, Status: 500, Code: "E\x071"}
		})), `{"event":"unknown",` + wantRequest + `,"error":{"status":500,"code":"E1","name":"InternalServerError",`},
		{"disk", endedOf(with(func(r *queue.Run) {
			r.State = queue.StateFailed
			r.LocalErr = errors.New("disk full\n")
		})), `"name":"Local","message":"disk full","remedy":"What was received is kept`},
	} {
		var out bytes.Buffer
		if err := (&console.Console{Out: &out}).JSON(c.event); err != nil {
			t.Fatal(err)
		}
		line := out.String()
		if !strings.Contains(line, c.want) {
			t.Errorf("%s:\n got %s\nwant %s", c.name, line, c.want)
		}
		if strings.Count(line, "\n") != 1 || strings.ContainsAny(strings.TrimSuffix(line, "\n"), "\x00\x1b\n\r\t") {
			t.Errorf("%s: raw control characters in %q", c.name, line)
		}
	}
}
