/* Lines of JSON objects into columns: texts, ids, and the records that the output has of them.
 *
 * What is unusual (a value that the encoder would write otherwise, a key that comes twice, what is
 * no JSON) is left to the caller, line by line; so whatever is taken here equals what the decoder
 * and the encoder of lines.py make of it. */

#include "text.h"

#define PUBLIC __attribute__((visibility("default")))
#define MOST_FIELDS 64
#define DEEPEST 16

/* What `jsonl_scan` is given and gives; see scanning.py. */
typedef struct {
    const uint8_t *data; /* whole lines, with 64 bytes more behind them */
    int64_t length, at, line, longest;
    const uint8_t *text_field, *id_field, *head, *tail;
    int64_t text_field_length, id_field_length, head_length, tail_length;
    uint8_t *texts, *records, *names;
    int64_t *text_ends, *record_ends, *name_ends, *characters;
    int64_t count, most, most_bytes;
} job;

typedef struct {
    const uint8_t *key, *value, *end; /* from behind its quotation mark; of the whole value */
    int64_t key_length;
} field;

typedef struct {
    field fields[MOST_FIELDS];
    int count;
    const field *text, *id;
} object;

static inline const uint8_t *space(const uint8_t *s) {
    while (*s == ' ' || *s == '\t' || *s == '\r') s++;
    return s;
}

static int is_key(const field *f, const uint8_t *name, int64_t length) {
    return f->key_length == length && !memcmp(f->key, name, (size_t)length);
}

static int is_new(const field *fields, int count, const field *f) {
    for (int i = 0; i < count; i++) {
        if (is_key(&fields[i], f->key, f->key_length)) return 0;
    }
    return 1;
}

static const uint8_t *value_end(const uint8_t *s, const uint8_t *end, int depth);

/* Find the fields of an object, from behind its brace on; return what comes behind it, or NULL. */
static const uint8_t *find_fields(
    const uint8_t *s, const uint8_t *end, field *fields, int *count, int most, int depth) {
    *count = 0;
    s = space(s);
    if (*s == '}') return s + 1;
    for (;;) {
        if (*count == most || *s != '"') return NULL;
        field *f = &fields[*count];
        f->key = s + 1;
        if (!(s = skip_string(f->key, end))) return NULL;
        f->key_length = s - 1 - f->key;
        if (memchr(f->key, '\\', (size_t)f->key_length) || !is_new(fields, *count, f)) return NULL;
        s = space(s);
        if (*s != ':') return NULL;
        f->value = space(s + 1);
        if (!(s = f->end = value_end(f->value, end, depth))) return NULL;
        ++*count;
        s = space(s);
        if (*s == '}') return s + 1;
        if (*s != ',') return NULL;
        s = space(s + 1);
    }
}

#define MOST_INNER 16

/* Return what comes behind a value that is written as it would be again, but for white space. */
static const uint8_t *value_end(const uint8_t *s, const uint8_t *end, int depth) {
    field inner[MOST_INNER];
    int count;
    if (depth == DEEPEST) return NULL;
    switch (*s) {
    case '"': return skip_string(s + 1, end);
    case 't': return memcmp(s, "true", 4) ? NULL : s + 4;
    case 'n': return memcmp(s, "null", 4) ? NULL : s + 4;
    case 'f': return memcmp(s, "false", 5) ? NULL : s + 5;
    case '{': return find_fields(s + 1, end, inner, &count, MOST_INNER, depth + 1);
    case '[': break;
    default: return number(s);
    }
    s = space(s + 1);
    if (*s == ']') return s + 1;
    while ((s = value_end(s, end, depth + 1))) {
        s = space(s);
        if (*s == ']') return s + 1;
        if (*s != ',') return NULL;
        s = space(s + 1);
    }
    return NULL;
}

static void put(sink *out, const void *s, int64_t n) {
    memcpy(out->json, s, (size_t)n);
    out->json += n;
}

/* Copy a value whose end is known, without the white space in it; return whether its strings are
 * JSON in UTF-8. */
static int copy_value(const uint8_t *s, const uint8_t *end, sink *out) {
    while (s < end) {
        uint8_t c = *s++;
        if (c == ' ' || c == '\t' || c == '\r') continue;
        *out->json++ = c;
        if (c != '"') continue;
        if (!(s = copy_string(s, out))) return 0;
        *out->json++ = '"';
    }
    return 1;
}

/* Find what there is in a line; return whether it is an object with a text, and an id, if any. */
static int find_object(const job *j, const uint8_t *s, const uint8_t *end, object *o) {
    o->text = o->id = NULL;
    if (*s != '{' || !(s = find_fields(s + 1, end, o->fields, &o->count, MOST_FIELDS, 0))) return 0;
    if (*space(s) != '\n' && space(s) < end) return 0;
    for (int i = 0; i < o->count; i++) {
        const field *f = &o->fields[i];
        if (is_key(f, j->text_field, j->text_field_length)) o->text = f;
        else if (j->id_field && is_key(f, j->id_field, j->id_field_length)) o->id = f;
    }
    return o->text && *o->text->value == '"' && (!j->id_field || o->id);
}

/* Write a number in decimal digits. */
static uint8_t *put_number(uint8_t *out, int64_t number) {
    uint8_t digits[20], *at = digits + 20;
    do *--at = (uint8_t)('0' + number % 10);
    while (number /= 10);
    memcpy(out, at, (size_t)(digits + 20 - at));
    return out + (digits + 20 - at);
}

/* Write the id: that which is given, or the number of the line behind what `head` ends with. */
static int put_id(const job *j, const object *o, sink *out) {
    put(out, j->head, j->head_length);
    if (!o->id) {
        uint8_t *end = put_number(out->text, j->line);
        put(out, out->text, end - out->text);
        out->text = end;
    } else if (*o->id->value == '"') {
        const uint8_t *name = out->text;
        if (!copy_string(o->id->value + 1, out) || out->text == name) return 0;
    } else {
        int64_t digits = o->id->end - o->id->value;
        if (number(o->id->value) != o->id->end || memchr(o->id->value, '.', (size_t)digits)) return 0;
        memcpy(out->text, o->id->value, (size_t)digits);
        out->text += digits;
        put(out, o->id->value, digits);
    }
    put(out, "\",\"text\":\"", 10);
    return 1;
}

/* Write the metadata: all fields but those that stand for themselves, and the end of the line. */
static int put_meta(const object *o, sink *out) {
    *out->json++ = '{';
    int written = 0;
    for (int i = 0; i < o->count; i++) {
        const field *f = &o->fields[i];
        if (f == o->text || f == o->id) continue;
        if (written++) *out->json++ = ',';
        *out->json++ = '"';
        if (!copy_string(f->key, out)) return 0;
        put(out, "\":", 2);
        if (!copy_value(f->value, f->end, out)) return 0;
    }
    put(out, "}}\n", 3);
    return 1;
}

/* Write the columns of a line; return whether it is usual. */
static int take(job *j, const object *o) {
    int64_t n = j->count;
    sink out = {j->records + (n ? j->record_ends[n - 1] : 0), NULL, 0};
    out.text = j->names + (n ? j->name_ends[n - 1] : 0);
    if (!put_id(j, o, &out)) return 0;
    j->name_ends[n] = out.text - j->names;
    uint8_t *text = out.text = j->texts + (n ? j->text_ends[n - 1] : 0);
    out.continued = 0;
    if (!copy_string(o->text->value + 1, &out)) return 0;
    j->text_ends[n] = out.text - j->texts;
    j->characters[n] = out.text - text - out.continued;
    out.text = NULL;
    put(&out, j->tail, j->tail_length);
    if (!put_meta(o, &out)) return 0;
    j->record_ends[n] = out.json - j->records;
    j->count++;
    return 1;
}

static int is_blank(const uint8_t *s, const uint8_t *end) {
    while (s < end && (*s == ' ' || (*s >= '\t' && *s <= '\r'))) s++;
    return s == end;
}

/* Take lines from `at` on. Return 0 at the end of the data, 1 where there is no more room, 2 where
 * the line at `at` is not usual. */
PUBLIC int jsonl_scan(job *j) {
    object o;
    while (j->at < j->length) {
        if (j->count == j->most || (j->count && j->text_ends[j->count - 1] >= j->most_bytes)) return 1;
        const uint8_t *line = j->data + j->at, *last = j->data + j->length;
        const uint8_t *feed = memchr(line, '\n', (size_t)(last - line));
        const uint8_t *end = feed ? feed + 1 : last;
        if (end - line > j->longest) return 2;
        if (!is_blank(line, end) && !(find_object(j, space(line), end, &o) && take(j, &o))) return 2;
        j->at = end - j->data;
        j->line++;
    }
    return 0;
}

/* What tells the sources that this was compiled from; see kernels.py of the core. */
PUBLIC const char *kernels_sources(void) { return SOURCES; }
