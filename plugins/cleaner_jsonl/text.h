/* Strings and numbers of JSON, read and written again as the encoder of the outputs writes them. */

#ifndef CLEANER_JSONL_TEXT_H
#define CLEANER_JSONL_TEXT_H

#include <stdint.h>
#include <string.h>

#if defined(__x86_64__) || defined(_M_X64)
#include <emmintrin.h>
#define HAVE_SSE2 1
#endif

#define WIDE 16 /* bytes looked at in one go; so many may be read and written behind what counts */

/* Where text goes: as JSON, and where `text` is not NULL, as it is. */
typedef struct {
    uint8_t *json, *text;
    int64_t continued; /* bytes of text that go on with a character */
} sink;

/* Return how many of the next bytes are ASCII that stands for itself, up to WIDE. */
static inline unsigned plain_bytes(const uint8_t *s) {
#ifdef HAVE_SSE2
    __m128i c = _mm_loadu_si128((const __m128i *)s);
    __m128i special = _mm_or_si128(
        _mm_cmpeq_epi8(c, _mm_set1_epi8('"')), _mm_cmpeq_epi8(c, _mm_set1_epi8('\\')));
    /* As signed numbers, bytes above ASCII are below the space as well. */
    special = _mm_or_si128(special, _mm_cmplt_epi8(c, _mm_set1_epi8(' ')));
    return (unsigned)__builtin_ctz((unsigned)_mm_movemask_epi8(special) | 1u << WIDE);
#else
    unsigned n = 0;
    while (n < WIDE && s[n] >= ' ' && s[n] < 0x80 && s[n] != '"' && s[n] != '\\') n++;
    return n;
#endif
}

static inline void put_both(sink *out, const uint8_t *s, unsigned n) {
    memcpy(out->json, s, WIDE);
    out->json += n;
    if (!out->text) return;
    memcpy(out->text, s, WIDE);
    out->text += n;
}

/* Return the length of the character at `s` in UTF-8, or 0 where it is none. */
static inline unsigned utf8_length(const uint8_t *s) {
    uint8_t a = s[0], b = s[1];
    if ((b & 0xC0) != 0x80) return 0;
    if (a >= 0xC2 && a < 0xE0) return 2;
    if (a < 0xE0 || a > 0xF4 || (s[2] & 0xC0) != 0x80) return 0;
    if (a < 0xF0) {
        if (a == 0xE0 && b < 0xA0) return 0;
        return a == 0xED && b >= 0xA0 ? 0 : 3; /* halves of surrogate pairs */
    }
    if ((s[3] & 0xC0) != 0x80) return 0;
    return (a == 0xF0 && b < 0x90) || (a == 0xF4 && b >= 0x90) ? 0 : 4;
}

/* Return the value of four hexadecimal digits, or -1. */
static inline int32_t hex4(const uint8_t *s) {
    int32_t value = 0;
    for (int i = 0; i < 4; i++) {
        uint8_t c = s[i], small = c | 0x20;
        if (c >= '0' && c <= '9') value = value << 4 | (c - '0');
        else if (small >= 'a' && small <= 'f') value = value << 4 | (small - 'a' + 10);
        else return -1;
    }
    return value;
}

/* Write a character of ASCII, which may have to be escaped. */
static inline void put_ascii(sink *out, uint8_t c) {
    static const char shorts[] = "btn\0fr"; /* from 8 on */
    if (out->text) *out->text++ = c;
    if (c == '"' || c == '\\') {
        *out->json++ = '\\';
        *out->json++ = c;
    } else if (c >= ' ') {
        *out->json++ = c;
    } else if (c >= 8 && c <= 13 && c != 11) {
        *out->json++ = '\\';
        *out->json++ = (uint8_t)shorts[c - 8];
    } else {
        memcpy(out->json, c < 16 ? "\\u000" : "\\u001", 5);
        out->json[5] = (uint8_t)"0123456789abcdef"[c & 15];
        out->json += 6;
    }
}

static inline void put_code(sink *out, uint32_t code) {
    uint8_t s[WIDE] = {0};
    unsigned n = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (unsigned i = n - 1; i; i--, code >>= 6) s[i] = (uint8_t)(0x80 | (code & 0x3F));
    s[0] = (uint8_t)(code | (n == 2 ? 0xC0 : n == 3 ? 0xE0 : 0xF0));
    put_both(out, s, n);
    out->continued += n - 1;
}

/* Read an escape, behind its backslash; return what comes behind it, or NULL. */
static const uint8_t *escape(const uint8_t *s, sink *out) {
    switch (*s) {
    case '"': case '\\': case '/': put_ascii(out, *s); return s + 1;
    case 'b': put_ascii(out, '\b'); return s + 1;
    case 't': put_ascii(out, '\t'); return s + 1;
    case 'n': put_ascii(out, '\n'); return s + 1;
    case 'f': put_ascii(out, '\f'); return s + 1;
    case 'r': put_ascii(out, '\r'); return s + 1;
    case 'u': break;
    default: return NULL;
    }
    int32_t code = hex4(s + 1);
    if (code < 0) return NULL;
    if (code >= 0xD800 && code < 0xE000) {
        if (code >= 0xDC00 || s[5] != '\\' || s[6] != 'u') return NULL;
        int32_t low = hex4(s + 7);
        if (low < 0xDC00 || low > 0xDFFF) return NULL;
        put_code(out, 0x10000u + ((uint32_t)(code - 0xD800) << 10) + (uint32_t)(low - 0xDC00));
        return s + 11;
    }
    if (code < 0x80) put_ascii(out, (uint8_t)code);
    else put_code(out, (uint32_t)code);
    return s + 5;
}

/* Copy a string from behind its quotation mark on; return what comes behind its end, or NULL where
 * it is not JSON in UTF-8. A line feed, which a string cannot have, lies behind it at the latest. */
static const uint8_t *copy_string(const uint8_t *s, sink *out) {
    for (;;) {
        unsigned n = plain_bytes(s);
        put_both(out, s, n);
        s += n;
        if (n == WIDE) continue;
        if (*s == '"') return s + 1;
        if (*s == '\\') {
            if (!(s = escape(s + 1, out))) return NULL;
            continue;
        }
        if (*s < 0x80) return NULL;
        do {
            unsigned length = utf8_length(s);
            if (!length) return NULL;
            put_both(out, s, length);
            out->continued += length - 1;
            s += length;
        } while (*s >= 0x80);
    }
}

/* Return what comes behind a string, from behind its quotation mark on, or NULL. */
static const uint8_t *skip_string(const uint8_t *s, const uint8_t *end) {
    for (;;) {
#ifdef HAVE_SSE2
        __m128i c = _mm_loadu_si128((const __m128i *)s);
        __m128i found = _mm_or_si128(
            _mm_cmpeq_epi8(c, _mm_set1_epi8('"')), _mm_cmpeq_epi8(c, _mm_set1_epi8('\\')));
        unsigned bits = (unsigned)_mm_movemask_epi8(found);
        s += bits ? (unsigned)__builtin_ctz(bits) : WIDE;
        if (s >= end) return NULL;
        if (!bits) continue;
#else
        while (s < end && *s != '"' && *s != '\\') s++;
        if (s >= end) return NULL;
#endif
        if (*s == '"') return s + 1;
        s += 2;
    }
}

static inline int is_digit(uint8_t c) { return c >= '0' && c <= '9'; }

/* Return what comes behind a number that is written as the encoder would write it, or NULL: whole
 * ones of up to 18 digits, and others of up to 15, which no shorter ones are equal to. */
static const uint8_t *number(const uint8_t *s) {
    const uint8_t *first = s + (*s == '-'), *at = first;
    while (is_digit(*at)) at++;
    int64_t whole = at - first, digits = whole;
    if (!whole || (whole > 1 && *first == '0')) return NULL;
    if (*at != '.') return whole > 18 || (*s == '-' && *first == '0') ? NULL : at;
    const uint8_t *point = at++;
    while (is_digit(*at)) at++;
    digits += at - point - 1;
    if (at == point + 1 || digits > 15) return NULL;
    if (at[-1] == '0' && at != point + 2) return NULL;
    /* Very small ones are written with an exponent. */
    if (*first == '0' && at - point > 4 && !memcmp(point, ".000", 4)) return NULL;
    while (point + 1 < at && point[1] == '0') point++;
    return *s == '-' && *first == '0' && point + 1 == at ? NULL : at;
}

#endif
