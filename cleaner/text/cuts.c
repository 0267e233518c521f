/* Make the documents that a text is cut into: what Document.cuts does, in half of its time. */

#include "module.h"

/* The fields of a document, in their order. */
enum {
    BASE, TEXT, SOURCE, META, PART, DATA, EDITS, CHANGES, NOTED, SPAN, TRACE, CHARSET, LINES, IS_WHOLE,
    FIELDS
};

/* Whether a mapping has just the keys of a tuple, in their order, which are the same objects. */
static int has_keys(PyObject *found, PyObject *keys) {
    PyObject *key, *value;
    Py_ssize_t at = 0, count = 0;
    if (!keys || !PyDict_CheckExact(found) || PyDict_Size(found) != PyTuple_Size(keys)) return 0;
    while (PyDict_Next(found, &at, &key, &value)) {
        if (PyTuple_GetItem(keys, count++) != key) return 0;
    }
    return 1;
}

typedef struct {
    PyObject *text, *given, *noted_before, *noting;
    PyObject *keys, *meta, *noted; /* of what was found last: its keys, and what they make of it */
} Cutting;

/* Whether the metadata that a document was given has a field of one of these names. */
static int hides(const Cutting *cutting, PyObject *keys) {
    int hidden = 0;
    for (Py_ssize_t key = 0; !hidden && key < PyTuple_Size(keys); key++) {
        hidden = PyDict_Contains(cutting->given, PyTuple_GetItem(keys, key));
    }
    return hidden;
}

/* Learn what findings with such keys make of the metadata; -1 where an error was raised. */
static int learn(Cutting *cutting, PyObject *found) {
    Py_CLEAR(cutting->keys);
    Py_CLEAR(cutting->meta);
    Py_CLEAR(cutting->noted);
    PyObject *keys = PySequence_Tuple(found), *meta = cutting->given, *noted = NULL;
    int hidden = keys ? hides(cutting, keys) : -1;
    if (hidden < 0) {
        Py_XDECREF(keys);
        return -1;
    }
    PyObject *answer = NULL;
    if (hidden) {
        answer = PyObject_CallFunctionObjArgs(cutting->noting, found, NULL);
        if (answer && PyArg_ParseTuple(answer, "OO", &meta, &noted)) Py_INCREF(noted);
    } else {
        noted = PyFrozenSet_New(keys);
        if (noted && PySet_Size(cutting->noted_before)) {
            PyObject *names = noted;
            noted = PyNumber_Or(cutting->noted_before, names);
            Py_DECREF(names);
        }
    }
    cutting->keys = keys, cutting->noted = noted, cutting->meta = noted ? Py_NewRef(meta) : NULL;
    Py_XDECREF(answer);
    return noted ? 0 : -1;
}

/* The document of one part; fields lacks what differs between parts. */
static PyObject *cut(Cutting *cutting, PyObject *make, PyObject *const *fields, PyObject *part) {
    PyObject *found, *first, *last;
    if (!PyTuple_Check(part) || PyTuple_Size(part) != 3) {
        PyErr_SetString(PyExc_TypeError, "a part is (start, end, what was found)");
        return NULL;
    }
    first = PyTuple_GetItem(part, 0), last = PyTuple_GetItem(part, 1), found = PyTuple_GetItem(part, 2);
    if (!has_keys(found, cutting->keys) && learn(cutting, found)) return NULL;
    Py_ssize_t start = PyLong_AsSsize_t(first), end = PyLong_AsSsize_t(last);
    if (PyErr_Occurred()) return NULL;
    Py_ssize_t length = PyUnicode_GetLength(cutting->text);
    if (start < 0 || end < start || end > length) {
        PyErr_Format(PyExc_ValueError, "part %zd:%zd lies outside of the text", start, end);
        return NULL;
    }
    PyObject *own[FIELDS], *given = PyTuple_New(FIELDS);
    for (int field = 0; field < FIELDS; field++) own[field] = Py_XNewRef(fields[field]);
    own[TEXT] = PyUnicode_Substring(cutting->text, start, end);
    int alone = PyDict_Size(cutting->meta) == 0 && PyDict_Check(found);
    own[META] = PyDict_Copy(alone ? found : cutting->meta);
    own[NOTED] = Py_NewRef(cutting->noted);
    own[SPAN] = PyTuple_Pack(2, first, last);
    int failed = !given || !own[META] || (!alone && PyDict_Update(own[META], found));
    for (int field = 0; field < FIELDS; field++) {
        failed |= !own[field];
        if (!given) Py_XDECREF(own[field]);
        else PyTuple_SetItem(given, field, own[field]);
    }
    PyObject *made = failed ? NULL : PyObject_Call(make, given, NULL);
    Py_XDECREF(given);
    return made;
}

/* cuts(make, parts, noting, noted, text, meta, base, source, part, data, changes, trace, charset,
   lines, is_whole): the last ones are the fields that stay the same. */
PyObject *document_cuts(PyObject *Py_UNUSED(module), PyObject *const *given, Py_ssize_t count) {
    static const int same[] = {BASE, SOURCE, PART, DATA, CHANGES, TRACE, CHARSET, LINES, IS_WHOLE};
    enum { MAKE, PARTS, NOTING, BEFORE, CUT, GIVEN, SAME, COUNT = sizeof same / sizeof *same };
    if (count != SAME + COUNT || !PyUnicode_Check(given[CUT]) || !PyDict_Check(given[GIVEN])) {
        return PyErr_BadArgument(), NULL;
    }
    Cutting cutting = {
        .text = given[CUT], .given = given[GIVEN], .noted_before = given[BEFORE],
        .noting = given[NOTING],
    };
    PyObject *edits = PyTuple_New(0), *fields[FIELDS] = {[EDITS] = edits};
    for (int field = 0; field < COUNT; field++) fields[same[field]] = given[SAME + field];
    PyObject *made = PyList_New(0), *each = PyObject_GetIter(given[PARTS]), *part, *document = NULL;
    while (made && edits && each && (part = PyIter_Next(each))) {
        document = cut(&cutting, given[MAKE], fields, part);
        Py_DECREF(part);
        if (!document || PyList_Append(made, document)) break;
        Py_CLEAR(document);
    }
    Py_XDECREF(document);
    if (PyErr_Occurred()) Py_CLEAR(made);
    Py_XDECREF(each);
    Py_XDECREF(cutting.keys);
    Py_XDECREF(cutting.meta);
    Py_XDECREF(cutting.noted);
    Py_XDECREF(edits);
    return made;
}
