/* What the lines of a text have in common, in one pass over its UTF-8.
 *
 * A line ends with a line feed; the white space around it, as Python's str.strip() takes it, does
 * not count. Lines are compared by hashes: two that differ may be taken for equal, never the other
 * way round, so that "nothing comes twice" is certain. */

#include "module.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define FEW 1024          /* slots of the tables that need no memory of their own */
#define LONGEST_ROMAN 11  /* letters of ccclxxxviii */
#define LONGEST_FORM 480  /* bytes of the longest line that counts something: 120 characters */

typedef struct {
    uint64_t *slots;
    uint64_t mask;
    uint64_t again; /* how often what was put in had been there */
} hash_set;

static void put(hash_set *set, uint64_t hash) {
    hash |= !hash; /* 0 marks a free slot */
    uint64_t at = (hash ^ hash >> 29) & set->mask;
    for (; set->slots[at]; at = (at + 1) & set->mask)
        if (set->slots[at] == hash) {
            set->again++;
            return;
        }
    set->slots[at] = hash;
}

static inline uint64_t mix(uint64_t a, uint64_t b) {
    __uint128_t product = (__uint128_t)(a ^ 0x9e3779b97f4a7c15u) * (b ^ 0xd6e8feb86659fd93u);
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t hash_of(const uint8_t *s, size_t n) {
    uint64_t hash = n, word;
    for (; n >= 8; s += 8, n -= 8) {
        memcpy(&word, s, 8);
        hash = mix(hash, word);
    }
    word = 0;
    memcpy(&word, s, n);
    return mix(hash, word);
}

/* Say whether a code point of three bytes is white space. */
static int is_wide_space(const uint8_t *s) {
    if (s[0] == 0xe2)
        return (s[1] == 0x80 && (s[2] <= 0x8a || s[2] == 0xa8 || s[2] == 0xa9 || s[2] == 0xaf)) ||
               (s[1] == 0x81 && s[2] == 0x9f);
    return (s[0] == 0xe1 && s[1] == 0x9a && s[2] == 0x80) ||
           (s[0] == 0xe3 && s[1] == 0x80 && s[2] == 0x80);
}

static int is_plain_space(uint8_t c) { return (c >= 9 && c <= 13) || (c >= 0x1c && c <= 0x20); }

static int is_latin_space(const uint8_t *s) {
    return s[0] == 0xc2 && (s[1] == 0x85 || s[1] == 0xa0);
}

static const uint8_t *after_space(const uint8_t *s, const uint8_t *end) {
    for (;;) {
        if (s < end && is_plain_space(*s)) s++;
        else if (end - s > 1 && is_latin_space(s)) s += 2;
        else if (end - s > 2 && is_wide_space(s)) s += 3;
        else return s;
    }
}

static const uint8_t *before_space(const uint8_t *s, const uint8_t *end) {
    for (;;) {
        if (end > s && is_plain_space(end[-1])) end--;
        else if (end - s > 1 && is_latin_space(end - 2)) end -= 2;
        else if (end - s > 2 && is_wide_space(end - 3)) end -= 3;
        else return end;
    }
}

/* Say whether a character of several bytes may be a digit, or stand beside the number of a page. */
static int edges(uint32_t code) {
    if (code < 0x900) return code >= 0x660 && (code < 0x66a || (code >= 0x6f0 && code < 0x6fa) ||
                                               (code >= 0x7c0 && code < 0x7ca));
    if (code < 0xe00) return (code & 0x7f) >= 0x66 && (code & 0x7f) < 0x70;
    if (code < 0x1000) return (code & 0xf) < 10 && (code >> 4 == 0xe5 || code >> 4 == 0xed ||
                                                   code >> 4 == 0xf2);
    if (code < 0x2000) return code < 0x10a0 || (code >= 0x17e0 && code < 0x1c5a);
    if (code < 0xa620) return code == 0x2013 || code == 0x2014 || code == 0x30fc || code == 0x9875 ||
                              code == 0x9801;
    return code < 0xabfa || code == 0xc9c0 || code == 0xcabd || (code >= 0xff09 && code < 0xff3e);
}

static uint32_t code_at(const uint8_t *s) {
    if (*s < 0xe0) return (uint32_t)(*s & 31) << 6 | (s[1] & 63u);
    if (*s >= 0xf0) return 0x1f600; /* no digit that is looked for is so far off */
    return (uint32_t)(*s & 15) << 12 | (uint32_t)(s[1] & 63) << 6 | (s[2] & 63u);
}

static int is_plain_edge(uint8_t c) {
    return (c >= '0' && c <= '9') || c == '-' || c == '(' || c == ')' || c == '[' || c == ']';
}

static int is_roman(uint8_t c) {
    c |= 32;
    return c == 'i' || c == 'v' || c == 'x' || c == 'l' || c == 'c';
}

static int is_letter(uint8_t c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

/* Return the bytes of a mark beside a number, at s: white space, a dash or an opening bracket. */
static int opening(const uint8_t *s, const uint8_t *end) {
    if (is_plain_space(*s) || *s == '-' || *s == '(' || *s == '[') return 1;
    if (end - s > 1 && is_latin_space(s)) return 2;
    if (end - s < 3) return 0;
    int dash = s[0] == 0xe2 && s[1] == 0x80 && (s[2] == 0x93 || s[2] == 0x94);
    return dash || is_wide_space(s) || (s[0] == 0xef && s[1] == 0xbc && (s[2] == 0x88 || s[2] == 0xbb))
               ? 3 : 0;
}

/* The same of a mark that ends at `end`, with closing brackets. */
static int closing(const uint8_t *s, const uint8_t *end) {
    if (is_plain_space(end[-1]) || end[-1] == '-' || end[-1] == ')' || end[-1] == ']') return 1;
    if (end - s > 1 && is_latin_space(end - 2)) return 2;
    if (end - s < 3) return 0;
    const uint8_t *p = end - 3;
    int dash = p[0] == 0xe2 && p[1] == 0x80 && (p[2] == 0x93 || p[2] == 0x94);
    return dash || is_wide_space(p) || (p[0] == 0xef && p[1] == 0xbc && (p[2] == 0x89 || p[2] == 0xbd))
               ? 3 : 0;
}

/* Return where a line goes on behind a Roman numeral that it begins with; its start without one. */
static const uint8_t *after_roman(const uint8_t *s, const uint8_t *end) {
    const uint8_t *p = s;
    for (int size; p < end && (size = opening(p, end)); p += size) {}
    const uint8_t *begun = p;
    while (p < end && is_roman(*p)) p++;
    return p > begun && p - begun <= LONGEST_ROMAN && (p == end || !is_letter(*p)) ? p : s;
}

/* Return where a line ends before a Roman numeral that it ends with; its end without one. */
static const uint8_t *before_roman(const uint8_t *s, const uint8_t *end) {
    const uint8_t *p = end;
    for (int size; p > s && (size = closing(s, p)); p -= size) {}
    const uint8_t *ended = p;
    while (p > s && is_roman(p[-1])) p--;
    return p < ended && ended - p <= LONGEST_ROMAN && (p == s || !is_letter(p[-1])) ? p : end;
}

/* Say whether a line begins or ends with a number, or with what may stand beside one. */
static int counts(const uint8_t *from, const uint8_t *to) {
    const uint8_t *last = to - 1;
    while (last > from && (*last & 0xc0) == 0x80) last--;
    return (*from < 0x80 ? is_plain_edge(*from) : edges(code_at(from))) ||
           (*last < 0x80 ? is_plain_edge(*last) : edges(code_at(last))) ||
           after_roman(from, to) != from || before_roman(from, to) != to;
}

/* Hash what a line has beside its numbers, of which Roman ones stand at its ends: its letters in ASCII and basic Cyrillic in small ones,
 * those of Hebrew and Arabic, ideographs, kana, Hangul. Other letters are left out, so that
 * neither case nor the digits of any script count. */
static uint64_t form_of(const uint8_t *s, const uint8_t *end) {
    uint64_t hash = 1;
    s = after_roman(s, end);
    end = before_roman(s, end);
    while (s < end) {
        uint8_t c = *s;
        size_t size = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
        uint64_t code = 0;
        if (size == 1) {
            if ((c | 32) >= 'a' && (c | 32) <= 'z') code = c | 32;
        } else if (size == 2 && (c == 0xd0 || c == 0xd1)) {
            code = (uint64_t)(c & 31) << 6 | (s[1] & 63);
            if (code >= 0x410 && code < 0x430) code += 32;
            if (code < 0x410 || code > 0x44f) code = 0;
        } else if (size == 2 && (c == 0xd7 || c == 0xd8 || (c == 0xd9 && s[1] < 0xa0))) {
            code = (uint64_t)c << 8 | s[1];
        } else if (size == 3 && c >= 0xe3 && c <= 0xed && c != 0xea) {
            code = (uint64_t)c << 16 | (uint64_t)s[1] << 8 | s[2];
        }
        if (code) hash = mix(hash, code);
        s += size;
    }
    return hash;
}

/* Return, for the lines that are not blank: bit 0, whether one comes twice in a row; bit 1, whether
 * two may begin or end with a number and have the form of one before them; from bit 2 on, how many
 * there were before. -1: no memory. The text is followed by a zero byte. */
static int64_t shared(const char *text, int64_t length) {
    const uint8_t *s = (const uint8_t *)text, *end = s + length;
    uint64_t few[2][FEW], count = 1, room = FEW;
    for (const uint8_t *p = s; (p = memchr(p, '\n', end - p)); p++) count++;
    while (room < 2 * count) room *= 2;
    hash_set lines = {few[0], room - 1, 0}, forms = {few[1], room - 1, 0};
    uint64_t *many = NULL;
    if (room > FEW) {
        many = calloc(2 * room, sizeof *many);
        if (!many) return -1;
        lines.slots = many;
        forms.slots = many + room;
    } else {
        while (room > 64 && room >= 4 * count) room /= 2;
        lines.mask = forms.mask = room - 1;
        memset(few[0], 0, room * sizeof **few);
        memset(few[1], 0, room * sizeof **few);
    }
    uint64_t last = 0, in_a_row = 0;
    while (s <= end) {
        const uint8_t *feed = memchr(s, '\n', end - s);
        if (!feed) feed = end;
        const uint8_t *from = after_space(s, feed), *to = before_space(from, feed);
        s = feed + 1;
        if (from == to) continue;
        uint64_t hash = hash_of(from, to - from);
        in_a_row |= hash == last;
        last = hash;
        put(&lines, hash);
        if (to - from <= LONGEST_FORM && counts(from, to)) put(&forms, form_of(from, to));
    }
    free(many);
    return (int64_t)(lines.again << 2 | (uint64_t)(forms.again > 1) << 1 | in_a_row);
}

/* shared(text): what the lines of a text in UTF-8 have in common. */
PyObject *lines_shared(PyObject *Py_UNUSED(module), PyObject *given) {
    char *text;
    Py_ssize_t length;
    int64_t told;
    if (PyBytes_AsStringAndSize(given, &text, &length)) return NULL;
    Py_BEGIN_ALLOW_THREADS
    told = shared(text, length);
    Py_END_ALLOW_THREADS
    return PyLong_FromLongLong(told);
}
