package folded

import "testing"

func TestText(t *testing.T) {
	t.Parallel()
	for _, same := range [][]string{
		{"café", "cafe\u0301", "CAFÉ", "CAFE\u0301"},
		{"straße", "STRASSE", "Strasse", "STRAẞE"},
		{"σίσυφος", "ΣΊΣΥΦΟΣ", "ΣΙ\u0301ΣΥΦΟΣ"},
		{"a b", " A\n\t B ", "a\u200b b", "a\u00a0b"},
		{"ﬁn", "FIN", "fin"},
		{"\u212bngstrom", "Ångström"[:len("Å")] + "ngstrom"},
		{"", "\u200b", " ", "\u202e"},
		{"\u13b70", "\uab870"},
		{"\u13f0", "\u13f8"},
	} {
		for _, text := range same {
			if got := Text(text); got != Text(same[0]) || Text(got) != got {
				t.Errorf("%q becomes %q, %q %q", text, got, same[0], Text(same[0]))
			}
		}
	}
	if Text("cafe") == Text("café") {
		t.Error("an accent is lost")
	}
}

func FuzzText(f *testing.F) {
	for _, text := range []string{"Straße", "cafe\u0301", "\xff:\u0301a", "a\u200b b", "\u13b70"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if folded := Text(text); Text(folded) != folded {
			t.Errorf("%q folds to %q and then to %q", text, folded, Text(folded))
		}
	})
}
