/* Which lines of a text may show a title, in one pass over its UTF-8.
 *
 * A part of a title is looked for by its first letters. A line that shows the title has those of
 * one part; so where fewer than two lines have them, there is no copy. The rarest of the letters
 * is looked for first, by the bytes that characters end with which fold to it; where the ones
 * behind it follow, the line is folded and searched: a letter is told there by its last byte,
 * which is enough to rule out. */

#include "letters.h"
#include "module.h"

#define COLUMNS 8 /* of a part, so many are looked for: a copy cut short has as many */
#define PARTS 32  /* more are not looked for */
#define FEW 4096  /* bytes of a buffer that needs no memory of its own */
#define NOTHING 0
#define ENDING 1  /* a character that ends so may be the one that is looked for */
#define LEADING 2 /* of a character whose page may not be there yet */
#define NO_PAGE(code) (-1 - (int64_t)((code) >> 8))

/* The first letters of a part. */
typedef struct {
    uint32_t whole[COLUMNS + 2];
    uint8_t letters[COLUMNS + 2];
    int used, rare;
} needle;

typedef struct {
    needle needles[PARTS];
    int many;
    int64_t least, most; /* characters of the lines that are looked at */
} search;

/* Return which letter of a part is not one of the most frequent; a last one has none behind it. */
static int rarest(const needle *n) {
    static const uint32_t frequent[][18] = {
        {'e', 'n', 'a', 'i', 't', 'r', 's', 'o', 'l', 'd', 'u', 'h', 'c', 'm', 'g', 'p', 'f'},
        /* о е а и н т с р в л к м д п у я ы */
        {0x43e, 0x435, 0x430, 0x438, 0x43d, 0x442, 0x441, 0x440, 0x432, 0x43b, 0x43a, 0x43c, 0x434,
         0x43f, 0x443, 0x44f, 0x44b},
        /* alef, lam, yeh, meem, noon, waw, teh, reh */
        {0x627, 0x644, 0x64a, 0x645, 0x646, 0x648, 0x62a, 0x631},
        /* ka, ra, na, sa, ha, ma, ta, la */
        {0x915, 0x930, 0x928, 0x938, 0x939, 0x92e, 0x924, 0x932},
    };
    int best = 0, highest = -1;
    for (int at = 0; at < n->used - (n->used > 2); at++) {
        int rank = 99;
        for (size_t script = 0; script < sizeof frequent / sizeof *frequent; script++)
            for (int place = 0; frequent[script][place]; place++)
                if (frequent[script][place] == n->whole[at]) rank = place;
        if (rank > highest) highest = rank, best = at;
    }
    return best;
}

/* Take the first letters of a part; below -1: a page is missing, -1: it cannot be looked for. */
static int64_t take(needle *n, const uint8_t *s, const uint8_t *end) {
    int columns = 0;
    n->used = 0;
    while (s < end && columns < COLUMNS) {
        ptrdiff_t size;
        uint32_t code = code_at(s, end, &size);
        const uint64_t *page = pages[code >> 8];
        if (!page) return NO_PAGE(code);
        uint64_t entry = page[code & 255];
        if (entry == ANYTHING) return -1;
        s += size;
        columns += (entry & ONE_MORE) != 0;
        for (entry &= ~ONE_MORE; entry && columns < COLUMNS; entry >>= 21) {
            /* What is left out takes a column all the same. */
            columns += code >= 0x1100 ? 2 : 1;
            if (entry == SILENT) break;
            n->whole[n->used] = entry & LETTER;
            n->letters[n->used++] = entry & 255;
        }
    }
    n->rare = rarest(n);
    return n->used || columns == 0 ? 1 : -1;
}

/* Fold a line into a buffer and return its end there; NULL: a page is missing, that of `code`.
 * Where a line has what may be any letters, `any` is set, and the line ends. */
static uint8_t *fold(uint8_t *out, const uint8_t *s, const uint8_t *end, int *any, uint32_t *code) {
    while (s < end) {
        ptrdiff_t size;
        *code = code_at(s, end, &size);
        const uint64_t *page = pages[*code >> 8];
        if (!page) return NULL;
        uint64_t entry = page[*code & 255];
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

/* Say whether a buffer has the letters of a part. */
static int has(const needle *n, const uint8_t *s, const uint8_t *end) {
    for (const uint8_t *last = end - n->used;
         s <= last && (s = memchr(s, n->letters[0], last - s + 1)); s++)
        if (!memcmp(s, n->letters, n->used)) return 1;
    return 0;
}

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

/* Return 1 where a line may show the title, 0 where it does not; below zero: a missing page. */
static int64_t shows(const search *to, const uint8_t *from, const uint8_t *until) {
    while (from < until && is_space(*from)) from++;
    while (from < until && is_space(until[-1])) until--;
    if (until - from < to->least || (until - from > to->most && is_long(from, until, to->most)))
        return 0;
    /* A character of two bytes may fold to three letters. */
    uint8_t few[FEW], *buffer = few;
    size_t room = 2 * (size_t)(until - from) + 8;
    if (room > FEW && !(buffer = malloc(room))) return 1;
    int any = 0, found = 0;
    uint32_t code = 0;
    const uint8_t *end = fold(buffer, from, until, &any, &code);
    for (int each = 0; end && !any && !found && each < to->many; each++)
        found = has(to->needles + each, buffer, end);
    if (buffer != few) free(buffer);
    return end ? any || found : NO_PAGE(code);
}

/* Say whether the letters of a part from its rarest on may stand at s, in the line there. */
static int follows(const needle *n, const uint8_t *s, const uint8_t *end) {
    for (int at = n->rare; at < n->used;) {
        if (s >= end || *s == '\n') return 0;
        ptrdiff_t size;
        uint32_t code = code_at(s, end, &size);
        const uint64_t *page = pages[code >> 8];
        uint64_t entry = page ? page[code & 255] : ANYTHING;
        s += size;
        if (entry == ANYTHING) return 1;
        if (entry == SILENT || !entry) continue;
        entry &= ~ONE_MORE;
        /* Of several letters, the first may belong to what stands before. */
        if (entry > LETTER && at == n->rare) return 1;
        for (; entry && at < n->used; entry >>= 21, at++)
            if ((entry & LETTER) != n->whole[at]) return 0;
    }
    return 1;
}

/* Mark the bytes that are worth a look. */
static void mark(uint8_t *marks, const search *to) {
    memcpy(marks, endings[PAGE], PAGE);
    for (const needle *n = to->needles; n < to->needles + to->many; n++)
        for (int byte = 0; byte < PAGE; byte++) marks[byte] |= endings[n->letters[n->rare]][byte];
    for (int byte = 0xc0; byte < 0xe0; byte++) marks[byte] = pages[(byte & 31) >> 2] ? NOTHING : LEADING;
    for (int byte = 0xe0; byte < PAGE; byte++) marks[byte] = LEADING;
}

/* Return the end of the next character that may be a rarest letter; NULL: there is none, or a page
 * is missing, that of `code`. */
static const uint8_t *next(const uint8_t *marks, const uint8_t *p, const uint8_t *end, uint32_t *code) {
    while (p < end) {
        while (end - p >= 4 && !(marks[p[0]] | marks[p[1]] | marks[p[2]] | marks[p[3]])) p += 4;
        for (; p < end && !marks[*p]; p++) {}
        while (p < end && marks[*p] == LEADING) {
            ptrdiff_t size;
            uint32_t here = code_at(p, end, &size);
            if (!pages[here >> 8]) {
                *code = here;
                return NULL;
            }
            p += size - 1;
            if (marks[*p] == ENDING) break;
            p++;
        }
        if (p < end && marks[*p] == ENDING) return p;
    }
    return NULL;
}

/* Return how many lines may show a title, 2 at most; below zero: the page that is missing. */
static int64_t showings(const search *to, const uint8_t *s, const uint8_t *end) {
    uint8_t marks[PAGE];
    int64_t hits = 0;
    uint32_t missing = 0; /* page 0 is always there */
    mark(marks, to);
    for (const uint8_t *p = s; (p = next(marks, p, end, &missing));) {
        const uint8_t *first = p++;
        while ((*first & 0xc0) == 0x80) first--;
        int may = 0;
        for (int each = 0; each < to->many && !may; each++)
            may = follows(to->needles + each, first, end);
        ptrdiff_t size;
        uint32_t code = code_at(first, end, &size);
        if (!may && pages[code >> 8][code & 255] != ANYTHING) continue;
        const uint8_t *feed = memchr(first, '\n', end - first);
        if (!feed) feed = end;
        while (first > s && first[-1] != '\n') first--;
        int64_t shown = shows(to, first, feed);
        if (shown < 0) return shown;
        if ((hits += shown) > 1) return 2;
        p = feed;
    }
    return missing ? NO_PAGE(missing) : hits;
}

/* showings(text, parts, least, most): how many lines may show a title, 2 at most; below zero: the
 * page that is missing, as -1 - page. `parts` are those of the title, each ended by a line feed;
 * the lines that are looked at have between `least` and `most` characters. */
PyObject *showings_of(PyObject *Py_UNUSED(module), PyObject *const *given, Py_ssize_t count) {
    char *text, *parts;
    Py_ssize_t length, size;
    if (count != 4) return PyErr_BadArgument(), NULL;
    if (PyBytes_AsStringAndSize(given[0], &text, &length)) return NULL;
    if (PyBytes_AsStringAndSize(given[1], &parts, &size)) return NULL;
    search to = {.least = PyLong_AsLongLong(given[2]), .most = PyLong_AsLongLong(given[3])};
    if (PyErr_Occurred()) return NULL;
    for (const uint8_t *p = (const uint8_t *)parts, *stop = p + size; p < stop;) {
        const uint8_t *feed = memchr(p, '\n', stop - p);
        if (!feed) feed = stop;
        int64_t done = to.many < PARTS ? take(to.needles + to.many, p, feed) : -1;
        if (done < -1) return PyLong_FromLongLong(done);
        if (done < 0) return PyLong_FromLong(2);
        to.many += to.needles[to.many].used > 0;
        p = feed + 1;
    }
    return PyLong_FromLongLong(showings(&to, (const uint8_t *)text, (const uint8_t *)text + length));
}

/* add_page(number, entries): keep what the code points of a page fold to. */
PyObject *add_page(PyObject *Py_UNUSED(module), PyObject *given) {
    unsigned int number;
    const char *entries;
    Py_ssize_t size;
    if (!PyArg_ParseTuple(given, "Iy#", &number, &entries, &size)) return NULL;
    if (number >= PAGES || size != PAGE * sizeof **pages) return PyErr_BadArgument(), NULL;
    if (keep_page(number, entries)) return PyErr_NoMemory();
    return Py_NewRef(Py_None);
}
