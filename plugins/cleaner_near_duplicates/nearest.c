/* Comparing a document with its candidates, by their sets of shingles. */

#include "memory.h"

PUBLIC const uint32_t *near_candidates(const memory *m, int64_t *count) {
    *count = (int64_t)m->candidate_count;
    return m->candidates;
}

static inline uint64_t load48(const uint8_t *at) {
    uint64_t hash = 0;
    memcpy(&hash, at, SHINGLE_BYTES);
    return hash;
}

/* Take the shingles that those of candidates are compared with: from `start` to `end`. */
PUBLIC int near_own(memory *m, const uint8_t *shingles, int64_t start, int64_t end) {
    m->own_size = (uint64_t)(end - start) / SHINGLE_BYTES;
    if (!set48_reset(&m->own, m->own_size)) return -1;
    for (int64_t at = start; at < end; at += SHINGLE_BYTES) {
        uint64_t hash = load48(shingles + at);
        *set48_find(&m->own, hash) = hash | USED;
    }
    return 0;
}

/* Return how many of the shingles from `start` to `end` are among the own ones, or -1 as soon as
 * more than `spare` are not. */
PUBLIC int64_t near_shared(
    const memory *m, const uint8_t *shingles, int64_t start, int64_t end, int64_t spare) {
    int64_t missing = 0;
    for (int64_t at = start; at < end && missing <= spare; at += SHINGLE_BYTES) {
        missing += !*set48_find(&m->own, load48(shingles + at));
    }
    return missing <= spare ? (end - start) / SHINGLE_BYTES - missing : -1;
}

static int ascending(const void *one, const void *other) {
    uint32_t a = *(const uint32_t *)one, b = *(const uint32_t *)other;
    return (a > b) - (a < b);
}

static int is_seen(const memory *m, uint32_t number) {
    return m->seen[number >> 6] >> (number & 63) & 1;
}

static void forget_seen(memory *m, const uint32_t *numbers, uint64_t count) {
    for (uint64_t i = 0; i < count; i++) m->seen[numbers[i] >> 6] = 0;
}

/* Add an unlisted document to the candidates, if it shares a band; 0 where memory is short. */
static int add_unlisted(memory *m, uint64_t place) {
    if (!unlisted_shares(&m->unlisted, place, m->keys, (uint64_t)m->bands)) return 1;
    if (m->candidate_count == m->candidate_room) {
        uint64_t room = m->candidate_room + m->candidate_room / 4 + 64;
        uint32_t *moved = realloc(m->candidates, room * sizeof *moved);
        if (!moved) return 0;
        m->candidates = moved;
        m->candidate_room = room;
    }
    m->candidates[m->candidate_count++] = m->unlisted.numbers[place];
    return 1;
}

/* Leave of the candidates those that are marked or not of the crowd, and add what is marked and on
 * no list; 0 where memory is short. */
static int take_marked(memory *m) {
    crowd *c = &m->crowd;
    uint64_t left = 0;
    for (uint64_t i = 0; i < m->candidate_count; i++) {
        uint32_t number = m->candidates[i];
        m->candidates[left] = number;
        left += !crowd_has(c, number) || is_seen(m, number);
    }
    uint64_t listed = m->candidate_count = left;
    int fine = 1;
    for (uint64_t i = 0; i < c->marked_count && fine && m->fewest < UINT32_MAX; i++) {
        uint64_t place = unlisted_find(&m->unlisted, c->marked[i]);
        if (place == m->unlisted.count) continue;
        int is_there = bsearch(&c->marked[i], m->candidates, listed, sizeof *m->candidates, ascending) != 0;
        if (!is_there) fine = add_unlisted(m, place);
    }
    forget_seen(m, c->marked, c->marked_count);
    return fine;
}

/* Add all unlisted documents that share a band; 0 where memory is short. */
static int take_all(memory *m) {
    uint64_t listed = m->candidate_count;
    for (uint64_t i = 0; i < listed; i++) {
        m->seen[m->candidates[i] >> 6] |= 1ull << (m->candidates[i] & 63);
    }
    int fine = 1;
    for (uint64_t place = 0; place < m->unlisted.count && fine; place++) {
        if (!is_seen(m, m->unlisted.numbers[place])) fine = add_unlisted(m, place);
    }
    forget_seen(m, m->candidates, listed);
    return fine;
}

/* Leave of the candidates those that may have all but `spare` of the own shingles, and add those that
 * are on no list. Return how many are left, or -1 where memory is short. */
PUBLIC int64_t near_prune(memory *m, int64_t spare) {
    uint64_t most = 4 * m->candidate_count, listed = m->candidate_count;
    if (m->fewest < UINT32_MAX) most += m->unlisted.count;
    int marked = crowd_mark(&m->crowd, &m->own, m->own_size, (uint64_t)spare + 1, most, m->seen);
    if (marked < 0) return -1;
    if (marked && !take_marked(m)) return -1;
    if (!marked && m->fewest < UINT32_MAX && !take_all(m)) return -1;
    if (m->candidate_count > 1 && (marked || m->candidate_count > listed)) {
        qsort(m->candidates, m->candidate_count, sizeof *m->candidates, ascending);
    }
    return (int64_t)m->candidate_count;
}

/* Take the document whose shingles are the own ones into the crowd; it is kept next, as `number`. */
PUBLIC int near_join(memory *m, int64_t number) {
    if (!crowd_add(&m->crowd, &m->own, m->own_size, (uint32_t)number)) return -1;
    if (crowd_has(&m->crowd, (uint32_t)number)) m->joined = number;
    return 0;
}

/* The places of the kept documents, by number: those of earlier batches in rows of their own, those
 * of this one in the sketches that are marked. See kept.py. */
typedef struct {
    const uint8_t *places;
    int64_t count;
    const uint8_t *open, *marks;
    int64_t stride, place_at, looked;
    uint32_t *marked; /* rows of the batch that are marked, as far as they were looked for */
    int64_t found;
} shelf;

#define PLACE_SIZE_AT 16 /* of the number of shingles in a place */

static uint32_t size_of(shelf *s, uint32_t number) {
    const uint8_t *place = s->places + (int64_t)number * 20;
    if (number >= s->count) {
        /* Marks are set in order, and there is one for each number. */
        while (s->found <= number - s->count) {
            if (s->marks[s->looked]) s->marked[s->found++] = (uint32_t)s->looked;
            s->looked++;
        }
        place = s->open + s->marked[number - s->count] * s->stride + s->place_at;
    }
    uint32_t size;
    memcpy(&size, place + PLACE_SIZE_AT, sizeof size);
    return size;
}

/* Return how many shingles the smallest of the candidates has that has at least so many; `otherwise`
 * where there is none. */
PUBLIC int64_t near_smallest(const memory *m, shelf *s, double least, int64_t otherwise) {
    int64_t smallest = otherwise;
    for (uint64_t i = 0; i < m->candidate_count; i++) {
        uint32_t size = size_of(s, m->candidates[i]);
        if (size >= least && size < smallest) smallest = size;
    }
    /* Those on no list may be smaller; of what is too small itself nothing is known. */
    int64_t enough = (int64_t)least, fewest = m->fewest;
    if (fewest < least) fewest = enough + (enough < least);
    return fewest < smallest ? fewest : smallest;
}

/* Hold the shingles of a document, from `start` to `end`, to be compared with. */
PUBLIC int near_hold(memory *m, int64_t number, const uint8_t *data, int64_t start, int64_t end,
    int64_t most) {
    uint64_t length = (uint64_t)(end - start);
    return hold(&m->held, (uint32_t)number, data + start, length, (uint64_t)most) ? 0 : -1;
}

/* The search for the most similar candidate: `at` is the next one to compare. */
typedef struct {
    double least, rounding, similarity;
    int64_t at, number; /* of the most similar one, of equals the first; or -1 */
} search;

/* Compare the own shingles with the candidates that are left. Return -1 where all are compared, or
 * the number of one whose shingles are to be held first. */
PUBLIC int64_t near_nearest(memory *m, shelf *s, search *found) {
    double own = (double)m->own_size;
    for (; found->at < (int64_t)m->candidate_count; found->at++) {
        uint32_t number = m->candidates[found->at], size = size_of(s, number);
        /* So many of the other's shingles may be missing among the own ones. */
        double shared_least = found->least * (own + size) / (1 + found->least) - found->rounding;
        int64_t spare = (int64_t)(size - shared_least);
        if (size < shared_least || own < shared_least) continue;
        const uint8_t *shingles = held_at(&m->held, number);
        if (!shingles) return number;
        int64_t shared = near_shared(m, shingles, 0, SHINGLE_BYTES * (int64_t)size, spare);
        double similarity = shared < 0 ? -1 : shared / (own + size - shared);
        if (similarity < found->least || (found->number >= 0 && similarity <= found->similarity)) continue;
        found->number = number;
        found->similarity = found->least = similarity;
    }
    return -1;
}
