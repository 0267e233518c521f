/* The functions of the module that the kernels of this folder are.

   The stable ABI is enough, so that one build fits every Python from 3.11. */

#ifndef CLEANER_TEXT_MODULE_H
#define CLEANER_TEXT_MODULE_H

#define PY_SSIZE_T_CLEAN
#define Py_LIMITED_API 0x030B0000
#include <Python.h>

PyObject *document_cuts(PyObject *module, PyObject *const *given, Py_ssize_t count);
PyObject *lines_shared(PyObject *module, PyObject *given);

#endif
