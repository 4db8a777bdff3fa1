package gallery

import "imagine-tui/api"

// Recipe is what a row was made from: enough to make it again.
type Recipe struct {
	Request  api.Request
	Template string // what the person wrote, with its choices; may be empty
	Key      string // name of the key it was sent with
}

// Request is what the row was asked for with, empty where nobody knows.
func (r *Row) Request() api.Request {
	if r.Recipe == nil {
		return api.Request{}
	}
	return r.Recipe.Request
}

// TakesSeed tells whether another seed would make something else of it.
func (r Row) TakesSeed() bool {
	spec, ok := api.Lookup(api.Operation(r.Operation))
	_, has := spec.Field("seed")
	return ok && has
}
