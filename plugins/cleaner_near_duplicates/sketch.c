/* From UTF-8 to shingles, signatures and band keys, in one pass a document.
 *
 * Every bit equals what shingles.py and minhash.py compute; they say what is hashed and why. */

#include "kernels.h"

#if defined(__x86_64__) || defined(_M_X64)
#include <immintrin.h>
#define HAVE_SSE2 1
#endif

enum kind { EMPTY, WORDS, BY_CHARACTERS, WHOLE, SIGNS };

typedef struct {
    uint8_t *normal;   /* the text with what is not ASCII in its normal form */
    uint64_t *hashes;  /* of words, or of characters */
    uint32_t *mixed;   /* distinct shingles, ready for the permutations */
    uint64_t *bits; /* two tables of bits, of `bit_room` words each */
    uint64_t bit_room;
    set48 seen;
} work;

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

/* Up to eight bytes of a word, ASCII letters made small (digits have that bit already). */
static inline uint64_t chunk(const uint8_t *at, size_t length) {
    uint64_t x = load64(at);
    x |= (~x & 0x8080808080808080ull) >> 2;
    return length >= 8 ? x : x & ((1ull << (8 * length)) - 1);
}

static inline uint64_t hash_word(const uint8_t *at, size_t length) {
    uint64_t x = chunk(at, length);
    while (length > 8) {
        at += 8;
        length -= 8;
        x = x * WORD + chunk(at, length);
    }
    return mix_word(x);
}

/* Hash every word of the text; reads up to 64 bytes behind its end. Return their number. */
static size_t hash_words(const uint8_t *text, size_t length, uint64_t *hashes) {
    size_t count = 0, start = 0;
    uint64_t before = 0;
    for (size_t at = 0; at < length; at += 64) {
        uint64_t bits = word_bits(text + at);
        if (length - at < 64) bits &= (1ull << (length - at)) - 1;
        uint64_t edges = bits ^ (bits << 1 | before);
        if (before && edges) {
            hashes[count++] = hash_word(text + start, at + __builtin_ctzll(edges) - start);
            edges &= edges - 1;
        }
        while (edges) {
            start = at + __builtin_ctzll(edges);
            edges &= edges - 1;
            if (!edges) break; /* the word goes on in the next block */
            hashes[count++] = hash_word(text + start, at + __builtin_ctzll(edges) - start);
            edges &= edges - 1;
        }
        before = bits >> 63;
    }
    if (before) hashes[count++] = hash_word(text + start, length - start);
    return count;
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

static int is_ascii(const uint8_t *text, size_t length) {
    uint64_t high = 0;
    size_t at = 0;
    for (; at + 8 <= length; at += 8) high |= load64(text + at);
    for (; at < length; at++) high |= (uint64_t)text[at] << 56 | text[at];
    return !(high & 0x8080808080808080ull);
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
 * Return the length, or -1 - page where a page is not there yet. */
static int64_t normalise(
    const uint8_t *text, size_t length, const uint64_t *const *pages, uint8_t *normal) {
    const uint8_t *at = text, *end = text + length;
    uint8_t *out = normal;
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

/* Hash the n-grams, in place of the hashes of words. Return their number. */
static size_t hash_ngrams(uint64_t *hashes, size_t count, size_t length, uint64_t seed) {
    size_t grams = count - length + 1;
    uint64_t sum = 0, power = 1;
    for (size_t i = 0; i + 1 < length; i++) {
        sum = sum * NGRAM + hashes[i];
        power *= NGRAM;
    }
    for (size_t i = 0; i < grams; i++) {
        uint64_t first = hashes[i];
        sum = sum * NGRAM + hashes[i + length - 1];
        hashes[i] = fmix64(sum + seed) & SHINGLE_MASK;
        sum -= power * first;
    }
    return grams;
}

/* Leave each hash once. Return how many are left, or -1 where memory is short.
 *
 * Most n-grams of a text are distinct, so a bit is set for each, without a branch to mispredict;
 * only those whose bit was set twice, some by chance, are looked up in a set. */
static int64_t leave_distinct(work *w, size_t grams) {
    uint64_t *hashes = w->hashes, words = 8, suspects = 0;
    while (words < grams) words *= 2;
    if (words > w->bit_room) {
        free(w->bits);
        w->bits = malloc(2 * words * sizeof *w->bits);
        w->bit_room = w->bits ? words : 0;
        if (!w->bits) return -1;
    }
    uint64_t *once = w->bits, *twice = w->bits + words;
    memset(w->bits, 0, 2 * words * sizeof *w->bits);
    for (size_t i = 0; i < grams; i++) {
        uint64_t at = hashes[i] >> 6 & (words - 1), bit = 1ull << (hashes[i] & 63);
        uint64_t again = once[at] & bit;
        once[at] |= bit;
        twice[at] |= again;
        suspects += again != 0;
    }
    if (!suspects) return (int64_t)grams;
    if (!set48_reset(&w->seen, 64)) return -1;
    size_t left = 0;
    for (size_t i = 0; i < grams; i++) {
        uint64_t hash = hashes[i];
        hashes[left] = hash;
        if (twice[hash >> 6 & (words - 1)] >> (hash & 63) & 1) {
            int added = set48_add(&w->seen, hash);
            if (added < 0) return -1;
            left += (size_t)added;
        } else {
            left++;
        }
    }
    return (int64_t)left;
}

/* Write shingles to a record, six bytes each, and mix them for the permutations. */
static void write_shingles(work *w, int64_t count, uint8_t *record) {
    for (int64_t i = 0; i < count; i++) {
        memcpy(record + SHINGLE_BYTES * i, w->hashes + i, SHINGLE_BYTES);
        w->mixed[i] = fmix32((uint32_t)w->hashes[i]);
    }
}

static void digest_of(const uint64_t *hashes, size_t count, uint64_t digest[2]) {
    uint64_t first = 0, second = 0;
    for (size_t i = 0; i < count; i++) {
        first = first * DIGEST_0 + hashes[i];
        second = second * DIGEST_1 + hashes[i];
    }
    digest[0] = fmix64(first + count);
    digest[1] = fmix64(second + count);
}

#define LANES 32 /* permutations at a time; their arrays are padded to a multiple */

static void least_plain(const uint32_t *mixed, int64_t count, const uint32_t *factors,
    const uint32_t *summands, int64_t used, uint32_t *least) {
    for (int64_t p = 0; p < used; p += LANES) {
        for (int k = 0; k < LANES; k++) least[p + k] = UINT32_MAX;
        for (int64_t i = 0; i < count; i++) {
            for (int k = 0; k < LANES; k++) {
                uint32_t value = factors[p + k] * mixed[i] + summands[p + k];
                least[p + k] = value < least[p + k] ? value : least[p + k];
            }
        }
    }
}

#if defined(HAVE_SSE2) && (defined(__GNUC__) || defined(__clang__))
#define HAVE_AVX2_PATH 1
#define EACH4(f) f(0) f(1) f(2) f(3)
__attribute__((target("avx2"))) static void least_avx2(const uint32_t *mixed, int64_t count,
    const uint32_t *factors, const uint32_t *summands, int64_t used, uint32_t *least) {
    for (int64_t p = 0; p < used; p += LANES) {
#define LOAD(k)                                                                   \
    __m256i factor##k = _mm256_loadu_si256((const __m256i *)(factors + p) + k);   \
    __m256i summand##k = _mm256_loadu_si256((const __m256i *)(summands + p) + k); \
    __m256i least##k = _mm256_set1_epi32(-1);
        EACH4(LOAD)
        for (int64_t i = 0; i < count; i++) {
            __m256i value = _mm256_set1_epi32((int)mixed[i]);
#define STEP(k)                  \
    least##k = _mm256_min_epu32( \
        least##k, _mm256_add_epi32(_mm256_mullo_epi32(value, factor##k), summand##k));
            EACH4(STEP)
        }
#define STORE(k) _mm256_storeu_si256((__m256i *)(least + p) + k, least##k);
        EACH4(STORE)
    }
}
#endif

static void least_values(const uint32_t *mixed, int64_t count, const uint32_t *factors,
    const uint32_t *summands, int64_t used, uint32_t *least) {
#ifdef HAVE_AVX2_PATH
    if (__builtin_cpu_supports("avx2")) {
        least_avx2(mixed, count, factors, summands, used, least);
        return;
    }
#endif
    least_plain(mixed, count, factors, summands, used, least);
}

/* What `sketch` is given and gives, for `count` documents; see native.py. */
typedef struct {
    const uint8_t *text;    /* texts behind one another, and 64 bytes more */
    const int64_t *ends;    /* where each text ends */
    const uint8_t *ids;     /* ids behind one another */
    const int64_t *id_ends; /* where each id ends */
    int64_t count, longest, ngram, bands, rows;
    const uint32_t *factors, *summands; /* padded to a multiple of LANES with 1 and 0 */
    const uint64_t *const *pages;
    uint8_t *records;
    int64_t *record_ends;
    uint64_t *digests;  /* 2 a document */
    uint32_t *shingles; /* distinct, a document */
    uint32_t *keys;     /* `bands` a document */
    int64_t done;       /* documents that are finished; go on from here */
    int64_t page;       /* the page that is missing, or -1 */
} job;

static void band_keys(const job *j, const uint32_t *signature, uint32_t *keys) {
    for (int64_t band = 0; band < j->bands; band++) {
        uint64_t key = 0;
        for (int64_t row = 0; row < j->rows; row++) {
            key = key * NGRAM + signature[band * j->rows + row];
        }
        keys[band] = (uint32_t)(fmix64(key) >> 32);
    }
}

/* Return 1 where done, 0 where a page is missing, -1 where memory is short. */
static int sketch_one(job *j, work *w, uint32_t *least, int64_t d, uint8_t *record) {
    int64_t start = d ? j->ends[d - 1] : 0, length = j->ends[d] - start;
    const uint8_t *text = j->text + start;
    if (!is_ascii(text, (size_t)length)) {
        length = normalise(text, (size_t)length, j->pages, w->normal);
        if (length < 0) {
            j->page = -1 - length;
            return 0;
        }
        text = w->normal;
    }
    size_t count = hash_words(text, (size_t)length, w->hashes), gram = (size_t)j->ngram;
    digest_of(w->hashes, count, j->digests + 2 * d);
    enum kind kind = count ? WORDS : EMPTY;
    if (count && count < 2 * gram) {
        count = hash_characters(text, (size_t)length, w->hashes);
        kind = count < CHARACTERS ? WHOLE : BY_CHARACTERS;
        gram = count < CHARACTERS ? count : CHARACTERS;
    }
    int64_t distinct = count ? leave_distinct(w, hash_ngrams(w->hashes, count, gram, kind)) : 0;
    if (distinct < 0) return -1;
    /* Place for the one shingle of a text without words, which the caller fills in. */
    if (!distinct) memset(record, 0, SHINGLE_BYTES);
    j->shingles[d] = (uint32_t)distinct;
    if (distinct) {
        write_shingles(w, distinct, record);
        least_values(w->mixed, distinct, j->factors, j->summands, j->bands * j->rows, least);
        band_keys(j, least, j->keys + d * j->bands);
    }
    return 1;
}

/* Sketch documents from `done` on. Return 1 where all are done, 0 where a page is missing, -1 where
 * memory is short. */
PUBLIC int near_sketch(job *j) {
    size_t most = (size_t)j->longest * 3 / 2 + 64; /* characters of the normal form */
    size_t lanes = (size_t)(j->bands * j->rows + LANES);
    work w = {malloc((size_t)j->longest * 3 + 128), malloc(most * 8), malloc(most * 4), NULL, 0, {0}};
    uint32_t *least = malloc(lanes * 4);
    int state = w.normal && w.hashes && w.mixed && least ? 1 : -1;
    while (state == 1 && j->done < j->count) {
        int64_t d = j->done, id_start = d ? j->id_ends[d - 1] : 0;
        uint8_t *record = j->records + (d ? j->record_ends[d - 1] : 0);
        int64_t id_bytes = j->id_ends[d] - id_start;
        memcpy(record, j->ids + id_start, (size_t)id_bytes);
        state = sketch_one(j, &w, least, d, record + id_bytes);
        if (state != 1) break;
        int64_t shingles = j->shingles[d] ? j->shingles[d] : 1;
        j->record_ends[d] = record + id_bytes + SHINGLE_BYTES * shingles - j->records;
        j->done++;
    }
    free(w.normal);
    free(w.hashes);
    free(w.mixed);
    free(w.bits);
    free(w.seen.table);
    free(least);
    return state;
}
