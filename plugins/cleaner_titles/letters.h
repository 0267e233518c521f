/* What the code points of a text fold to, a page of 256 at a time: fold.py says it, once for each
 * page that comes up, and it is kept for all texts. */

#ifndef CLEANER_TITLES_LETTERS_H
#define CLEANER_TITLES_LETTERS_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define LETTER 0x1fffffu /* an entry holds up to three letters of 21 bits */
#define SILENT 1u        /* folds to something, which is left out on both sides */
#define ANYTHING 2u      /* folds to what an entry cannot hold: may be any letters */
#define ONE_MORE (1ull << 63) /* beside the letters it folds to something that is left out */
#define PAGE 256
#define PAGES 0x1100

static const uint64_t *pages[PAGES];

/* By the last byte of a letter: the bytes that characters end with which fold to it, or to more
 * than it. The row behind the letters is that of the characters that may be any. */
static uint8_t endings[PAGE + 1][PAGE];

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

/* Keep a page; -1: no memory. One that is kept already stays. */
static int keep_page(uint32_t number, const void *entries) {
    if (pages[number]) return 0;
    uint64_t *page = malloc(PAGE * sizeof *page);
    if (!page) return -1;
    memcpy(page, entries, PAGE * sizeof *page);
    for (uint32_t at = 0; at < PAGE; at++) {
        uint32_t code = number * PAGE + at, last = code < 0x80 ? code : 0x80 | (code & 63);
        uint64_t entry = page[at];
        if (entry == ANYTHING) endings[PAGE][last] = 1;
        else if (entry != SILENT)
            for (entry &= ~ONE_MORE; entry; entry >>= 21) endings[entry & 255][last] = 1;
    }
    pages[number] = page;
    return 0;
}

#endif
