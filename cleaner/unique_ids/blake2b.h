/* BLAKE2b (RFC 7693) without a key, of bytes that lie together. All integers are little-endian. */

#ifndef CLEANER_UNIQUE_IDS_BLAKE2B_H
#define CLEANER_UNIQUE_IDS_BLAKE2B_H

#include <stdint.h>
#include <string.h>

#define BLOCK 128

static const uint64_t BLAKE2B_START[8] = {
    0x6A09E667F3BCC908ull, 0xBB67AE8584CAA73Bull, 0x3C6EF372FE94F82Bull, 0xA54FF53A5F1D36F1ull,
    0x510E527FADE682D1ull, 0x9B05688C2B3E6C1Full, 0x1F83D9ABFB41BD6Bull, 0x5BE0CD19137E2179ull,
};

static const uint8_t BLAKE2B_ORDER[10][16] = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
    {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
    {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
    {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
    {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
};

static inline uint64_t turn(uint64_t x, int by) { return x >> by | x << (64 - by); }

#define MIX(a, b, c, d, x, y)     \
    do {                          \
        a += b + x;               \
        d = turn(d ^ a, 32);      \
        c += d;                   \
        b = turn(b ^ c, 24);      \
        a += b + y;               \
        d = turn(d ^ a, 16);      \
        c += d;                   \
        b = turn(b ^ c, 63);      \
    } while (0)

/* Take a block, with which there are so many bytes. */
static void blake2b_block(uint64_t h[8], const uint8_t *block, uint64_t count, int is_last) {
    uint64_t m[16], v[16];
    memcpy(m, block, sizeof m);
    memcpy(v, h, 8 * sizeof *v);
    memcpy(v + 8, BLAKE2B_START, sizeof BLAKE2B_START);
    v[12] ^= count;
    if (is_last) v[14] = ~v[14];
    for (int round = 0; round < 12; round++) {
        const uint8_t *s = BLAKE2B_ORDER[round % 10];
        for (int i = 0; i < 4; i++) MIX(v[i], v[4 + i], v[8 + i], v[12 + i], m[s[2 * i]], m[s[2 * i + 1]]);
        s += 8;
        for (int i = 0; i < 4; i++) {
            uint64_t *b = v + 4 + (i + 1) % 4, *c = v + 8 + (i + 2) % 4, *d = v + 12 + (i + 3) % 4;
            MIX(v[i], *b, *c, *d, m[s[2 * i]], m[s[2 * i + 1]]);
        }
    }
    for (int i = 0; i < 8; i++) h[i] ^= v[i] ^ v[8 + i];
}

/* Write a digest of `size` bytes, 64 at most. */
static void blake2b(uint8_t *out, size_t size, const uint8_t *data, int64_t length) {
    uint64_t h[8];
    uint8_t last[BLOCK] = {0};
    memcpy(h, BLAKE2B_START, sizeof h);
    h[0] ^= 0x01010000 ^ size;
    int64_t at = 0;
    for (; length - at > BLOCK; at += BLOCK) blake2b_block(h, data + at, (uint64_t)(at + BLOCK), 0);
    memcpy(last, data + at, (size_t)(length - at));
    blake2b_block(h, last, (uint64_t)length, 1);
    memcpy(out, h, size);
}

#endif
