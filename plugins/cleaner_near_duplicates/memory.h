/* What the tables of kept documents are made of; see tables.c and nearest.c. */

#ifndef CLEANER_NEAR_DUPLICATES_MEMORY_H
#define CLEANER_NEAR_DUPLICATES_MEMORY_H

#include "crowd.h"
#include "held.h"
#include "kernels.h"
#include "table.h"

typedef struct {
    uint32_t number, next; /* `next` as in a slot: number + 1, or LISTED | node */
} node;

typedef struct {
    int64_t bands;
    table *band;
    uint64_t *at; /* for each band, the slot that was found last */
    node *nodes;
    uint64_t node_count, node_room;
    uint64_t (*digests)[2];
    uint64_t count, room;
    table by_digest;
    uint32_t *candidates;
    uint64_t candidate_count, candidate_room;
    uint64_t *seen, seen_room; /* a bit for each document, set while candidates are gathered */
    set48 own;
    uint64_t own_size;
    crowd crowd;
    held held;
} memory;

#endif
