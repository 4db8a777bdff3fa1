package picture

import "container/list"

// lru keeps the values used last, up to a number of bytes.
type lru[K comparable, V any] struct {
	max, used int
	byKey     map[K]*list.Element
	order     *list.List // front: used last
}

type lruItem[K comparable, V any] struct {
	key   K
	value V
	size  int
}

func newLRU[K comparable, V any](most int) lru[K, V] {
	return lru[K, V]{max: most, byKey: map[K]*list.Element{}, order: list.New()}
}

func (l *lru[K, V]) get(k K) (v V, ok bool) {
	e, ok := l.byKey[k]
	if !ok {
		return v, false
	}
	l.order.MoveToFront(e)
	return e.Value.(*lruItem[K, V]).value, true
}

// put keeps v. One that is larger than the whole cache is not kept.
func (l *lru[K, V]) put(k K, v V, size int) {
	l.remove(k)
	if size > l.max {
		return
	}
	l.byKey[k] = l.order.PushFront(&lruItem[K, V]{k, v, size})
	for l.used += size; l.used > l.max; {
		l.remove(l.order.Back().Value.(*lruItem[K, V]).key)
	}
}

func (l *lru[K, V]) remove(k K) {
	if e, ok := l.byKey[k]; ok {
		l.used -= e.Value.(*lruItem[K, V]).size
		l.order.Remove(e)
		delete(l.byKey, k)
	}
}

func (l *lru[K, V]) clear() {
	l.order.Init()
	clear(l.byKey)
	l.used = 0
}
