/* A table of 32-bit keys with a number each: open addressing over one array of 64-bit slots.
 *
 * A key's place is proportional to the key, and slots are in the order of their keys: a search for
 * what is not there ends early, so the table may be fuller, and one that grows is read and written
 * from one end to the other. */

#ifndef CLEANER_NEAR_DUPLICATES_TABLE_H
#define CLEANER_NEAR_DUPLICATES_TABLE_H

#include "kernels.h"

#if defined(__unix__) || defined(__APPLE__)
#include <sys/mman.h>
#endif

typedef struct {
    uint64_t *slots;    /* key << 32 | number + 1, ascending; 0 where empty */
    uint64_t room, used; /* places of keys, and slots in use */
    uint64_t length;    /* of `slots`: some lie behind the places, the last one stays empty */
} table;

/* Memory straight from the system, where there is a way: what is freed in between others of its
 * size would stay with the process. */
static uint64_t *new_slots(uint64_t length) {
#ifdef MAP_ANONYMOUS
    void *slots = mmap(NULL, length * 8, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return slots == MAP_FAILED ? NULL : slots;
#else
    return calloc(length, 8);
#endif
}

static void free_slots(table *t) {
#ifdef MAP_ANONYMOUS
    if (t->slots) munmap(t->slots, t->length * 8);
#else
    free(t->slots);
#endif
}

/* Make room for more slots, which stay where they are, if the system can; NULL where it cannot. */
static uint64_t *more_slots(table *t, uint64_t length) {
#ifdef MREMAP_MAYMOVE
    void *slots = mremap(t->slots, t->length * 8, length * 8, MREMAP_MAYMOVE);
    return slots == MAP_FAILED ? NULL : slots;
#else
    uint64_t *slots = new_slots(length);
    if (!slots) return NULL;
    memcpy(slots, t->slots, t->length * 8);
    free_slots(t);
    return slots;
#endif
}

static inline uint64_t home(const table *t, uint32_t key) {
    return (uint64_t)key * t->room >> 32;
}

/* Return the first slot with this key or a greater one, or the empty one where it belongs. */
static inline uint64_t find(const table *t, uint32_t key) {
    uint64_t at = home(t, key), least = (uint64_t)key << 32;
    least -= least != 0; /* an empty slot, less one, is the greatest number */
    while (t->slots[at] - 1 < least) at++;
    return at;
}

#define FIRST_LENGTH 512 /* slots: a page */
#define DOUBLING 131072  /* up to so many places a table doubles, from then on it grows by little */

/* Make a table larger: from 0.88 full to 0.83 where it is large, 9.1 to 9.7 bytes a document. */
static int grow(table *t) {
    uint64_t room = t->room < DOUBLING ? 2 * t->room : t->room + t->room / 16;
    if (!t->slots) room = FIRST_LENGTH - 64;
    uint64_t length = room + room / 256 + 64;
    uint64_t *slots = t->slots ? more_slots(t, length) : new_slots(length);
    if (!slots) return 0;
    /* All to the end, and from there each to its place, which is never behind where it lies. */
    uint64_t from = length, at = 0;
    for (uint64_t i = t->length; i-- > 0;) {
        if (slots[i]) slots[--from] = slots[i];
    }
    *t = (table){slots, room, t->used, length};
    for (; from < length; from++) {
        uint64_t slot = slots[from], least = home(t, (uint32_t)(slot >> 32));
        while (at < least) slots[at++] = 0;
        slots[at++] = slot;
    }
    while (at < length) slots[at++] = 0;
    return 1;
}

/* Put a slot in a place that `find` returned, before what lies there, and move on what lies from
 * there to the next empty slot. */
static inline int put(table *t, uint64_t at, uint64_t slot) {
    uint64_t empty = at;
    while (t->slots[empty]) empty++;
    memmove(t->slots + at + 1, t->slots + at, (empty - at) * sizeof *t->slots);
    t->slots[at] = slot;
    t->used++;
    /* The last slot stays empty: there a search ends. */
    return (t->used + 1 < t->room * 88 / 100 && empty + 2 < t->length) || grow(t);
}

#endif
