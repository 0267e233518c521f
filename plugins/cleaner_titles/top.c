/* Whether a text begins as most do, with a line that no mark tells from others. */

#include "module.h"

#include <string.h>

#define LINES 16 /* so many lines at the top may show the title; see title.py */

/* Say whether what begins at s may be white space beyond ASCII. */
static int may_be_space(const uint8_t *s, const uint8_t *end) {
    if (*s < 0xc2 || end - s < 2) return 0;
    return (*s == 0xc2 && (s[1] == 0x85 || s[1] == 0xa0)) || (*s == 0xe1 && s[1] == 0x9a) ||
           (*s == 0xe2 && end - s > 2 && ((s[1] == 0x80 && (s[2] < 0x90 || s[2] > 0xa7)) || s[1] == 0x81)) ||
           (*s == 0xe3 && s[1] == 0x80 && end - s > 2 && s[2] == 0x80);
}

/* Return what is known of the top of a text: 0: nothing; 1: it begins with a line that has a blank
 * one below it, 2: with one that has none; none of its lines begins with the mark of a heading. */
static int top(const uint8_t *s, const uint8_t *end) {
    int blank = 0;
    for (int line = 0; line < LINES && s < end; line++) {
        const uint8_t *feed = memchr(s, '\n', end - s);
        if (!feed) feed = end;
        while (s < feed && is_space(*s)) s++;
        if (s == feed) {
            if (!line) return 0;
            blank |= line == 1;
        } else if (strchr("#=-~*_", *s) || may_be_space(s, feed))
            return 0;
        s = feed + 1;
    }
    return blank ? 1 : 2;
}

/* plain_top(text): see above. */
PyObject *plain_top(PyObject *Py_UNUSED(module), PyObject *given) {
    char *text;
    Py_ssize_t length;
    if (PyBytes_AsStringAndSize(given, &text, &length)) return NULL;
    return PyLong_FromLong(length ? top((const uint8_t *)text, (const uint8_t *)text + length) : 0);
}
