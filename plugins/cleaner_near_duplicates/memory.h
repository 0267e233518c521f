/* What the tables of kept documents are made of; see tables.c and nearest.c. */

#ifndef CLEANER_NEAR_DUPLICATES_MEMORY_H
#define CLEANER_NEAR_DUPLICATES_MEMORY_H

#include "crowd.h"
#include "held.h"
#include "kernels.h"
#include "table.h"
#include "unlisted.h"

typedef struct {
    uint32_t number, next; /* `next` as in a slot: number + 1, or LISTED | node */
} node;

/* What a band has for the document that was looked up last. */
typedef struct {
    uint64_t at;    /* the slot of its key */
    uint32_t count; /* of documents on its list */
    uint32_t mark;  /* the node, + 1, that says how small those are that are not on it; or 0 */
} bucket;

typedef struct {
    int64_t bands, many; /* `many` documents make a list long, and candidates a crowd */
    table *band;
    bucket *buckets;
    uint32_t *keys; /* of the document that was looked up last */
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
    unlisted unlisted;
    uint32_t fewest; /* shingles of those that are not on lists that were walked; UINT32_MAX: none */
    int64_t joined;  /* the document that was taken into the crowd, and is to be kept; or -1 */
    held held;
} memory;

#endif
