/* Which lines of a text may show a title, in one pass over its UTF-8.
 *
 * fold.py says what stands for a letter; pages of 256 code points are asked for as they come up.
 * A part of a title is looked for by its first letters. A line that shows the title has those of
 * one part; so where fewer than two lines have them, there is no copy. All short lines are folded
 * into one buffer first, which is then searched: a letter is told there by its last byte, which is
 * enough to rule out. */

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define LETTER 0x1fffffu /* an entry holds up to three letters of 21 bits */
#define SILENT 1u        /* folds to something, which is left out on both sides */
#define ANYTHING 2u      /* folds to what an entry cannot hold: may be any letters */
#define ONE_MORE (1ull << 63) /* beside the letters it folds to something that is left out */
#define COLUMNS 8        /* of a part, so many are looked for: a copy cut short has as many */
#define PARTS 32         /* more are not looked for */
#define FEW 8192         /* bytes of a buffer that needs no memory of its own */
#define FEED 10          /* ends a line in the buffer; a letter may be told by it too */

typedef struct {
    const uint64_t *const *pages;
    uint32_t missing; /* the page that is needed */
} folding;

/* The first letters of a part. */
typedef struct {
    uint8_t letters[COLUMNS + 2];
    int used;
} needle;

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

/* Take the first letters of a part; 0: a page is missing, -1: it cannot be looked for. */
static int take(needle *n, folding *f, const uint8_t *s, const uint8_t *end) {
    int columns = 0;
    n->used = 0;
    while (s < end && columns < COLUMNS) {
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
        for (entry &= ~ONE_MORE; entry && columns < COLUMNS; entry >>= 21) {
            /* What is left out takes a column all the same. */
            columns += code >= 0x1100 ? 2 : 1;
            if (entry == SILENT) break;
            n->letters[n->used++] = entry & 255;
        }
    }
    return n->used || columns == 0 ? 1 : -1;
}

/* What a byte of ASCII folds to, and whether it folds to something. */
typedef struct {
    uint8_t letter[128], kept[128];
} plain;

static void prepare(plain *to, const uint64_t *ascii) {
    for (int c = 0; c < 128; c++) {
        uint64_t entry = ascii[c];
        to->letter[c] = entry & 255;
        to->kept[c] = entry && entry != SILENT && entry != ANYTHING;
    }
}

/* Return the letter that a code point folds to, where it is one and nothing else; 0 otherwise. */
static inline uint64_t one_letter(const folding *f, uint32_t code) {
    const uint64_t *page = f->pages[code >> 8];
    uint64_t entry = page ? page[code & 255] : 0;
    return entry > LETTER || entry <= ANYTHING ? 0 : entry;
}

/* Fold a line into a buffer and return its end there; NULL: a page is missing. Where a line has
 * what may be any letters, `any` is set, and the line ends. */
static uint8_t *fold(uint8_t *out, folding *f, const plain *to, const uint8_t *s,
                     const uint8_t *end, int *any) {
    while (s < end) {
        for (; s < end && *s < 0x80; s++) {
            *out = to->letter[*s];
            out += to->kept[*s];
        }
        for (; end - s > 2 && (*s & 0xe0) == 0xc0; s += 2) {
            uint64_t entry = one_letter(f, (uint32_t)(*s & 31) << 6 | (s[1] & 63u));
            if (!entry) break;
            *out++ = entry & 255;
        }
        for (; end - s > 3 && (*s & 0xf0) == 0xe0; s += 3) {
            uint64_t entry = one_letter(
                f, (uint32_t)(*s & 15) << 12 | (uint32_t)(s[1] & 63) << 6 | (s[2] & 63u));
            if (!entry) break;
            *out++ = entry & 255;
        }
        if (s == end) break;
        if (*s < 0x80) continue;
        ptrdiff_t size;
        uint32_t code = code_at(s, end, &size);
        const uint64_t *page = f->pages[code >> 8];
        if (!page) {
            f->missing = code >> 8;
            return NULL;
        }
        uint64_t entry = page[code & 255];
        s += size;
        if (entry == SILENT || !entry) continue;
        if (entry == ANYTHING) {
            *any = 1;
            break;
        }
        for (entry &= ~ONE_MORE; entry; entry >>= 21) *out++ = entry & 255;
    }
    return out;
}

/* Return where the letters of a part stand, from s on; NULL where they do not. */
static const uint8_t *find(const needle *n, int rare, const uint8_t *s, const uint8_t *end) {
    if (end - s < n->used) return NULL;
    const uint8_t *last = end - n->used + rare;
    for (const uint8_t *p = s + rare; p <= last && (p = memchr(p, n->letters[rare], last - p + 1)); p++)
        if (!memcmp(p - rare, n->letters, n->used)) return p - rare;
    return NULL;
}

/* Return which letter of a part is not one of the most frequent, as far as its ASCII tells. */
static int rarest(const needle *n) {
    static const char frequent[] = "enaitrsoldu";
    int best = 0, place = -1;
    for (int at = 0; at < n->used; at++) {
        const char *known = n->letters[at] ? strchr(frequent, n->letters[at]) : NULL;
        int rank = known ? (int)(known - frequent) : 99;
        if (rank > place) place = rank, best = at;
    }
    return best;
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

/* Fold the lines of a text that have between `least` and `most` characters into a buffer, each
 * ended by FEED, and return its end; NULL: a page is missing. `hits` counts those that may be
 * anything. */
static uint8_t *fold_lines(uint8_t *out, folding *f, const uint8_t *s, const uint8_t *end,
                           int64_t least, int64_t most, int *hits) {
    plain to;
    prepare(&to, f->pages[0]);
    while (s < end && *hits < 2) {
        const uint8_t *feed = memchr(s, '\n', end - s);
        if (!feed) feed = end;
        const uint8_t *from = s, *until = feed;
        s = feed + 1;
        while (from < until && is_space(*from)) from++;
        while (from < until && is_space(until[-1])) until--;
        if (until - from < least || (until - from > most && is_long(from, until, most))) continue;
        int any = 0;
        uint8_t *begun = out;
        out = fold(out, f, &to, from, until, &any);
        if (!out) return NULL;
        /* What may be anything is a hit, and not looked at again. */
        if (any) {
            out = begun;
            ++*hits;
        } else
            *out++ = FEED;
    }
    return out;
}

/* Count the lines of a buffer that have the letters of a part, 2 at most, beside `hits` others. */
static int count(const needle *parts, int many, const uint8_t *s, const uint8_t *end, int hits) {
    const uint8_t *shown = NULL; /* the end of a line that has been counted */
    for (const needle *n = parts; n < parts + many && hits < 2; n++) {
        int rare = rarest(n);
        for (const uint8_t *p = s; (p = find(n, rare, p, end));) {
            const uint8_t *feed = memchr(p, FEED, end - p);
            if (feed != shown && ++hits > 1) return 2;
            shown = feed;
            p = feed;
        }
    }
    return hits;
}

/* Return how many lines may show a title, 2 at most; below zero: the page that is missing, as
 * -1 - page. `parts` are those of the title, each ended by a line feed; the lines that are looked
 * at have between `least` and `most` characters. Page 0 is always there. */
__attribute__((visibility("default")))
int64_t titles_showings(const char *text, int64_t length, const char *parts, int64_t size,
                        int64_t least, int64_t most, const uint64_t *const *pages) {
    folding f = {pages, 0};
    needle needles[PARTS];
    int many = 0, hits = 0;
    for (const uint8_t *p = (const uint8_t *)parts, *stop = p + size; p < stop;) {
        const uint8_t *feed = memchr(p, '\n', stop - p);
        int done = many < PARTS ? take(needles + many, &f, p, feed) : -1;
        if (!done) return -1 - (int64_t)f.missing;
        if (done < 0) return 2;
        many += needles[many].used > 0;
        p = feed + 1;
    }
    /* A character of two bytes may fold to three letters; each line has its end. */
    uint8_t few[FEW], *buffer = few;
    size_t room = 2 * (size_t)length + 8;
    if (room > FEW && !(buffer = malloc(room))) return 2;
    const uint8_t *s = (const uint8_t *)text;
    const uint8_t *end = fold_lines(buffer, &f, s, s + length, least, most, &hits);
    int64_t found = !end ? -1 - (int64_t)f.missing : count(needles, many, buffer, end, hits);
    if (buffer != few) free(buffer);
    return found;
}

/* What tells the sources that this was compiled from; see kernels.py of the core. */
__attribute__((visibility("default")))
const char *kernels_sources(void) { return SOURCES; }
