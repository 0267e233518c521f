/* Shingles of documents that are candidates again and again, so that they are read once. */

#ifndef CLEANER_NEAR_DUPLICATES_HELD_H
#define CLEANER_NEAR_DUPLICATES_HELD_H

#include "kernels.h"

typedef struct {
    uint32_t number, at; /* number + 1, 0 where empty; and where they begin */
} holding;

typedef struct {
    holding *slots;
    uint64_t room, used;
    uint8_t *bytes;
    uint64_t length, reserved;
} held;

static inline void held_free(held *h) {
    free(h->slots);
    free(h->bytes);
    memset(h, 0, sizeof *h);
}

static inline holding *held_find(const held *h, uint32_t number) {
    uint64_t at = number * MIX >> 32 & (h->room - 1);
    while (h->slots[at].number && h->slots[at].number != number + 1) at = (at + 1) & (h->room - 1);
    return h->slots + at;
}

/* Return the shingles of a document, or NULL where they are not held. */
static inline const uint8_t *held_at(const held *h, uint32_t number) {
    const holding *found = h->room ? held_find(h, number) : NULL;
    return found && found->number ? h->bytes + found->at : NULL;
}

/* Hold the shingles of a document that are not; 0 where memory is short. Where there would be more
 * than `most` bytes of them, all others are given up. */
static inline int hold(
    held *h, uint32_t number, const uint8_t *data, uint64_t length, uint64_t most) {
    if (h->used && h->length + length > most) held_free(h);
    if (2 * (h->used + 1) > h->room) {
        held larger = {.room = h->room ? 2 * h->room : 1024};
        larger.slots = calloc(larger.room, sizeof *larger.slots);
        if (!larger.slots) return 0;
        for (uint64_t i = 0; i < h->room; i++) {
            if (h->slots[i].number) *held_find(&larger, h->slots[i].number - 1) = h->slots[i];
        }
        free(h->slots);
        h->slots = larger.slots;
        h->room = larger.room;
    }
    /* With room for what is read in one go behind the last. */
    if (h->length + length + 8 > h->reserved) {
        uint64_t reserved = (h->length + length + 8) * 5 / 4;
        uint8_t *moved = realloc(h->bytes, reserved);
        if (!moved) return 0;
        h->bytes = moved;
        h->reserved = reserved;
    }
    memcpy(h->bytes + h->length, data, length);
    *held_find(h, number) = (holding){number + 1, (uint32_t)h->length};
    h->length += length;
    h->used++;
    return 1;
}

#endif
