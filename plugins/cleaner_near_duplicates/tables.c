/* The documents that are kept: by digest, and by the key of each band.
 *
 * A band has a table of its own. Documents that share a key hang on a list. */

#define _GNU_SOURCE /* mremap */

#include "memory.h"

#define LISTED 0x80000000u /* the slot holds the head of a list in place of a document */
#define MARK UINT32_MAX    /* in place of a document: the next node tells of those that are not here */

/* Make place for one more element of an array that grows by a quarter; NULL where memory is short. */
static void *extend(void *array, uint64_t count, uint64_t *room, size_t size) {
    if (count < *room) return array;
    uint64_t larger = *room + *room / 4 + 64;
    void *moved = realloc(array, larger * size);
    if (moved) *room = larger;
    return moved;
}

PUBLIC void near_free(memory *m) {
    if (!m) return;
    for (int64_t band = 0; m->band && band < m->bands; band++) free_slots(&m->band[band]);
    free(m->band);
    free(m->buckets);
    free(m->keys);
    free(m->nodes);
    free(m->digests);
    free_slots(&m->by_digest);
    free(m->candidates);
    free(m->seen);
    free(m->own.table);
    crowd_free(&m->crowd);
    unlisted_free(&m->unlisted);
    held_free(&m->held);
    free(m);
}

PUBLIC memory *near_new(int64_t bands, int64_t many) {
    memory *m = calloc(1, sizeof *m);
    if (!m) return NULL;
    m->bands = bands;
    m->many = many;
    m->joined = -1;
    m->band = calloc((size_t)bands, sizeof *m->band);
    m->buckets = calloc((size_t)bands, sizeof *m->buckets);
    m->keys = calloc((size_t)bands, sizeof *m->keys);
    int fine = m->band && m->buckets && m->keys && grow(&m->by_digest);
    for (int64_t band = 0; fine && band < bands; band++) fine = grow(&m->band[band]);
    if (fine) return m;
    near_free(m);
    return NULL;
}

static int add_candidate(memory *m, uint32_t number) {
    uint64_t bit = 1ull << (number & 63);
    if (m->seen[number >> 6] & bit) return 1;
    m->seen[number >> 6] |= bit;
    uint32_t *moved =
        extend(m->candidates, m->candidate_count, &m->candidate_room, sizeof *m->candidates);
    if (!moved) return 0;
    m->candidates = moved;
    m->candidates[m->candidate_count++] = number;
    return 1;
}

static int add_listed(memory *m, uint32_t head, bucket *b) {
    for (; head & LISTED; b->count++) {
        node n = m->nodes[head & ~LISTED];
        if (n.number == MARK) {
            b->mark = (n.next & ~LISTED) + 1;
            n = m->nodes[b->mark - 1];
            if (n.number < m->fewest) m->fewest = n.number;
            b->count--;
        } else if (!add_candidate(m, n.number)) {
            return 0;
        }
        head = n.next;
    }
    b->count += head != 0;
    return head ? add_candidate(m, head - 1) : 1;
}

static int ascending(const void *one, const void *other) {
    uint32_t a = *(const uint32_t *)one, b = *(const uint32_t *)other;
    return (a > b) - (a < b);
}

/* Sort the candidates, and forget that they were seen. */
static void sort_candidates(memory *m) {
    uint64_t count = m->candidate_count, words = (m->count + 63) / 64;
    if (count * 16 < words || count < 16) {
        for (uint64_t i = 0; i < count; i++) m->seen[m->candidates[i] >> 6] = 0;
        if (count > 1) qsort(m->candidates, count, sizeof *m->candidates, ascending);
        return;
    }
    /* Of many, the bits are there in order. */
    uint64_t written = 0;
    for (uint64_t word = 0; word < words; word++) {
        for (uint64_t bits = m->seen[word]; bits; bits &= bits - 1) {
            m->candidates[written++] = (uint32_t)(word * 64 + (uint64_t)__builtin_ctzll(bits));
        }
        m->seen[word] = 0;
    }
}

#define AHEAD 2

/* Fetch ahead what a document will be looked up in. */
static void fetch(const memory *m, const uint8_t *sketch) {
    uint64_t digest;
    memcpy(&digest, sketch, sizeof digest);
    __builtin_prefetch(m->by_digest.slots + home(&m->by_digest, (uint32_t)(digest >> 32)));
    const uint32_t *keys = (const uint32_t *)(sketch + 2 * sizeof digest);
    for (int64_t band = 0; band < m->bands; band++) {
        __builtin_prefetch(m->band[band].slots + home(&m->band[band], keys[band]));
    }
}

/* Gather the documents that share a band, each once, in ascending order. */
static int gather(memory *m, const uint32_t *keys) {
    m->candidate_count = 0;
    m->fewest = UINT32_MAX;
    memcpy(m->keys, keys, (size_t)m->bands * sizeof *keys);
    for (int64_t band = 0; band < m->bands; band++) {
        bucket *b = &m->buckets[band];
        *b = (bucket){.at = find(&m->band[band], keys[band])};
        uint64_t slot = m->band[band].slots[b->at];
        if (slot >> 32 == keys[band] && !add_listed(m, (uint32_t)slot, b)) return 0;
    }
    if (m->candidate_count) sort_candidates(m);
    return 1;
}

/* Put a node before the list of a slot; 0 where memory is short. */
static int push(memory *m, uint64_t *slot, uint32_t number) {
    node *moved = extend(m->nodes, m->node_count, &m->node_room, sizeof *m->nodes);
    if (!moved) return 0;
    m->nodes = moved;
    m->nodes[m->node_count] = (node){number, (uint32_t)*slot};
    *slot = *slot >> 32 << 32 | LISTED | (uint32_t)m->node_count++;
    return 1;
}

/* Say on a long list that a document of the crowd is not on it; 0 where memory is short. */
static int mark(memory *m, bucket *b, uint64_t *slot) {
    uint32_t size = (uint32_t)m->own_size;
    if (!b->mark) return push(m, slot, size) && push(m, slot, MARK);
    node *n = &m->nodes[b->mark - 1];
    if (size < n->number) n->number = size;
    return 1;
}

static int insert(memory *m, int64_t band, uint32_t key, uint32_t number) {
    table *t = &m->band[band];
    bucket *b = &m->buckets[band];
    uint64_t *slot = &t->slots[b->at];
    if (!*slot || *slot >> 32 != key) return put(t, b->at, (uint64_t)key << 32 | (number + 1));
    int is_long = m->joined == number && b->count >= m->many;
    return is_long ? mark(m, b, slot) : push(m, slot, number);
}

/* Tell whether a document that is in the crowd is missing on a list. */
static int is_unlisted(const memory *m, uint32_t number) {
    int found = 0;
    for (int64_t band = 0; m->joined == number && band < m->bands; band++) {
        found |= m->buckets[band].count >= m->many;
    }
    return found;
}

/* Return the number of the document with this digest, or -1; and the place for a new one. */
static int64_t same_digest(const memory *m, const uint64_t digest[2], uint64_t *place) {
    const table *t = &m->by_digest;
    uint32_t key = (uint32_t)(digest[0] >> 32);
    uint64_t at = find(t, key);
    int64_t found = -1;
    for (; t->slots[at] && t->slots[at] >> 32 == key && found < 0; at++) {
        uint32_t number = (uint32_t)t->slots[at] - 1;
        const uint64_t *other = m->digests[number];
        if (other[0] == digest[0] && other[1] == digest[1]) found = number;
    }
    *place = at;
    return found;
}

/* Keep the document that `near_next` stopped at, or that `gather` looked up last. */
PUBLIC int near_keep(memory *m, const uint64_t *digest, const uint32_t *keys) {
    uint32_t number = (uint32_t)m->count;
    void *moved = extend(m->digests, m->count, &m->room, sizeof *m->digests);
    if (!moved || m->count >= LISTED - 1) return -1;
    m->digests = moved;
    if (m->room > 64 * m->seen_room) {
        uint64_t words = (m->room + 63) / 64;
        uint64_t *seen = realloc(m->seen, words * sizeof *seen);
        if (!seen) return -1;
        memset(seen + m->seen_room, 0, (words - m->seen_room) * sizeof *seen);
        m->seen = seen;
        m->seen_room = words;
    }
    m->digests[number][0] = digest[0];
    m->digests[number][1] = digest[1];
    m->count++;
    uint64_t at, slot = digest[0] >> 32 << 32 | (number + 1);
    /* Of copies, which are there where one was taken back, the first is found. */
    if (same_digest(m, digest, &at) < 0 && !put(&m->by_digest, at, slot)) return -1;
    for (int64_t band = 0; band < m->bands; band++) {
        if (!insert(m, band, keys[band], number)) return -1;
    }
    if (is_unlisted(m, number) && !unlisted_add(&m->unlisted, number, keys, (uint64_t)m->bands)) {
        return -1;
    }
    m->joined = -1;
    return 0;
}

/* Keep documents from `place` on until one resembles a kept one. Return its place, `count` where
 * there is none, or -1 where memory is short. A sketch begins with digest and keys; where `sizes`
 * (a stride apart as well) is 0 the document is compared with none. `exact` is the number of the
 * kept copy, or -1 where there are candidates; `kept` is set to 1 for each that is kept. */
PUBLIC int64_t near_next(memory *m, const uint8_t *sketches, int64_t stride, int64_t size_at,
    int64_t count, int64_t place, uint8_t *kept, int64_t *exact) {
    for (; place < count; place++) {
        const uint8_t *sketch = sketches + place * stride;
        if (place + AHEAD < count) fetch(m, sketch + AHEAD * stride);
        uint64_t digest[2];
        uint32_t size;
        memcpy(&size, sketch + size_at, sizeof size);
        if (!size) continue;
        memcpy(digest, sketch, sizeof digest);
        const uint32_t *keys = (const uint32_t *)(sketch + sizeof digest);
        uint64_t at;
        *exact = same_digest(m, digest, &at);
        if (*exact >= 0) return place;
        if (!gather(m, keys)) return -1;
        if (m->candidate_count) return place;
        if (near_keep(m, digest, keys) < 0) return -1;
        kept[place] = 1;
    }
    return place;
}

/* Look up one document without keeping it: gather its candidates, after which it may be kept.
 * Return the number of its copy in the tables, or -1; -2 where memory is short. */
PUBLIC int64_t near_look(memory *m, const uint8_t *sketch) {
    uint64_t digest[2], at;
    memcpy(digest, sketch, sizeof digest);
    if (!gather(m, (const uint32_t *)(sketch + sizeof digest))) return -2;
    return same_digest(m, digest, &at);
}
