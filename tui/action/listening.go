package action

// listening acts everywhere, for who hears the screen.
func listening() []Action {
	return []Action{
		act(VoiceAgain, "Screen reader: say again", "say again", all, "alt+r"),
		act(VoiceNext, "Screen reader: read on", "read on", all, "alt+n"),
		act(VoicePrevious, "Screen reader: read back", "read back", all, "alt+p"),
	}
}
