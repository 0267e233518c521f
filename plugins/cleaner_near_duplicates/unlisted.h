/* Members of the crowd that hang on no list of a band that is long: those are not walked for each
 * document of their template, which would take time by the square of their number.
 *
 * The crowd finds them by their shingles; their keys are here to tell whether a band is shared. */

#ifndef CLEANER_NEAR_DUPLICATES_UNLISTED_H
#define CLEANER_NEAR_DUPLICATES_UNLISTED_H

#include "kernels.h"

typedef struct {
    uint32_t *numbers, *keys; /* of documents, ascending; and of their bands */
    uint64_t count, room;
} unlisted;

static inline void unlisted_free(unlisted *u) {
    free(u->numbers);
    free(u->keys);
}

/* Take a document in; 0 where memory is short. */
static inline int unlisted_add(unlisted *u, uint32_t number, const uint32_t *keys, uint64_t bands) {
    if (u->count == u->room) {
        uint64_t room = u->room + u->room / 4 + 64;
        uint32_t *numbers = realloc(u->numbers, room * sizeof *numbers);
        if (numbers) u->numbers = numbers;
        uint32_t *moved = numbers ? realloc(u->keys, room * bands * sizeof *moved) : NULL;
        if (!moved) return 0;
        u->keys = moved;
        u->room = room;
    }
    u->numbers[u->count] = number;
    memcpy(u->keys + u->count * bands, keys, bands * sizeof *keys);
    u->count++;
    return 1;
}

/* Return the place of a document, or `count` where it is not there. */
static inline uint64_t unlisted_find(const unlisted *u, uint32_t number) {
    uint64_t low = 0, high = u->count;
    while (low < high) {
        uint64_t middle = (low + high) / 2;
        if (u->numbers[middle] < number) low = middle + 1;
        else high = middle;
    }
    return low < u->count && u->numbers[low] == number ? low : u->count;
}

/* Tell whether the document at a place shares a band. */
static inline int unlisted_shares(
    const unlisted *u, uint64_t place, const uint32_t *keys, uint64_t bands) {
    const uint32_t *own = u->keys + place * bands;
    uint32_t shared = 0;
    for (uint64_t band = 0; band < bands; band++) shared |= own[band] == keys[band];
    return shared != 0;
}

#endif
