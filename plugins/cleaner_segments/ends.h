/* Where segments of plain text end, where that is soon told; parts.c asks for it. */

#include "text.h"

typedef struct {
    Text text;
    PyObject *is_never_short;
    int clean; /* whether a space is no other than " " or a line end, and all is ASCII; or UNKNOWN */
} Plain;

/* A place in the text, or one of these: not to be told here, there is none, an error was raised,
   not looked at so far. */
enum { UNCLEAR = -1, NONE = 0, FAILED = -2, UNKNOWN = -3 };

/* Whether a line may be structure, as structure.py has it; where none may, there is none. */
int may_have_structure(const Text *text);

/* Up to where a segment may end that is not the last one. */
Py_ssize_t farthest_end(const Text *text, Py_ssize_t least);

/* Where the segment from new ends: where it is wanted, or as near to it as may be. */
Py_ssize_t soon_told(Plain *plain, Py_ssize_t new, Py_ssize_t wanted, Py_ssize_t first,
                     Py_ssize_t last, Py_ssize_t most);
