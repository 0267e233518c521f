/* Cut plain text into parts: what plain.py does, in a tenth of its time.

   Only common cases are known here, those of ends.c. For each other cut Python is asked. The stable
   ABI is enough, so that one build fits every Python from 3.11; what it lacks is written out here. */

#include "ends.h"

/* What is asked where it is not soon told: ask(text, options) gives a function from where a segment
   begins to where it ends, made when it is needed at first. */
typedef struct {
    PyObject *ask, *text, *options, *asked;
} Otherwise;

static Py_ssize_t told(Otherwise *otherwise, Py_ssize_t new) {
    if (!otherwise->asked) {
        otherwise->asked = PyObject_CallFunctionObjArgs(otherwise->ask, otherwise->text,
                                                        otherwise->options, NULL);
        if (!otherwise->asked) return FAILED;
    }
    PyObject *answer = PyObject_CallFunction(otherwise->asked, "n", new);
    if (!answer) return FAILED;
    Py_ssize_t cut = PyLong_AsSsize_t(answer);
    Py_DECREF(answer);
    if (cut <= new && !PyErr_Occurred()) PyErr_SetString(PyExc_ValueError, "an empty segment");
    return PyErr_Occurred() ? FAILED : cut;
}

enum { INDEX, COUNT, START, END, FIELDS, SEGMENT = FIELDS, NAMES };
static PyObject *names[NAMES];

/* A part as Document.cuts takes it: (start, end, {"segment": {"index": ..., ...}}). */
static PyObject *part(PyObject *const values[FIELDS]) {
    PyObject *place = PyDict_New(), *found = PyDict_New(), *made = NULL;
    int failed = !place || !found;
    for (int field = 0; !failed && field < FIELDS; field++) {
        failed = PyDict_SetItem(place, names[field], values[field]);
    }
    if (!failed && !PyDict_SetItem(found, names[SEGMENT], place)) {
        made = PyTuple_Pack(3, values[START], values[END], found);
    }
    Py_XDECREF(place);
    Py_XDECREF(found);
    return made;
}

static PyObject *parts_of(const Py_ssize_t *ends, Py_ssize_t count) {
    PyObject *parts = PyList_New(count), *values[FIELDS] = {NULL};
    values[COUNT] = PyLong_FromSsize_t(count);
    values[END] = PyLong_FromSsize_t(0);
    for (Py_ssize_t index = 0; parts && index < count; index++) {
        Py_XDECREF(values[START]);
        Py_XDECREF(values[INDEX]);
        values[START] = values[END]; /* one begins where the other ends */
        values[INDEX] = PyLong_FromSsize_t(index);
        values[END] = PyLong_FromSsize_t(ends[index]);
        int whole = values[INDEX] && values[COUNT] && values[START] && values[END];
        PyObject *made = whole ? part(values) : NULL;
        if (!made || PyList_SetItem(parts, index, made)) Py_CLEAR(parts);
    }
    for (int field = 0; field < FIELDS; field++) Py_XDECREF(values[field]);
    return parts;
}

/* Where segments end, and how many there are; FAILED where an error was raised. */
static Py_ssize_t ends_of(Plain *plain, Otherwise *otherwise, Py_ssize_t most, Py_ssize_t least,
                          Py_ssize_t **ends) {
    Py_ssize_t farthest = farthest_end(&plain->text, least), count = 0, new = 0, room = 16;
    if (!(*ends = PyMem_Malloc(room * sizeof **ends))) goto no_memory;
    for (Py_ssize_t rest; (rest = plain->text.length - new) > most; (*ends)[count++] = new) {
        /* Spread evenly over as few segments as there may be. */
        Py_ssize_t segments = (rest - 1) / most + 1, wanted = new + (rest - 1) / segments + 1;
        Py_ssize_t last = new + most < farthest ? new + most : farthest;
        Py_ssize_t cut = soon_told(plain, new, wanted, new + least, last, most);
        new = cut == UNCLEAR ? told(otherwise, new) : cut;
        if (new < 0) return FAILED;
        if (count + 2 > room) {
            Py_ssize_t *more = PyMem_Realloc(*ends, (room *= 2) * sizeof **ends);
            if (!more) goto no_memory;
            *ends = more;
        }
    }
    if (new < plain->text.length || !count) (*ends)[count++] = plain->text.length;
    return count;
no_memory:
    PyErr_NoMemory();
    return FAILED;
}

/* parts(text, is_ascii, is_plain, most, least, ask, options, is_never_short): None if the text may
   have structure, unless is_plain says that it has none. */
static PyObject *parts(PyObject *Py_UNUSED(module), PyObject *const *given, Py_ssize_t count) {
    enum { TEXT, IS_ASCII, IS_PLAIN, MOST, LEAST, ASK, OPTIONS, IS_NEVER_SHORT, GIVEN };
    if (count != GIVEN || !PyUnicode_Check(given[TEXT])) return PyErr_BadArgument(), NULL;
    PyObject *text = given[TEXT];
    Plain plain = {{text, NULL, PyUnicode_GetLength(text)}, given[IS_NEVER_SHORT], UNKNOWN};
    Otherwise otherwise = {given[ASK], text, given[OPTIONS], NULL};
    Py_ssize_t most = PyLong_AsSsize_t(given[MOST]), least = PyLong_AsSsize_t(given[LEAST]);
    if (PyErr_Occurred()) return NULL;
    /* Of ASCII this is the text itself, and no copy. */
    if (given[IS_ASCII] == Py_True) plain.text.ascii = PyUnicode_AsUTF8AndSize(text, NULL);
    if (given[IS_PLAIN] != Py_True && may_have_structure(&plain.text)) Py_RETURN_NONE;
    Py_ssize_t *ends = NULL;
    count = ends_of(&plain, &otherwise, most, least, &ends);
    PyObject *made = count < 0 ? NULL : parts_of(ends, count);
    Py_XDECREF(otherwise.asked);
    PyMem_Free(ends);
    return made;
}

static PyMethodDef METHODS[] = {{"parts", (PyCFunction)(void (*)(void))parts, METH_FASTCALL, NULL}, {NULL, NULL, 0, NULL}};

static PyModuleDef_Slot SLOTS[] = {{0, NULL}};
static struct PyModuleDef MODULE = {PyModuleDef_HEAD_INIT, "_kernels", NULL, 0, METHODS, SLOTS, 0, 0, 0};

PyMODINIT_FUNC PyInit__kernels(void) {
    static const char *const spelled[NAMES] = {"index", "count", "start", "end", "segment"};
    for (int name = 0; name < NAMES; name++) {
        if (!names[name] && !(names[name] = PyUnicode_InternFromString(spelled[name]))) return NULL;
    }
    return PyModuleDef_Init(&MODULE);
}

/* What tells the sources that this was compiled from; see kernels.py of the core. */
__attribute__((visibility("default")))
const char *kernels_sources(void) { return SOURCES; }
