/* What the kernels share: hashing and the layout of a sketch. All integers are little-endian. */

#ifndef CLEANER_NEAR_DUPLICATES_KERNELS_H
#define CLEANER_NEAR_DUPLICATES_KERNELS_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if defined(_WIN32)
#define PUBLIC __declspec(dllexport)
#else
#define PUBLIC __attribute__((visibility("default")))
#endif

/* The same numbers as in shingles.py. */
#define WORD 0xE220A8397B1DCDAFull
#define NGRAM 0x6E789E6AA1B965F5ull
#define MIX 0x06C45D188009454Full
#define DIGEST_0 0xF88BB8A8724C81EDull
#define DIGEST_1 0x1B39896A51A8749Bull
#define SHINGLE_BYTES 6
#define SHINGLE_MASK ((1ull << 48) - 1)
#define CHARACTERS 5

static inline uint64_t fmix64(uint64_t x) {
    x ^= x >> 33;
    x *= 0xFF51AFD7ED558CCDull;
    x ^= x >> 33;
    x *= 0xC4CEB9FE1A85EC53ull;
    return x ^ (x >> 33);
}

static inline uint32_t fmix32(uint32_t x) {
    x = (x ^ (x >> 16)) * 0x85EBCA6Bu;
    x = (x ^ (x >> 13)) * 0xC2B2AE35u;
    return x ^ (x >> 16);
}

static inline uint64_t load64(const uint8_t *at) {
    uint64_t x;
    memcpy(&x, at, 8);
    return x;
}

/* A set of shingle hashes by open addressing; `slots` is a power of two, 0 marks an empty slot. */
typedef struct {
    uint64_t *table;
    uint64_t slots, room, used;
} set48;

#define USED (1ull << 63)

/* Empty the set and make place for `count` hashes at a quarter of the load or less: what is looked up
 * is seldom another one. 0 where memory is short. */
static inline int set48_reset(set48 *set, uint64_t count) {
    uint64_t slots = 64;
    while (slots < 4 * count) slots *= 2;
    if (slots > set->room) {
        free(set->table);
        set->table = malloc(slots * sizeof *set->table);
        set->room = set->table ? slots : 0;
        if (!set->table) return 0;
    }
    set->slots = slots;
    set->used = 0;
    memset(set->table, 0, slots * sizeof *set->table);
    return 1;
}

/* Return the slot that holds the hash, or the empty one where it belongs. */
static inline uint64_t *set48_find(const set48 *set, uint64_t hash) {
    uint64_t at = hash & (set->slots - 1);
    while (set->table[at] && set->table[at] != (hash | USED)) at = (at + 1) & (set->slots - 1);
    return set->table + at;
}

/* Add a hash: 1 where it is new, 0 where it was there, -1 where memory is short. */
static inline int set48_add(set48 *set, uint64_t hash) {
    uint64_t *slot = set48_find(set, hash);
    if (*slot) return 0;
    *slot = hash | USED;
    if (2 * ++set->used <= set->slots) return 1;
    set48 larger = {NULL, 0, 0, 0};
    if (!set48_reset(&larger, set->slots)) return -1;
    larger.used = set->used;
    for (uint64_t i = 0; i < set->slots; i++) {
        if (set->table[i]) *set48_find(&larger, set->table[i] & ~USED) = set->table[i];
    }
    free(set->table);
    *set = larger;
    return 1;
}

#endif
