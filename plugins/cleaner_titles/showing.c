/* Which lines of a text may show a title, in one pass over its UTF-8.
 *
 * fold.py says what stands for a letter; pages of 256 code points are asked for as they come up.
 * A part of a title is looked for by its first letters. A line that shows the title has those of
 * one part; so where fewer than two lines have them, there is no copy. */

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define LETTER 0x1fffffu /* an entry holds up to three letters of 21 bits */
#define SILENT 1u        /* folds to something, which is left out on both sides */
#define ANYTHING 2u      /* folds to what an entry cannot hold: may be any letters */
#define ONE_MORE (1ull << 63) /* beside the letters it folds to something that is left out */
#define COLUMNS 8        /* of a part, so many are looked for: a copy cut short has as many */

typedef struct {
    const uint64_t *const *pages;
    uint32_t missing; /* the page that is needed */
} folding;

/* The first letters of the parts side by side in the bits of a word, for the algorithm shift-and
 * (Baeza-Yates and Gonnet 1992); a letter is told by its last byte, which is enough to rule out. */
typedef struct {
    uint64_t masks[256];
    uint64_t first, last;
    int used;
} needles;

/* Return the code point at s, and set its size; bytes behind the end are never looked at. */
static inline uint32_t code_at(const uint8_t *s, const uint8_t *end, ptrdiff_t *size) {
    *size = *s < 0x80 ? 1 : *s < 0xe0 ? 2 : *s < 0xf0 ? 3 : 4;
    if (*size > end - s) *size = 1;
    switch (*size) {
    case 1: return *s;
    case 2: return (uint32_t)(*s & 31) << 6 | (s[1] & 63u);
    case 3: return (uint32_t)(*s & 15) << 12 | (uint32_t)(s[1] & 63) << 6 | (s[2] & 63u);
    default:
        return (uint32_t)(*s & 7) << 18 | (uint32_t)(s[1] & 63) << 12 |
               (uint32_t)(s[2] & 63) << 6 | (s[3] & 63u);
    }
}

/* Add the first letters of a part; 0: a page is missing, -1: it cannot be looked for. */
static int add(needles *n, folding *f, const uint8_t *s, const uint8_t *end, int room) {
    int columns = 0, begun = n->used;
    room += begun;
    while (s < end && columns < COLUMNS && n->used < room) {
        ptrdiff_t size;
        uint32_t code = code_at(s, end, &size);
        const uint64_t *page = f->pages[code >> 8];
        if (!page) {
            f->missing = code >> 8;
            return 0;
        }
        uint64_t entry = page[code & 255];
        if (entry == ANYTHING) return -1;
        s += size;
        columns += (entry & ONE_MORE) != 0;
        for (entry &= ~ONE_MORE; entry && columns < COLUMNS && n->used < room; entry >>= 21) {
            /* What is left out takes a column all the same. */
            columns += code >= 0x1100 ? 2 : 1;
            if (entry == SILENT) break;
            if (n->used == begun) n->first |= 1ull << n->used;
            n->masks[entry & 255] |= 1ull << n->used++;
        }
    }
    if (n->used > begun) n->last |= 1ull << (n->used - 1);
    return n->used > begun || columns == 0 ? 1 : -1;
}

/* What a byte of ASCII does to the state, without a branch: nothing where it folds to nothing. */
typedef struct {
    uint64_t first, mask;
    uint8_t shift;
} step;

static void prepare(step *steps, const needles *n, const uint64_t *ascii) {
    for (int c = 0; c < 128; c++) {
        uint64_t entry = ascii[c];
        int letter = entry && entry != SILENT && entry != ANYTHING;
        steps[c].shift = letter;
        steps[c].first = letter ? n->first : 0;
        steps[c].mask = letter ? n->masks[entry & 255] : ~0ull;
    }
}

/* Say whether a line has the first letters of a part; -1: a page is missing. */
static inline int shows(const needles *n, const step *steps, folding *f, const uint8_t *s,
                        const uint8_t *end) {
    uint64_t state = 0, hits = 0;
    while (s < end) {
        for (; s < end && *s < 0x80; s++) {
            const step *by = steps + *s;
            state = (state << by->shift | by->first) & by->mask;
            hits |= state;
        }
        if (s == end) break;
        ptrdiff_t size;
        uint32_t code = code_at(s, end, &size);
        const uint64_t *page = f->pages[code >> 8];
        if (!page) {
            f->missing = code >> 8;
            return -1;
        }
        uint64_t entry = page[code & 255];
        s += size;
        if (entry == SILENT || !entry) continue;
        if (entry == ANYTHING) return 1;
        for (entry &= ~ONE_MORE; entry; entry >>= 21) {
            state = (state << 1 | n->first) & n->masks[entry & 255];
            hits |= state;
        }
    }
    return (hits & n->last) != 0;
}

/* Say whether a byte is white space to str.strip(). */
static int is_space(uint8_t c) { return (c >= 9 && c <= 13) || (c >= 0x1c && c <= 0x20); }

/* Say whether a line has more characters than `most`, without white space of any kind around it:
 * of the signs beyond ASCII, more are taken for that than are. */
static int is_long(const uint8_t *s, const uint8_t *end, int64_t most) {
    while (s < end && (*s <= 0x20 || *s == 0xc2 || *s == 0xe1 || *s == 0xe2 || (*s & 0xc0) == 0x80 ||
                       (*s == 0xe3 && end - s > 1 && s[1] == 0x80)))
        s++;
    while (end > s && (end[-1] <= 0x20 || (end[-1] & 0xc0) == 0x80 || end[-1] == 0xc2 ||
                       (end[-1] >= 0xe1 && end[-1] <= 0xe3)))
        end--;
    int64_t count = 0;
    for (; s < end; s++) count += (*s & 0xc0) != 0x80;
    return count > most;
}

/* Return how many lines may show a title, 2 at most; below zero: the page that is missing, as
 * -1 - page. `parts` are those of the title, each ended by a line feed; the lines that are looked
 * at have between `least` and `most` characters. Page 0 is always there. */
__attribute__((visibility("default")))
int64_t titles_showings(const char *text, int64_t length, const char *parts, int64_t size,
                        int64_t least, int64_t most, const uint64_t *const *pages) {
    folding f = {pages, 0};
    needles n;
    memset(&n, 0, sizeof n);
    const uint8_t *p = (const uint8_t *)parts, *stop = p + size;
    int count = 0;
    for (const uint8_t *q = p; q < stop; q++) count += *q == '\n';
    for (; p < stop && count; count--) {
        const uint8_t *feed = memchr(p, '\n', stop - p);
        int done = add(&n, &f, p, feed, (64 - n.used) / count);
        if (!done) return -1 - (int64_t)f.missing;
        if (done < 0) return 2;
        p = feed + 1;
    }
    step steps[128];
    prepare(steps, &n, pages[0]);
    int found = 0;
    const uint8_t *s = (const uint8_t *)text, *end = s + length;
    while (s < end) {
        const uint8_t *feed = memchr(s, '\n', end - s);
        if (!feed) feed = end;
        const uint8_t *from = s, *to = feed;
        s = feed + 1;
        while (from < to && is_space(*from)) from++;
        while (from < to && is_space(to[-1])) to--;
        if (to - from < least || (to - from > most && is_long(from, to, most))) continue;
        int shown = shows(&n, steps, &f, from, to);
        if (shown < 0) return -1 - (int64_t)f.missing;
        if (shown && ++found > 1) return 2;
    }
    return found;
}

/* What tells the sources that this was compiled from; see kernels.py of the core. */
__attribute__((visibility("default")))
const char *kernels_sources(void) { return SOURCES; }
