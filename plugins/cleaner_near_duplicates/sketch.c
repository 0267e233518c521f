/* From UTF-8 to shingles, signatures and band keys, in one pass a document.
 *
 * Every bit equals what shingles.py and minhash.py compute; they say what is hashed and why. */

#include "kernels.h"
#include "words.h"

enum kind { EMPTY, WORDS, BY_CHARACTERS, WHOLE, SIGNS };

typedef struct {
    uint8_t *normal;   /* the text with what is not ASCII in its normal form */
    uint64_t *hashes;  /* of words, or of characters */
    uint32_t *mixed;   /* distinct shingles, ready for the permutations */
    uint64_t *bits; /* two tables of bits, of `bit_room` words each */
    uint64_t bit_room;
    set48 seen;
} work;

#define RING 64 /* at least as many as the longest n-gram has words */

/* The hashes of the last words, and what is carried on from word to word. */
typedef struct {
    uint64_t ring[RING];
    uint64_t sum, power, first, second;
    size_t count, length;
} roll;

static void roll_start(roll *r, size_t length) {
    memset(r, 0, sizeof *r);
    r->length = length;
    r->power = 1;
    for (size_t i = 0; i < length; i++) r->power *= NGRAM;
}

/* Take the next word, or character, and write the n-gram that ends with it, where it is long
 * enough. One loop for everything: what each of these waits for hides behind the others. */
static inline void roll_on(roll *r, uint64_t hash, uint64_t seed, uint64_t *grams) {
    uint64_t *old = r->ring + ((r->count - r->length) & (RING - 1));
    r->first = r->first * DIGEST_0 + hash;
    r->second = r->second * DIGEST_1 + hash;
    r->sum = r->sum * NGRAM + hash - r->power * *old;
    r->ring[r->count & (RING - 1)] = hash;
    r->count++;
    if (r->count >= r->length) grams[r->count - r->length] = fmix64(r->sum + seed) & SHINGLE_MASK;
}

/* Hash the words of the text and their n-grams. */
static void roll_words(roll *rolled, const uint8_t *text, size_t length, uint64_t *grams) {
    block b;
    roll r = *rolled;
    b.count = 0;
    b.inside = 0;
    for (size_t at = 0; at < length; at += BLOCK) {
        find_edges(&b, text, at, length - at < BLOCK ? length - at : BLOCK);
        size_t i = 0;
        for (; i + 1 < b.count; i += 2) {
            size_t start = b.edges[i];
            roll_on(&r, hash_word(text + start, b.edges[i + 1] - start), WORDS, grams);
        }
        b.edges[0] = b.edges[i];
        b.count -= i;
    }
    if (b.count) roll_on(&r, hash_word(text + b.edges[0], length - b.edges[0]), WORDS, grams);
    *rolled = r;
}

/* Hash the n-grams of hashes, in place. Return their number. */
static size_t hash_ngrams(uint64_t *hashes, size_t count, size_t length, uint64_t seed) {
    roll r;
    roll_start(&r, length);
    for (size_t i = 0; i < count; i++) roll_on(&r, hashes[i], seed, hashes);
    return count - length + 1;
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

/* Write shingles to a record, six bytes each, and two bytes more behind the last. */
static void write_shingles(const uint64_t *hashes, int64_t count, uint8_t *record) {
    for (int64_t i = 0; i < count; i++) memcpy(record + SHINGLE_BYTES * i, hashes + i, 8);
}

#define LANES 32 /* permutations at a time; their arrays are padded to a multiple */

/* Mix shingles for the permutations: the same for all of them. */
static inline void mix_all(const uint64_t *hashes, int64_t count, uint32_t *mixed) {
    for (int64_t i = 0; i < count; i++) mixed[i] = fmix32((uint32_t)hashes[i]);
}

static void least_plain(const uint64_t *hashes, uint32_t *mixed, int64_t count,
    const uint32_t *factors, const uint32_t *summands, int64_t used, uint32_t *least) {
    mix_all(hashes, count, mixed);
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
__attribute__((target("avx2"))) static void least_avx2(const uint64_t *hashes, uint32_t *mixed,
    int64_t count, const uint32_t *factors, const uint32_t *summands, int64_t used,
    uint32_t *least) {
    mix_all(hashes, count, mixed);
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

static void least_values(const uint64_t *hashes, uint32_t *mixed, int64_t count,
    const uint32_t *factors, const uint32_t *summands, int64_t used, uint32_t *least) {
#ifdef HAVE_AVX2_PATH
    if (__builtin_cpu_supports("avx2")) {
        least_avx2(hashes, mixed, count, factors, summands, used, least);
        return;
    }
#endif
    least_plain(hashes, mixed, count, factors, summands, used, least);
}

/* What `sketch` is given and gives, for `count` documents; see native.py. */
typedef struct {
    const uint8_t *const *texts, *const *ids; /* UTF-8, a document */
    const int64_t *lengths, *id_lengths;
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
    const uint8_t *text = w->normal;
    int64_t length = normalise(j->texts[d], (size_t)j->lengths[d], j->pages, w->normal);
    if (length < 0) {
        j->page = -1 - length;
        return 0;
    }
    size_t gram = (size_t)j->ngram;
    roll r;
    roll_start(&r, gram);
    roll_words(&r, text, (size_t)length, w->hashes);
    j->digests[2 * d] = fmix64(r.first + r.count);
    j->digests[2 * d + 1] = fmix64(r.second + r.count);
    size_t grams = r.count < gram ? 0 : r.count - gram + 1;
    if (r.count && r.count < 2 * gram) {
        size_t count = hash_characters(text, (size_t)length, w->hashes);
        enum kind kind = count < CHARACTERS ? WHOLE : BY_CHARACTERS;
        grams = hash_ngrams(w->hashes, count, count < CHARACTERS ? count : CHARACTERS, kind);
    }
    int64_t distinct = grams ? leave_distinct(w, grams) : 0;
    if (distinct < 0) return -1;
    /* Place for the one shingle of a text without words, which the caller fills in. */
    if (!distinct) memset(record, 0, SHINGLE_BYTES);
    j->shingles[d] = (uint32_t)distinct;
    if (distinct) {
        write_shingles(w->hashes, distinct, record);
        least_values(
            w->hashes, w->mixed, distinct, j->factors, j->summands, j->bands * j->rows, least);
        band_keys(j, least, j->keys + d * j->bands);
    }
    return 1;
}

/* What tells the sources that this was compiled from; see kernels.py of the core. */
PUBLIC const char *kernels_sources(void) { return SOURCES; }

/* Functions of Python's stable interface: the kernels are compiled without its headers. */
typedef struct {
    void *(*item)(void *list, ptrdiff_t at);
    const uint8_t *(*utf8)(void *string, ptrdiff_t *length);
    void (*clear)(void); /* the error that is set */
} python;

/* Find the UTF-8 of the strings of a list, which lives as long as they do; the length is -1 where
 * one has none. The caller holds the GIL. Return how many have none. */
PUBLIC int64_t near_utf8(
    const python *p, void *list, int64_t count, const uint8_t **texts, int64_t *lengths) {
    int64_t without = 0;
    for (int64_t i = 0; i < count; i++) {
        ptrdiff_t length = -1;
        texts[i] = p->utf8(p->item(list, i), &length);
        lengths[i] = texts[i] ? length : -1;
        if (texts[i]) continue;
        p->clear();
        without++;
    }
    return without;
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
        int64_t d = j->done, id_bytes = j->id_lengths[d];
        uint8_t *record = j->records + (d ? j->record_ends[d - 1] : 0);
        memcpy(record, j->ids[d], (size_t)id_bytes);
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
