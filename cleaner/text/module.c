/* The module: what Python calls of the kernels of this folder. */

#include "module.h"

static PyMethodDef METHODS[] = {
    {"cuts", (PyCFunction)(void (*)(void))document_cuts, METH_FASTCALL, NULL},
    {"shared", lines_shared, METH_O, NULL},
    {NULL, NULL, 0, NULL}
};

static PyModuleDef_Slot SLOTS[] = {{0, NULL}};
static struct PyModuleDef MODULE = {PyModuleDef_HEAD_INIT, "_kernels", NULL, 0, METHODS, SLOTS, 0, 0, 0};

PyMODINIT_FUNC PyInit__kernels(void) { return PyModuleDef_Init(&MODULE); }

/* What tells the sources that this was compiled from; see kernels.py of the core. */
__attribute__((visibility("default")))
const char *kernels_sources(void) { return SOURCES; }
