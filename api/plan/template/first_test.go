package template

import "testing"

func TestFirst(t *testing.T) {
	t.Parallel()
	big, err := ParseWith("{1..1000} {1..1000} {a|b}", nil)
	if err != nil {
		t.Fatal(err)
	}
	got, err := big.First(3)
	if err != nil || len(got) != 3 || got[0].Prompt != "1 1 a" || got[2].Prompt != "1 2 a" {
		t.Errorf("%+v, %v", got, err)
	}
	if got, err := Literal("boat").First(3); err != nil || len(got) != 1 || got[0].Prompt != "boat" {
		t.Errorf("%+v, %v", got, err)
	}
}

// What is searched for, or written twice, is not made twice.
func TestReplacementsCountOnce(t *testing.T) {
	t.Parallel()
	tpl, err := ParseWith("a fox\nfox => fox, wolf, wolf", nil)
	if err != nil {
		t.Fatal(err)
	}
	got, err := tpl.Expand(10)
	if err != nil || len(got) != 2 || got[0].Prompt != "a fox" || got[1].Prompt != "a wolf" || tpl.Count().Int64() != 2 {
		t.Errorf("%+v, %v", got, err)
	}
}
