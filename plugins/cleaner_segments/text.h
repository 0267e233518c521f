/* A text, and the searches in it. Of ASCII the characters are at hand; of other text the stable ABI
   is asked for them, one by one. */

#define Py_LIMITED_API 0x030B0000
#define _GNU_SOURCE /* memrchr */
#include <Python.h>
#include <string.h>

typedef struct {
    PyObject *object;
    const char *ascii; /* or NULL */
    Py_ssize_t length;
} Text;

static inline Py_UCS4 at(const Text *text, Py_ssize_t index) {
    if (text->ascii) return (unsigned char)text->ascii[index]; /* behind the last one is a zero */
    return PyUnicode_ReadChar(text->object, index);
}

static inline int is_ascii_space(unsigned char c) {
    return (c == ' ') | ((unsigned char)(c - 9) < 5) | ((unsigned char)(c - 28) < 4);
}

/* What str.isspace says (White_Space of Unicode, and the separators of ASCII). */
static inline int is_space(Py_UCS4 c) {
    if (c < 0x80) return is_ascii_space((unsigned char)c);
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028
        || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

static inline const char *last_of(const char *start, char c, size_t length) {
#ifdef __GLIBC__
    return memrchr(start, c, length);
#else
    while (length-- > 0) if (start[length] == c) return start + length;
    return NULL;
#endif
}

/* The first place of an ASCII character from start up to end, or the last one if step is -1; or -1. */
static inline Py_ssize_t find(const Text *text, char c, Py_ssize_t start, Py_ssize_t end,
                              int step) {
    if (end > text->length) end = text->length;
    if (start >= end) return -1;
    if (!text->ascii) return PyUnicode_FindChar(text->object, (Py_UCS4)c, start, end, step);
    size_t length = (size_t)(end - start);
    const char *from = text->ascii + start;
    const char *found = step > 0 ? memchr(from, c, length) : last_of(from, c, length);
    return found ? found - text->ascii : -1;
}

/* The same of two characters in a row. */
static inline Py_ssize_t find_pair(const Text *text, char c, char next, Py_ssize_t start,
                                   Py_ssize_t end, int step) {
    if (end > text->length) end = text->length;
    for (end--;;) {
        Py_ssize_t found = find(text, c, start, end, step);
        if (found < 0 || at(text, found + 1) == (Py_UCS4)next) return found;
        if (step > 0) start = found + 1;
        else end = found;
    }
}

/* Whether any of some characters is there from start up to end. */
static inline int has_any(const Text *text, const char *characters, Py_ssize_t start,
                          Py_ssize_t end) {
    for (; *characters; characters++) if (find(text, *characters, start, end, 1) >= 0) return 1;
    return 0;
}
