/* The functions of the module that the kernels of this folder are, and what they share.
 *
 * The stable ABI is enough, so that one build fits every Python from 3.11. */

#ifndef CLEANER_TITLES_MODULE_H
#define CLEANER_TITLES_MODULE_H

#define PY_SSIZE_T_CLEAN
#define Py_LIMITED_API 0x030B0000
#include <Python.h>

#include <stdint.h>

/* Say whether a byte is white space to str.strip(). */
static inline int is_space(uint8_t c) { return (c >= 9 && c <= 13) || (c >= 0x1c && c <= 0x20); }

PyObject *add_page(PyObject *module, PyObject *given);
PyObject *plain_top(PyObject *module, PyObject *given);
PyObject *showings_of(PyObject *module, PyObject *const *given, Py_ssize_t count);

#endif
