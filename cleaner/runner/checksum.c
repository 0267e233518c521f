/* The CRC-32 of zlib, by carry-less multiplication: 64 bytes at a time are folded into four
 * remainders (Gopal et al., "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ", Intel
 * 2009, with the constants for the reflected polynomial 0x1DB710641 given there). */

#define PY_SSIZE_T_CLEAN
#define Py_LIMITED_API 0x030B0000
#include <Python.h>
#include <stdint.h>

#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))
#include <immintrin.h>
#define HAVE_FOLDING 1
#define FOLDING __attribute__((target("pclmul,sse4.1")))

FOLDING static inline __m128i fold(__m128i remainder, __m128i by, __m128i next) {
    __m128i low = _mm_clmulepi64_si128(remainder, by, 0x00);
    __m128i high = _mm_clmulepi64_si128(remainder, by, 0x11);
    return _mm_xor_si128(_mm_xor_si128(low, high), next);
}

FOLDING static inline __m128i load(const uint8_t *s) {
    return _mm_loadu_si128((const __m128i *)s);
}

/* `length` is a multiple of 16, and at least 64; `crc` is inverted, before and behind. */
FOLDING static uint32_t folded(const uint8_t *s, size_t length, uint32_t crc) {
    __m128i by = _mm_set_epi64x(0x1c6e41596, 0x154442bd4);
    __m128i a = _mm_xor_si128(load(s), _mm_cvtsi32_si128((int)crc));
    __m128i b = load(s + 16), c = load(s + 32), d = load(s + 48);
    for (s += 64, length -= 64; length >= 64; s += 64, length -= 64) {
        a = fold(a, by, load(s));
        b = fold(b, by, load(s + 16));
        c = fold(c, by, load(s + 32));
        d = fold(d, by, load(s + 48));
    }
    by = _mm_set_epi64x(0x0ccaa009e, 0x1751997d0);
    a = fold(fold(fold(a, by, b), by, c), by, d);
    for (; length >= 16; s += 16, length -= 16) a = fold(a, by, load(s));
    /* From 128 bits to 64, and from there to 32 by Barrett's reduction. */
    __m128i words = _mm_set_epi32(0, -1, 0, -1);
    a = _mm_xor_si128(_mm_srli_si128(a, 8), _mm_clmulepi64_si128(a, by, 0x10));
    by = _mm_set_epi64x(0, 0x163cd6124);
    a = _mm_xor_si128(_mm_clmulepi64_si128(_mm_and_si128(a, words), by, 0x00), _mm_srli_si128(a, 4));
    by = _mm_set_epi64x(0x1f7011641, 0x1db710641);
    b = _mm_and_si128(_mm_clmulepi64_si128(_mm_and_si128(a, words), by, 0x10), words);
    a = _mm_xor_si128(a, _mm_clmulepi64_si128(b, by, 0x00));
    return (uint32_t)_mm_extract_epi32(a, 1);
}
#endif

/* crc32(data, value): the checksum of all but the last bytes, fewer than 16, of at least 64. */
static PyObject *crc32(PyObject *Py_UNUSED(module), PyObject *given) {
    Py_buffer data;
    unsigned int value;
    if (!PyArg_ParseTuple(given, "y*I", &data, &value)) return NULL;
#ifdef HAVE_FOLDING
    Py_BEGIN_ALLOW_THREADS
    value = ~folded(data.buf, (size_t)data.len & ~(size_t)15, ~value);
    Py_END_ALLOW_THREADS
#endif
    PyBuffer_Release(&data);
    return PyLong_FromUnsignedLong(value);
}

/* can_fold(): whether this processor has what it takes. */
static PyObject *can_fold(PyObject *Py_UNUSED(module), PyObject *Py_UNUSED(given)) {
#ifdef HAVE_FOLDING
    return PyBool_FromLong(__builtin_cpu_supports("pclmul") && __builtin_cpu_supports("sse4.1"));
#else
    return PyBool_FromLong(0);
#endif
}

static PyMethodDef METHODS[] = {
    {"crc32", crc32, METH_VARARGS, NULL}, {"can_fold", can_fold, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL}
};

static PyModuleDef_Slot SLOTS[] = {{0, NULL}};
static struct PyModuleDef MODULE = {PyModuleDef_HEAD_INIT, "_kernels", NULL, 0, METHODS, SLOTS, 0, 0, 0};

PyMODINIT_FUNC PyInit__kernels(void) { return PyModuleDef_Init(&MODULE); }

/* What tells the sources that this was compiled from; see kernels.py of the core. */
__attribute__((visibility("default")))
const char *kernels_sources(void) { return SOURCES; }
