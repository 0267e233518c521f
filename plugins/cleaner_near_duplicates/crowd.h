/* The crowd: kept documents that share bands with many others, by the shingles that few of them
 * have.
 *
 * Documents of one template share bands with each other, though none is the other's twin. A
 * document that may lack so many of its shingles in a twin shares with it at least one of any that
 * many and one more: looking up its rarest leaves next to none of the crowd to be compared. It is
 * the prefix filter of set similarity joins (Chaudhuri, Ganti, Kaushik 2006), with frequencies as
 * they are by now. */

#ifndef CLEANER_NEAR_DUPLICATES_CROWD_H
#define CLEANER_NEAR_DUPLICATES_CROWD_H

#include "kernels.h"

#define COMMON 1000             /* documents with a shingle: of more, none is noted */
/* Of the crowd, so that it takes no more than some 400 MB; a million documents of a template that
 * have a few shingles of their own have place in it. */
#define MOST_SHINGLES (1u << 23)
#define MOST_MEMBERSHIPS (1u << 24)

typedef struct {
    uint64_t hash;        /* with USED; 0 where empty */
    uint32_t head, count; /* of memberships: number + 1; and how many documents have it */
} rarity;

typedef struct {
    uint32_t document, next;
} membership;

typedef struct {
    rarity *slots;
    uint64_t room, used;
    membership *memberships;
    uint64_t count, reserved;
    uint64_t *members, words; /* a bit for each document */
    rarity *own;
    uint64_t own_room;
    uint32_t *marked; /* documents that were marked last, each once */
    uint64_t marked_count, marked_room;
} crowd;

static inline void crowd_free(crowd *c) {
    free(c->slots);
    free(c->memberships);
    free(c->members);
    free(c->own);
    free(c->marked);
}

static inline rarity *crowd_find(const crowd *c, uint64_t hash) {
    uint64_t at = hash & (c->room - 1);
    while (c->slots[at].hash && c->slots[at].hash != hash) at = (at + 1) & (c->room - 1);
    return c->slots + at;
}

/* Make place for more shingles, memberships and documents; 0 where memory is short. */
static inline int crowd_reserve(crowd *c, uint64_t more, uint32_t number) {
    if (2 * (c->used + more) > c->room) {
        crowd larger = {.room = 1024};
        while (larger.room < 2 * (c->used + more)) larger.room *= 2;
        larger.slots = calloc(larger.room, sizeof *larger.slots);
        if (!larger.slots) return 0;
        for (uint64_t i = 0; i < c->room; i++) {
            if (c->slots[i].hash) *crowd_find(&larger, c->slots[i].hash) = c->slots[i];
        }
        free(c->slots);
        c->slots = larger.slots;
        c->room = larger.room;
    }
    if (c->count + more > c->reserved) {
        uint64_t reserved = (c->count + more) * 5 / 4;
        membership *moved = realloc(c->memberships, reserved * sizeof *moved);
        if (!moved) return 0;
        c->memberships = moved;
        c->reserved = reserved;
    }
    if (number >= 64 * c->words) {
        uint64_t words = (number / 64 + 1) * 5 / 4;
        uint64_t *moved = realloc(c->members, words * sizeof *moved);
        if (!moved) return 0;
        memset(moved + c->words, 0, (words - c->words) * sizeof *moved);
        c->members = moved;
        c->words = words;
    }
    return 1;
}

/* Take in a document with the shingles of a set of so many; 0 where memory is short. What is more
 * than the crowd has place for is left out, and compared as ever. */
static inline int crowd_add(crowd *c, const set48 *set, uint64_t size, uint32_t number) {
    if (c->used + size > MOST_SHINGLES || c->count + size > MOST_MEMBERSHIPS) return 1;
    if (!crowd_reserve(c, size, number)) return 0;
    for (uint64_t i = 0; i < set->slots; i++) {
        if (!set->table[i]) continue;
        rarity *r = crowd_find(c, set->table[i]);
        c->used += !r->hash;
        r->hash = set->table[i];
        if (r->count++ >= COMMON) continue;
        c->memberships[c->count] = (membership){number, r->head};
        r->head = (uint32_t)++c->count;
    }
    c->members[number >> 6] |= 1ull << (number & 63);
    return 1;
}

static inline int crowd_has(const crowd *c, uint32_t number) {
    return number < 64 * c->words && c->members[number >> 6] >> (number & 63) & 1;
}

static int by_count(const void *one, const void *other) {
    uint32_t a = ((const rarity *)one)->count, b = ((const rarity *)other)->count;
    return (a > b) - (a < b);
}

/* Mark, by a bit for each and in a list, the documents of the crowd that have one of the rarest
 * shingles of a set, so many of them. Return 0 where that would take more than `most` marks, -1 where
 * memory is short. */
static inline int crowd_mark(
    crowd *c, const set48 *set, uint64_t size, uint64_t rarest, uint64_t most, uint64_t *marks) {
    c->marked_count = 0;
    if (!c->room || rarest > size) return 0;
    if (size > c->own_room) {
        free(c->own);
        c->own = malloc(size * sizeof *c->own);
        c->own_room = c->own ? size : 0;
        if (!c->own) return -1;
    }
    uint64_t found = 0, total = 0;
    for (uint64_t i = 0; i < set->slots; i++) {
        if (set->table[i]) c->own[found++] = *crowd_find(c, set->table[i]);
    }
    qsort(c->own, found, sizeof *c->own, by_count);
    for (uint64_t i = 0; i < rarest; i++) {
        if (c->own[i].count > COMMON) return 0;
        total += c->own[i].count;
    }
    if (total > most) return 0;
    if (total > c->marked_room) {
        free(c->marked);
        c->marked = malloc(total * sizeof *c->marked);
        c->marked_room = c->marked ? total : 0;
        if (!c->marked) return -1;
    }
    for (uint64_t i = 0; i < rarest; i++) {
        for (uint32_t at = c->own[i].head; at; at = c->memberships[at - 1].next) {
            uint32_t number = c->memberships[at - 1].document;
            uint64_t *word = marks + (number >> 6), bit = 1ull << (number & 63);
            if (!(*word & bit)) c->marked[c->marked_count++] = number;
            *word |= bit;
        }
    }
    return 1;
}

#endif
