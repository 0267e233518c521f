/* Cut plain text where the best boundary is soon told: what plain.py does, in a tenth of its time.

   Only the common cases are known here: a paragraph, a line that ends with a mark, a full stop
   about which there is no doubt. For each other cut Python is asked. The stable ABI is enough, so
   that one build fits every Python from 3.11; what it lacks is written out here. */

#define Py_LIMITED_API 0x030B0000
#include <Python.h>

enum { NEAR = 160, LONGEST_WORD = 30, LONGEST_BLANK = 64 };

typedef struct {
    PyObject *text, *is_never_short;
    Py_ssize_t length;
} Plain;

enum { UNCLEAR = -1, NONE = 0, FAILED = -2 };

static Py_UCS4 at(const Plain *plain, Py_ssize_t index) {
    return PyUnicode_ReadChar(plain->text, index);
}

/* What str.isspace says (White_Space of Unicode, and the separators of ASCII). */
static int is_space(Py_UCS4 c) {
    if (c < 0x80) return c == ' ' || (c >= 9 && c <= 13) || (c >= 28 && c <= 31);
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028
        || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

/* The first place of a character from start up to end, or the last one if step is -1; else -1. */
static Py_ssize_t find(const Plain *plain, Py_UCS4 c, Py_ssize_t start, Py_ssize_t end, int step) {
    if (end > plain->length) end = plain->length;
    return start < end ? PyUnicode_FindChar(plain->text, c, start, end, step) : -1;
}

/* The same of two characters in a row. */
static Py_ssize_t find_pair(const Plain *plain, Py_UCS4 c, Py_UCS4 next, Py_ssize_t start,
                            Py_ssize_t end, int step) {
    if (end > plain->length) end = plain->length;
    for (end--;;) {
        Py_ssize_t found = find(plain, c, start, end, step);
        if (found < 0 || at(plain, found + 1) == next) return found;
        if (step > 0) start = found + 1;
        else end = found;
    }
}

/* Whether a line of white space alone, at least so long, ends between start and end. */
static int has_blank(const Plain *plain, Py_ssize_t start, Py_ssize_t end, Py_ssize_t least) {
    if (end > plain->length) end = plain->length;
    while ((start = find(plain, '\n', start, end, 1)) >= 0) {
        Py_ssize_t behind = ++start;
        while (behind < end && at(plain, behind) != '\n' && is_space(at(plain, behind))) behind++;
        if (behind < end && at(plain, behind) == '\n' && behind - start >= least) return 1;
    }
    return 0;
}

static Py_ssize_t unless_space(const Plain *plain, Py_ssize_t cut) {
    return is_space(at(plain, cut)) ? UNCLEAR : cut;
}

/* Where the nearest paragraph begins. */
static Py_ssize_t paragraph(const Plain *plain, Py_ssize_t first, Py_ssize_t wanted,
                            Py_ssize_t last) {
    Py_ssize_t cut = find_pair(plain, '\n', '\n', first - 2, wanted, -1) + 2;
    Py_ssize_t start = cut, end = 2 * wanted - cut; /* where there may be a nearer one */
    Py_ssize_t reach = cut > 1 && end < last ? end : last;
    Py_ssize_t behind = find_pair(plain, '\n', '\n', wanted - 1, reach, 1) + 2;
    if (behind > 1 && (cut == 1 || behind < end)) {
        start = 2 * wanted - behind - 1, end = behind - 2, cut = behind;
    }
    if (cut == 1) return has_blank(plain, first - 2, last + 1, 0) ? UNCLEAR : NONE;
    if (find(plain, '\n', start < 0 ? 0 : start, end, 1) >= 0) {
        start = start > LONGEST_BLANK ? start - LONGEST_BLANK : 0;
        if (has_blank(plain, start, end, 1)) return UNCLEAR;
    }
    return unless_space(plain, cut);
}

/* Where the nearest line begins, if a mark ends that above. */
static Py_ssize_t line(const Plain *plain, Py_ssize_t first, Py_ssize_t wanted, Py_ssize_t last) {
    Py_ssize_t before = find(plain, '\n', first - 1, wanted, -1) + 1;
    Py_ssize_t behind = find(plain, '\n', wanted, last, 1) + 1;
    if (!before && !behind) return NONE;
    Py_ssize_t cut = !behind || (before && 2 * wanted <= before + behind) ? before : behind;
    Py_UCS4 mark = at(plain, cut - 2);
    if (mark != '.' && mark != '!' && mark != '?') return UNCLEAR;
    return unless_space(plain, cut);
}

/* Where the sentence ends that a full stop and a space end without a doubt. */
static Py_ssize_t sure_end(const Plain *plain, Py_ssize_t mark) {
    Py_ssize_t end = mark + 2;
    if (end < plain->length && at(plain, end) == ' ') end++;
    if (end >= plain->length) return NONE;
    Py_UCS4 follows = at(plain, end);
    if (follows >= 0x80) return UNCLEAR;
    if (follows < 'A' || follows > 'Z') return NONE;
    Py_UCS4 next = end + 1 < plain->length ? at(plain, end + 1) : 0;
    if (next == ',' || next == ')') return NONE; /* a letter, and no word */
    Py_ssize_t farthest = mark > LONGEST_WORD ? mark - LONGEST_WORD : 0;
    Py_ssize_t start = find(plain, ' ', farthest, mark, -1) + 1;
    PyObject *word = PyUnicode_Substring(plain->text, start ? start : farthest, mark);
    if (!word) return FAILED;
    PyObject *answer = PyObject_CallFunctionObjArgs(plain->is_never_short, word, NULL);
    Py_DECREF(word);
    if (!answer) return FAILED;
    int sure = answer == Py_True;
    Py_DECREF(answer);
    return sure ? end : NONE;
}

/* The nearest end of a sentence about which there is no doubt. */
static Py_ssize_t sentence(const Plain *plain, Py_ssize_t first, Py_ssize_t wanted,
                           Py_ssize_t last) {
    Py_ssize_t nearest = wanted > NEAR ? wanted - NEAR : 0, farthest = wanted + NEAR;
    Py_ssize_t before = find_pair(plain, '.', ' ', nearest, wanted, -1);
    Py_ssize_t behind = find_pair(plain, '.', ' ', wanted - 1, farthest, 1);
    while (before >= 0 || behind >= 0) {
        Py_ssize_t cut;
        if (behind < 0 || (before >= 0 && before + behind >= 2 * wanted - 4)) {
            cut = sure_end(plain, before);
            before = find_pair(plain, '.', ' ', nearest, before, -1);
        } else {
            cut = sure_end(plain, behind);
            behind = find_pair(plain, '.', ' ', behind + 2, farthest, 1);
        }
        if (cut < 0 || (cut && first <= cut && cut <= last)) return cut;
    }
    return UNCLEAR;
}

static Py_ssize_t asked(PyObject *otherwise, Py_ssize_t new) {
    PyObject *answer = PyObject_CallFunction(otherwise, "n", new);
    if (!answer) return FAILED;
    Py_ssize_t cut = PyLong_AsSsize_t(answer);
    Py_DECREF(answer);
    if (cut <= new && !PyErr_Occurred()) PyErr_SetString(PyExc_ValueError, "an empty segment");
    return PyErr_Occurred() ? FAILED : cut;
}

static Py_ssize_t end_of(const Plain *plain, Py_ssize_t new, Py_ssize_t wanted, Py_ssize_t first,
                         Py_ssize_t last, PyObject *otherwise) {
    Py_ssize_t cut = UNCLEAR;
    if (2 < first && first <= wanted && wanted <= last && !is_space(at(plain, new))) {
        cut = paragraph(plain, first, wanted, last);
        if (cut == NONE) cut = line(plain, first, wanted, last);
        if (cut == NONE) cut = sentence(plain, first, wanted, last);
    }
    return cut == UNCLEAR ? asked(otherwise, new) : cut;
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

/* parts(text, most, least, farthest, otherwise, is_never_short) */
static PyObject *parts(PyObject *Py_UNUSED(module), PyObject *args) {
    PyObject *text, *otherwise, *is_never_short;
    Py_ssize_t most, least, farthest, count = 0, new = 0;
    if (!PyArg_ParseTuple(args, "UnnnOO", &text, &most, &least, &farthest, &otherwise,
                          &is_never_short)) return NULL;
    Plain plain = {text, is_never_short, PyUnicode_GetLength(text)};
    Py_ssize_t room = 16, *ends = PyMem_Malloc(room * sizeof *ends);
    if (!ends) return PyErr_NoMemory();
    for (Py_ssize_t rest; (rest = plain.length - new) > most; ends[count++] = new) {
        /* Spread evenly over as few segments as there may be. */
        Py_ssize_t segments = (rest - 1) / most + 1, wanted = new + (rest - 1) / segments + 1;
        Py_ssize_t last = new + most < farthest ? new + most : farthest;
        new = end_of(&plain, new, wanted, new + least, last, otherwise);
        if (new < 0) break;
        if (count + 2 > room) {
            Py_ssize_t *more = PyMem_Realloc(ends, (room *= 2) * sizeof *ends);
            if (!more) {
                PyMem_Free(ends);
                return PyErr_NoMemory();
            }
            ends = more;
        }
    }
    if (new < plain.length || !plain.length) ends[count++] = plain.length;
    PyObject *made = new < 0 ? NULL : parts_of(ends, count);
    PyMem_Free(ends);
    return made;
}

static PyMethodDef METHODS[] = {{"parts", parts, METH_VARARGS, NULL}, {NULL, NULL, 0, NULL}};

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
