/* Find the best boundaries of plain text, where they are soon told: what plain.py does.

   Known here are a paragraph, a line that ends with a mark, a full stop about which there is no
   doubt, and, in ASCII without marks, a comma, a word, and where nothing parts letters. */

#include "ends.h"

enum { NEAR = 160, LONGEST_WORD = 30, LONGEST_BLANK = 64, BLOCK = 64 };

/* Whether a line of white space alone, at least so long, ends between start and end. */
static int has_blank(const Text *text, Py_ssize_t start, Py_ssize_t end, Py_ssize_t least) {
    if (end > text->length) end = text->length;
    while ((start = find(text, '\n', start, end, 1)) >= 0) {
        Py_ssize_t behind = ++start;
        while (behind < end && at(text, behind) != '\n' && is_space(at(text, behind))) behind++;
        if (behind < end && at(text, behind) == '\n' && behind - start >= least) return 1;
    }
    return 0;
}

static Py_ssize_t unless_space(const Text *text, Py_ssize_t cut) {
    return is_space(at(text, cut)) ? UNCLEAR : cut;
}

/* Where the nearest paragraph begins. */
static Py_ssize_t paragraph(const Text *text, Py_ssize_t first, Py_ssize_t wanted,
                            Py_ssize_t last) {
    Py_ssize_t cut = find_pair(text, '\n', '\n', first - 2, wanted, -1) + 2;
    Py_ssize_t start = cut, end = 2 * wanted - cut; /* where there may be a nearer one */
    Py_ssize_t reach = cut > 1 && end < last ? end : last;
    Py_ssize_t behind = find_pair(text, '\n', '\n', wanted - 1, reach, 1) + 2;
    if (behind > 1 && (cut == 1 || behind < end)) {
        start = 2 * wanted - behind - 1, end = behind - 2, cut = behind;
    }
    if (cut == 1) return has_blank(text, first - 2, last + 1, 0) ? UNCLEAR : NONE;
    if (find(text, '\n', start < 0 ? 0 : start, end, 1) >= 0) {
        start = start > LONGEST_BLANK ? start - LONGEST_BLANK : 0;
        if (has_blank(text, start, end, 1)) return UNCLEAR;
    }
    return unless_space(text, cut);
}

/* Where the nearest line begins, if a mark ends that above. */
static Py_ssize_t line(const Text *text, Py_ssize_t first, Py_ssize_t wanted, Py_ssize_t last) {
    Py_ssize_t before = find(text, '\n', first - 1, wanted, -1) + 1;
    Py_ssize_t behind = find(text, '\n', wanted, last, 1) + 1;
    if (!before && !behind) return NONE;
    Py_ssize_t cut = !behind || (before && 2 * wanted <= before + behind) ? before : behind;
    Py_UCS4 mark = at(text, cut - 2);
    if (mark != '.' && mark != '!' && mark != '?') return UNCLEAR;
    return unless_space(text, cut);
}

/* Where the sentence ends that a full stop and a space end without a doubt. */
static Py_ssize_t sure_end(const Plain *plain, Py_ssize_t mark) {
    const Text *text = &plain->text;
    Py_ssize_t end = mark + 2;
    if (end < text->length && at(text, end) == ' ') end++;
    if (end >= text->length) return NONE;
    Py_UCS4 follows = at(text, end);
    if (follows >= 0x80) return UNCLEAR;
    if (follows < 'A' || follows > 'Z') return NONE;
    Py_UCS4 next = end + 1 < text->length ? at(text, end + 1) : 0;
    if (next == ',' || next == ')') return NONE; /* a letter, and no word */
    Py_ssize_t farthest = mark > LONGEST_WORD ? mark - LONGEST_WORD : 0;
    Py_ssize_t start = find(text, ' ', farthest, mark, -1) + 1;
    PyObject *word = PyUnicode_Substring(text->object, start ? start : farthest, mark);
    if (!word) return FAILED;
    PyObject *answer = PyObject_CallFunctionObjArgs(plain->is_never_short, word, NULL);
    Py_DECREF(word);
    if (!answer) return FAILED;
    int sure = answer == Py_True;
    Py_DECREF(answer);
    return sure ? end : NONE;
}

/* The nearest end of a sentence about which there is no doubt, or NONE. */
static Py_ssize_t sentence(const Plain *plain, Py_ssize_t first, Py_ssize_t wanted,
                           Py_ssize_t last) {
    const Text *text = &plain->text;
    Py_ssize_t nearest = wanted > NEAR ? wanted - NEAR : 0, farthest = wanted + NEAR;
    Py_ssize_t before = find_pair(text, '.', ' ', nearest, wanted, -1);
    Py_ssize_t behind = find_pair(text, '.', ' ', wanted - 1, farthest, 1);
    while (before >= 0 || behind >= 0) {
        Py_ssize_t cut;
        if (behind < 0 || (before >= 0 && before + behind >= 2 * wanted - 4)) {
            cut = sure_end(plain, before);
            before = find_pair(text, '.', ' ', nearest, before, -1);
        } else {
            cut = sure_end(plain, behind);
            behind = find_pair(text, '.', ' ', behind + 2, farthest, 1);
        }
        if (cut < 0 || (cut && first <= cut && cut <= last)) return cut;
    }
    return NONE;
}

/* Where a clause begins behind a comma near to where it is wanted, or NONE. */
static Py_ssize_t near_comma(const Text *text, Py_ssize_t first, Py_ssize_t wanted,
                             Py_ssize_t last) {
    Py_ssize_t nearest = wanted - NEAR > first ? wanted - NEAR : first;
    Py_ssize_t farthest = wanted + NEAR < last ? wanted + NEAR : last;
    Py_ssize_t cut = find_pair(text, ',', ' ', nearest, wanted - 1, -1) + 2;
    Py_ssize_t behind = find_pair(text, ',', ' ', wanted - 1, farthest, 1) + 2;
    if (cut == 1 || (behind > 1 && cut + behind < 2 * wanted)) cut = behind;
    return cut == 1 || is_space(at(text, cut)) ? NONE : cut;
}

/* Where the nearest clause or word begins, or where to cut what nothing parts. */
static Py_ssize_t without_marks(const Text *text, Py_ssize_t new, Py_ssize_t first,
                                Py_ssize_t wanted, Py_ssize_t last, Py_ssize_t most) {
    if (find(text, ' ', first - 2, last, 1) < 0) {
        int parted = has_any(text, " \n", new, first) || has_any(text, " \n", last, new + most);
        return parted ? UNCLEAR : wanted; /* by what is beyond the minimum */
    }
    if (has_any(text, ".!?", first - 2, last)) return UNCLEAR;
    Py_ssize_t cut = near_comma(text, first, wanted, last);
    if (cut) return cut;
    if (has_any(text, ",;:)", first - 2, last)) return UNCLEAR;
    Py_ssize_t before = find(text, ' ', first - 1, wanted, -1) + 1;
    Py_ssize_t behind = find(text, ' ', wanted, last, 1) + 1;
    cut = before && (!behind || 2 * wanted <= before + behind) ? before : behind;
    return cut ? unless_space(text, cut) : UNCLEAR;
}

/* Loops over blocks end early by the block, so that each block is looked at in one go. */
static int is_clean(Plain *plain) {
    if (plain->clean == UNKNOWN) {
        const char *text = plain->text.ascii;
        Py_ssize_t start = 0, length = text ? plain->text.length : 0;
        int rare = !text;
        for (; start < length && !rare; start += BLOCK) {
            Py_ssize_t size = length - start < BLOCK ? length - start : BLOCK;
            for (Py_ssize_t index = 0; index < size; index++) {
                unsigned char c = (unsigned char)text[start + index];
                rare |= is_ascii_space(c) & (c != ' ') & (c != '\n');
            }
        }
        plain->clean = !rare;
    }
    return plain->clean;
}

static int is_all_space(const char *text, Py_ssize_t length) {
    int all = 1;
    for (Py_ssize_t start = 0; start < length && all; start += BLOCK) {
        Py_ssize_t size = length - start < BLOCK ? length - start : BLOCK;
        for (Py_ssize_t index = 0; index < size; index++) {
            all &= is_ascii_space((unsigned char)text[start + index]);
        }
    }
    return all;
}

Py_ssize_t soon_told(Plain *plain, Py_ssize_t new, Py_ssize_t wanted, Py_ssize_t first,
                     Py_ssize_t last, Py_ssize_t most) {
    const Text *text = &plain->text;
    if (2 < first && first <= wanted && wanted <= last && !is_space(at(text, new))) {
        Py_ssize_t cut = NONE;
        if (find(text, '\n', first - 2, last + 1, 1) >= 0) { /* many texts are one line */
            cut = paragraph(text, first, wanted, last);
            if (cut == NONE) cut = line(text, first, wanted, last);
        }
        if (cut == NONE) cut = sentence(plain, first, wanted, last);
        if (cut != NONE) return cut;
        return is_clean(plain) ? without_marks(text, new, first, wanted, last, most) : UNCLEAR;
    }
    if (!is_space(at(text, new)) || !is_clean(plain)) return UNCLEAR;
    return is_all_space(text->ascii + new, most) ? new + most : UNCLEAR;
}

Py_ssize_t farthest_end(const Text *text, Py_ssize_t least) {
    Py_ssize_t last = text->length - 1;
    if (last < 0 || !is_space(at(text, last))) return text->length - least;
    if (text->ascii) {
        while (last >= BLOCK && is_all_space(text->ascii + last - BLOCK, BLOCK)) last -= BLOCK;
    }
    while (last >= 0 && is_space(at(text, last))) last--;
    return last < text->length - least ? last : text->length - least;
}

int may_have_structure(const Text *text) {
    if (!has_any(text, "-#=`~", 0, text->length)) return 0;
    for (Py_ssize_t start = 0; start >= 0;) {
        Py_ssize_t first = start;
        while (first < text->length && first < start + 3 && at(text, first) == ' ') first++;
        if (first < text->length) {
            Py_UCS4 c = at(text, first);
            if (c == '`' || c == '~' || c == '#' || c == '=' || c == '|' || c == ':' || c == '-') {
                return 1;
            }
        }
        start = find(text, '\n', start, text->length, 1) + 1;
        if (!start) break;
    }
    return 0;
}
