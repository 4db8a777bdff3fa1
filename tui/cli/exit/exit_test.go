package exit

import (
	"errors"
	"fmt"
	"testing"

	"imagine-tui/api"
	"imagine-tui/tui/app"
)

func TestOf(t *testing.T) {
	t.Parallel()
	wrong := errors.New("wrong")
	for name, c := range map[string]struct {
		err    error
		status int
		said   string // what is still to be said
	}{
		"nothing":             {nil, OK, ""},
		"an error":            {wrong, Failed, "wrong"},
		"usage":               {Misuse(wrong), Usage, "wrong"},
		"usage of nothing":    {Misuse(nil), OK, ""},
		"a status that stays": {Misuse(fmt.Errorf("add: %w", &Error{Status: Interrupted, Err: wrong})), Interrupted, "add: wrong"},
		"said already":        {fmt.Errorf("x: %w", Said(Key)), Key, ""},
		"the config":          {fmt.Errorf("y: %w", &app.InvalidError{Err: wrong}), Usage, "y: wrong"},
		"a key":               {Refused(&api.Error{Kind: api.KindKeyRefused, Outcome: api.Refused, Status: 401}), Key, "*"},
		"the service":         {Refused(&api.Error{Kind: api.KindServer, Outcome: api.Unknown, Status: 500}), Failed, "*"},
		"not the service":     {Refused(wrong), Failed, "wrong"},
	} {
		status, problem := Of(c.err)
		said := ""
		if problem != nil {
			said = problem.Error()
		}
		if status != c.status || (c.said == "*") == (said == "") && c.said != said || c.said != "*" && said != c.said {
			t.Errorf("%s: %d, %q", name, status, said)
		}
	}
}
