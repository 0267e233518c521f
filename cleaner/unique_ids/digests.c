/* Digests of ids, and a set of them: what digests.py does, without an object for each.
 *
 * The stable ABI is enough, so that one build fits every Python from 3.11. */

#define PY_SSIZE_T_CLEAN
#define Py_LIMITED_API 0x030B0000
#include <Python.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "blake2b.h"

typedef struct {
    uint64_t high, low; /* 0 and 0 where empty */
} digest;

/* Digests by open addressing in their order, each at or behind a place proportional to it: a search
 * for a new one ends early, and a table that grows is read and written from end to end. */
typedef struct {
    digest *slots;
    uint64_t room, used, length; /* places, digests, and slots: some lie behind the places */
} set;

#define NAME "cleaner.unique_ids"
#define DOUBLING 131072 /* up to so many places a set doubles, from then on it grows by little */

static uint64_t home(const set *s, digest d) {
    return (uint64_t)((unsigned __int128)d.high * s->room >> 64);
}

static int is_empty(digest d) { return !d.high && !d.low; }

static int is_before(digest one, digest other) {
    return one.high < other.high || (one.high == other.high && one.low < other.low);
}

/* Make the set larger, in place as far as the system can; 0 where memory is short. */
static int grow(set *s) {
    uint64_t room = s->room < DOUBLING ? 2 * s->room + 512 : s->room + s->room / 16;
    uint64_t length = room + room / 256 + 64, from = length, at = 0;
    digest *slots = realloc(s->slots, length * sizeof *slots);
    if (!slots) return 0;
    /* All to the end, and from there each to its place, which is never behind where it lies. */
    for (uint64_t i = s->length; i-- > 0;) {
        if (!is_empty(slots[i])) slots[--from] = slots[i];
    }
    *s = (set){slots, room, s->used, length};
    for (; from < length; from++) {
        digest d = slots[from];
        for (uint64_t least = home(s, d); at < least; at++) slots[at] = (digest){0, 0};
        slots[at++] = d;
    }
    for (; at < length; at++) slots[at] = (digest){0, 0};
    return 1;
}

/* Add a digest: 1 where it is new, 0 where it was there, -1 where memory is short. */
static int add(set *s, digest d) {
    uint64_t at = home(s, d);
    while (!is_empty(s->slots[at]) && is_before(s->slots[at], d)) at++;
    if (s->slots[at].high == d.high && s->slots[at].low == d.low) return 0;
    uint64_t empty = at;
    while (!is_empty(s->slots[empty])) empty++;
    memmove(s->slots + at + 1, s->slots + at, (empty - at) * sizeof d);
    s->slots[at] = d;
    s->used++;
    /* The last slot stays empty: there a search ends. */
    int is_spacious = s->used < s->room / 100 * 88 && empty + 2 < s->length;
    return is_spacious || grow(s) ? 1 : -1;
}

static void destroy(PyObject *capsule) {
    set *s = PyCapsule_GetPointer(capsule, NAME);
    if (s) free(s->slots);
    free(s);
}

/* new() -> a set of digests. */
static PyObject *new_set(PyObject *module, PyObject *nothing) {
    (void)module, (void)nothing;
    set *s = calloc(1, sizeof *s);
    PyObject *capsule = s && grow(s) ? PyCapsule_New(s, NAME, destroy) : PyErr_NoMemory();
    if (capsule) return capsule;
    if (s) free(s->slots);
    free(s);
    return NULL;
}

#define SIZE 16

/* add(set, digests) -> the numbers of those that were there before, in their order. */
static PyObject *add_all(PyObject *module, PyObject *given) {
    (void)module;
    PyObject *capsule, *again = NULL;
    Py_buffer digests;
    if (!PyArg_ParseTuple(given, "Oy*", &capsule, &digests)) return NULL;
    set *s = PyCapsule_GetPointer(capsule, NAME);
    if (s) again = PyList_New(0);
    for (Py_ssize_t row = 0; again && row < digests.len / SIZE; row++) {
        digest d;
        memcpy(&d, (const uint8_t *)digests.buf + SIZE * row, SIZE);
        if (is_empty(d)) d.low = 1;
        int added = add(s, d);
        if (added > 0) continue;
        PyObject *number = added < 0 ? PyErr_NoMemory() : PyLong_FromSsize_t(row);
        if (!number || PyList_Append(again, number)) Py_CLEAR(again);
        Py_XDECREF(number);
    }
    PyBuffer_Release(&digests);
    return again;
}

/* digests(data, ends) -> the digests of the strings in data, one behind the other. */
static PyObject *digest_all(PyObject *module, PyObject *given) {
    (void)module;
    Py_buffer data, ends;
    if (!PyArg_ParseTuple(given, "y*y*", &data, &ends)) return NULL;
    const int64_t *end = ends.buf;
    Py_ssize_t count = ends.len / (Py_ssize_t)sizeof *end;
    PyObject *found = PyBytes_FromStringAndSize(NULL, SIZE * count);
    uint8_t *out = found ? (uint8_t *)PyBytes_AsString(found) : NULL;
    int64_t start = 0;
    for (Py_ssize_t row = 0; out && row < count; start = end[row++]) {
        blake2b(out + SIZE * row, SIZE, (const uint8_t *)data.buf + start, end[row] - start);
    }
    PyBuffer_Release(&data);
    PyBuffer_Release(&ends);
    return found;
}

static PyMethodDef METHODS[] = {
    {"new", new_set, METH_NOARGS, NULL},
    {"add", add_all, METH_VARARGS, NULL},
    {"digests", digest_all, METH_VARARGS, NULL},
    {NULL, NULL, 0, NULL}
};

static PyModuleDef_Slot SLOTS[] = {{0, NULL}};
static struct PyModuleDef MODULE = {PyModuleDef_HEAD_INIT, "_kernels", NULL, 0, METHODS, SLOTS, 0, 0, 0};

PyMODINIT_FUNC PyInit__kernels(void) { return PyModuleDef_Init(&MODULE); }

/* What tells the sources that this was compiled from; see kernels.py of the core. */
__attribute__((visibility("default")))
const char *kernels_sources(void) { return SOURCES; }
