/* From UTF-8 to the hashes of words, or of characters; the normal form is that of normal.py. */

#ifndef CLEANER_NEAR_DUPLICATES_WORDS_H
#define CLEANER_NEAR_DUPLICATES_WORDS_H

#include "kernels.h"

#if defined(__x86_64__) || defined(_M_X64)
#include <immintrin.h>
#define HAVE_SSE2 1
#endif

/* Bit i is set where text[i] belongs to a word: an ASCII letter or digit, or a byte above ASCII,
 * which the normal form has in words only. */
static inline uint64_t word_bits(const uint8_t *text) {
    uint64_t bits = 0;
#ifdef HAVE_SSE2
    for (int i = 0; i < 4; i++) {
        __m128i c = _mm_loadu_si128((const __m128i *)(text + 16 * i));
        __m128i letter = _mm_sub_epi8(_mm_or_si128(c, _mm_set1_epi8(0x20)), _mm_set1_epi8('a'));
        __m128i digit = _mm_sub_epi8(c, _mm_set1_epi8('0'));
        letter = _mm_cmpeq_epi8(_mm_min_epu8(letter, _mm_set1_epi8(25)), letter);
        digit = _mm_cmpeq_epi8(_mm_min_epu8(digit, _mm_set1_epi8(9)), digit);
        __m128i inside = _mm_or_si128(_mm_or_si128(letter, digit), c);
        bits |= (uint64_t)(uint32_t)_mm_movemask_epi8(inside) << (16 * i);
    }
#else
    for (int i = 0; i < 64; i++) {
        uint8_t c = text[i];
        uint64_t inside = c >= 0x80 || (uint8_t)((c | 0x20) - 'a') < 26 || (uint8_t)(c - '0') < 10;
        bits |= inside << i;
    }
#endif
    return bits;
}

static inline uint64_t mix_word(uint64_t x) {
    x ^= x >> 32;
    x *= MIX;
    return x ^ (x >> 29);
}

/* Eight bytes of a word, ASCII letters made small (digits have that bit already). */
static inline uint64_t chunk(const uint8_t *at) {
    uint64_t x = load64(at);
    return x | (~x & 0x8080808080808080ull) >> 2;
}

static inline uint64_t mask(size_t bytes) {
    return bytes >= 8 ? ~0ull : (1ull << (8 * bytes)) - 1;
}

/* How the first 16 bytes of a word of each length make one number: without a branch, as the lengths
 * of words cannot be foreseen. */
typedef struct {
    uint64_t first, factor, second;
} folding;

#define SHORT(n) {(1ull << (8 * (n))) - 1, 1, 0}
#define LONGER(n) {~0ull, WORD, (1ull << (8 * (n))) - 1}
static const folding FOLDINGS[17] = {SHORT(0), SHORT(1), SHORT(2), SHORT(3), SHORT(4), SHORT(5),
    SHORT(6), SHORT(7), {~0ull, 1, 0}, LONGER(1), LONGER(2), LONGER(3), LONGER(4), LONGER(5),
    LONGER(6), LONGER(7), {~0ull, WORD, ~0ull}};

/* Reads 16 bytes of a word, however short. */
static inline uint64_t hash_word(const uint8_t *at, size_t length) {
    const folding *f = FOLDINGS + (length < 16 ? length : 16);
    uint64_t x = (chunk(at) & f->first) * f->factor + (chunk(at + 8) & f->second);
    while (length > 16) {
        at += 8;
        length -= 8;
        x = x * WORD + (chunk(at + 8) & mask(length - 8));
    }
    return mix_word(x);
}

/* Where words begin and end in a block of text: a word that goes on has no end yet. */
#define BLOCK 2048
typedef struct {
    size_t edges[BLOCK + 64];
    size_t count;    /* of edges: an odd one is the beginning of a word that goes on */
    uint64_t inside; /* 1 where the byte before the block belongs to a word */
} block;

/* Find the edges in `length` bytes of text from `at` on, `length` at most BLOCK; reads up to 64
 * bytes behind. */
static void find_edges(block *b, const uint8_t *text, size_t at, size_t length) {
    size_t count = b->count;
    for (size_t end = at + length; at < end; at += 64) {
        uint64_t bits = word_bits(text + at);
        if (end - at < 64) bits &= (1ull << (end - at)) - 1;
        uint64_t edges = bits ^ (bits << 1 | b->inside);
        b->inside = bits >> 63;
        size_t found = (size_t)__builtin_popcountll(edges), k = 0;
        do { /* eight at a time, needed or not, are faster than a loop that ends anywhere */
            for (int i = 0; i < 8; i++, k++) {
                b->edges[count + k] = at + (size_t)__builtin_ctzll(edges | 1ull << 63);
                edges &= edges - 1;
            }
        } while (k < found);
        count += found;
    }
    b->count = count;
}

static inline int in_word(uint8_t c) {
    return c >= 0x80 || (uint8_t)((c | 0x20) - 'a') < 26 || (uint8_t)(c - '0') < 10;
}

/* Hash every character of the words, with one space between words. Return their number. */
static size_t hash_characters(const uint8_t *text, size_t length, uint64_t *hashes) {
    size_t count = 0;
    int parted = 0;
    for (size_t at = 0; at < length;) {
        if (!in_word(text[at])) {
            parted = 1;
            at++;
            continue;
        }
        if (parted && count) hashes[count++] = mix_word(' ');
        parted = 0;
        size_t end = at + 1;
        while (end < length && (text[end] & 0xC0) == 0x80) end++;
        hashes[count++] = hash_word(text + at, end - at);
        at = end;
    }
    return count;
}

/* Copy text up to the first 64 bytes that are not all ASCII, or less than that many. Return how
 * much was copied. */
static size_t copy_ascii(const uint8_t *text, size_t length, uint8_t *copy) {
    size_t at = 0;
    for (; at + 64 <= length; at += 64) {
        uint64_t high = 0;
        for (size_t i = at; i < at + 64; i += 8) {
            uint64_t eight = load64(text + i);
            high |= eight;
            memcpy(copy + i, &eight, 8);
        }
        if (high & 0x8080808080808080ull) break;
    }
    return at;
}

static inline uint32_t decode(const uint8_t **at) {
    const uint8_t *c = *at;
    if (c[0] < 0xE0) {
        *at += 2;
        return (c[0] & 0x1Fu) << 6 | (c[1] & 0x3Fu);
    }
    if (c[0] < 0xF0) {
        *at += 3;
        return (c[0] & 0x0Fu) << 12 | (c[1] & 0x3Fu) << 6 | (c[2] & 0x3Fu);
    }
    *at += 4;
    return (c[0] & 0x07u) << 18 | (c[1] & 0x3Fu) << 12 | (c[2] & 0x3Fu) << 6 | (c[3] & 0x3Fu);
}

/* Write the text with every character above ASCII replaced by what stands for it: `pages` has for
 * each 256 code points their replacements, up to seven bytes and their number in the eighth.
 * Behind it come 64 bytes of 0. Return the length, or -1 - page where a page is not there yet. */
static int64_t normalise(
    const uint8_t *text, size_t length, const uint64_t *const *pages, uint8_t *normal) {
    size_t copied = copy_ascii(text, length, normal);
    const uint8_t *at = text + copied, *end = text + length;
    uint8_t *out = normal + copied;
    while (at < end) {
        while (at + 8 <= end && !(load64(at) & 0x8080808080808080ull)) {
            memcpy(out, at, 8);
            at += 8;
            out += 8;
        }
        while (at < end && *at < 0x80) *out++ = *at++;
        while (at < end && *at >= 0x80) {
            uint32_t code = decode(&at);
            const uint64_t *page = pages[code >> 8];
            if (!page) return -1 - (int64_t)(code >> 8);
            uint64_t replacement = page[code & 0xFF];
            memcpy(out, &replacement, 8);
            out += replacement >> 56;
        }
    }
    memset(out, 0, 64);
    return out - normal;
}

#endif
