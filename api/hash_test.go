package api

import (
	"encoding/json"
	"os"
	"testing"
)

// TestRequestHashesNeverChange compares with what the first version said: the
// hash is a request's identity in sidecars, cache and journal, and by it the
// program knows what it need not pay for again. Lines may be added to the
// file; one that is there stays as it is.
func TestRequestHashesNeverChange(t *testing.T) {
	data, err := os.ReadFile("testdata/request-hashes.json")
	if err != nil {
		t.Fatal(err)
	}
	var all []struct {
		Request Request `json:"request"`
		Hash    string  `json:"hash"`
	}
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	if len(all) < 60 {
		t.Errorf("only %d requests are there", len(all))
	}
	operations := map[Operation]bool{}
	for _, one := range all {
		operations[one.Request.Operation] = true
		if got := one.Request.Hash(); got != one.Hash {
			t.Errorf("%+v has the hash %s, and had %s", one.Request, got, one.Hash)
		}
		for i := range one.Request.Inputs {
			one.Request.Inputs[i].Path = "elsewhere"
		}
		if one.Request.Hash() != one.Hash {
			t.Errorf("%+v: where its files lie counts", one.Request)
		}
	}
	for _, spec := range Catalogue() {
		if !operations[spec.Operation] {
			t.Errorf("no request asks for %s: add one", spec.Operation)
		}
	}
}
