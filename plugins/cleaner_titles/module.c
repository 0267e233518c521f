/* The module: what Python calls of the kernels of this folder. */

#include "module.h"

static PyMethodDef METHODS[] = {
    {"add_page", add_page, METH_VARARGS, NULL},
    {"plain_top", plain_top, METH_O, NULL},
    {"showings", (PyCFunction)(void (*)(void))showings_of, METH_FASTCALL, NULL},
    {NULL, NULL, 0, NULL}
};

static PyModuleDef_Slot SLOTS[] = {{0, NULL}};
static struct PyModuleDef MODULE = {PyModuleDef_HEAD_INIT, "_kernels", NULL, 0, METHODS, SLOTS, 0, 0, 0};

PyMODINIT_FUNC PyInit__kernels(void) { return PyModuleDef_Init(&MODULE); }

/* What tells the sources that this was compiled from; see kernels.py of the core. */
__attribute__((visibility("default")))
const char *kernels_sources(void) { return SOURCES; }
