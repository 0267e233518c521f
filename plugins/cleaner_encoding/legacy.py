"""Encodings before Unicode: what chardet takes the bytes for."""

from __future__ import annotations

from cleaner_encoding.found import Found, Refused

# UTF-7 is ASCII to the eye, so prose about command lines is taken for it.
_NEVER = ("utf-7",)


def by_statistics(data: bytes) -> Found | Refused:
    """Decode bytes of which nothing says the encoding."""
    import chardet  # noqa: PLC0415 (its models take 40 MB that text in UTF-8 never needs)

    # `prefer_superset` renames ISO-8859-5 to cp1251 and the like, which are no supersets.
    answer = chardet.detect(
        data, prefer_superset=False, compat_names=False, exclude_encodings=_NEVER
    )
    name = answer["encoding"]
    if name is None:
        return Refused(f"binary: {answer.get('mime_type') or 'no text'}")
    try:
        return Found(data.decode(name), name, "statistics", answer["confidence"])
    except UnicodeDecodeError:
        return Found(data.decode(name, "replace"), name, "statistics", answer["confidence"])
