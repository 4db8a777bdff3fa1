package contactsheet

import "strings"

// promptLabels names prompts by the words in which they differ: those that
// all have in front and behind are left out.
func promptLabels(prompts []string) map[string]string {
	labels := make(map[string]string, len(prompts))
	if len(prompts) == 0 {
		return labels
	}
	words := make([][]string, len(prompts))
	for i, p := range prompts {
		words[i] = strings.Fields(p)
	}
	head, tail := words[0], words[0]
	for _, w := range words[1:] {
		head = head[:commonHead(head, w)]
		tail = tail[len(tail)-commonTail(tail, w):]
	}
	for i, p := range prompts {
		w := words[i]
		from, to := len(head), len(w)-len(tail)
		if len(prompts) == 1 || from >= to {
			labels[p] = strings.Join(w, " ") // one has nothing of its own
			continue
		}
		labels[p] = strings.Trim(strings.Join(w[from:to], " "), ",.;: ")
		if labels[p] == "" {
			labels[p] = strings.Join(w, " ")
		}
	}
	return labels
}

func commonHead(a, b []string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

func commonTail(a, b []string) int {
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return n
}
