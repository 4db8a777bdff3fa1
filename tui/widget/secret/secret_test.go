package secret

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
)

const canary = "vk-test-CANARY0123456789abcdef"

func TestNothingPrintsIt(t *testing.T) {
	secret := New(canary)
	type inside struct {
		name string
		t    Text
		more []Text
		p    *Text
	}
	values := []any{secret, &secret, inside{"n", secret, []Text{secret}, &secret}, &inside{t: secret}, []any{secret}, map[string]Text{"k": secret}, fmt.Errorf("failed: %v", secret)}
	for _, v := range values {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%10.3s"} {
			got := fmt.Sprintf(verb, v)
			if strings.Contains(got, "CANARY") || strings.Contains(strings.ToLower(got), "43414e415259") {
				t.Errorf("%s of %T shows it", verb, v)
			}
		}
		if data, err := json.Marshal(v); err == nil && bytes.Contains(data, []byte("CANARY")) {
			t.Errorf("JSON of %T shows it", v)
		}
	}
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("key", "key", secret, "in", inside{t: secret})
	slog.New(slog.NewTextHandler(&log, nil)).Info("key", "key", secret)
	if strings.Contains(log.String(), "CANARY") {
		t.Error("a log shows it")
	}
}

func TestTakeEmptiesEveryCopy(t *testing.T) {
	a := New(canary)
	b, own := a, a.Copy()
	if b.Take() != canary || a.Take() != "" || a.Len() != 0 {
		t.Fatal("a copy keeps the value")
	}
	if own.Take() != canary {
		t.Fatal("Copy shares the value")
	}
	var zero Text
	if zero.Take() != "" || zero.Len() != 0 || zero.Tail() != "" || zero.String() != "" || zero.Copy().Len() != 0 {
		t.Fatal("the zero Text is not empty")
	}
	if got := zero.Append("ab").Append("c").Take(); got != "abc" {
		t.Fatalf("append gives %q", got)
	}
}

func TestTakeOnce(t *testing.T) {
	a := New(canary)
	var wg sync.WaitGroup
	var mu sync.Mutex
	got := 0
	for range 8 {
		wg.Go(func() {
			if a.Take() != "" {
				mu.Lock()
				got++
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if got != 1 {
		t.Fatalf("taken %d times", got)
	}
}

func TestTail(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "vk-test-1234567": "", "vk-test-12345678": "5678", canary: "cdef", "vk-test-1234567灯": "", "vk-test-12345678灯灯": "",
	} {
		if got := New(in).Tail(); got != want {
			t.Errorf("tail of %q is %q, want %q", in, got, want)
		}
	}
}
