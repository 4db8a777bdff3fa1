package action

import "testing"

// A start makes the table, and checks what the config gives.
func BenchmarkTable(b *testing.B) {
	b.Run("new", func(b *testing.B) {
		for b.Loop() {
			New(nil)
		}
	})
	b.Run("rebound", func(b *testing.B) {
		config := Config{"result.pick": []any{"p", "ctrl+k"}}
		for b.Loop() {
			New(config)
		}
	})
	b.Run("key", func(b *testing.B) {
		t := Default()
		for b.Loop() {
			t.At(Results, typed("p"))
		}
	})
	b.Run("hint", func(b *testing.B) {
		t := Default()
		for b.Loop() {
			t.MenuHint(Results, CopyMenu)
		}
	})
}
