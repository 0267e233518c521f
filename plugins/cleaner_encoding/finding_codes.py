"""What checks call the findings of this step."""

from __future__ import annotations

from cleaner import Code

_OPTION = "it is only found with its option, encoding.{}."

_BYTES = (
    Code(
        "E101",
        "not UTF-8*",
        "{reason}; write it in UTF-8",
        why="The file is in another encoding than UTF-8. It can be read, but whoever expects UTF-8"
        " sees other letters, or an error.",
        before="caf\\xe9",
        after="café, as caf\\xc3\\xa9; a declaration in the file is changed along",
        allow="--encoding-force NAME where the encoding is known, and ignore the code.",
    ),
    *(
        Code(
            "E102",
            kind,
            f"{told}; write it in UTF-8",
            why="A part of the file is in another encoding than the rest: bytes were joined.",
            before="d\\xc3\\xa9j\\xc3\\xa0 vu, it\\x92s here",
            after="déjà vu, it’s here",
        )
        for kind, told in (
            ("stray byte", "bytes of another encoding within UTF-8"),
            ("line in another encoding", "lines of another encoding within UTF-8"),
            ("line in UTF-8", "lines in UTF-8 within another encoding"),
            ("surrogate pair", "pairs of surrogates in UTF-8"),
        )
    ),
    *(
        Code(
            "E103",
            kind,
            f"{told}; the file has lost text",
            why="Bytes cannot be read in any way: the file was cut or overwritten. Nobody but its"
            " author knows what was there, so the file is left as it is.",
            before="caf\\xff",
            fixable=False,
        )
        for kind, told in (
            ("unreadable byte", "bytes that cannot be read"),
            ("unreadable character", "characters that cannot be read"),
            ("cut character", "a character that is cut at the end or the beginning"),
            ("gzip cut", "a gzip file that is cut"),
        )
    ),
)

_REPAIRS = (
    Code(
        "E104",
        "mojibake",
        "mojibake: text was decoded by a wrong encoding; write what it was",
        why="UTF-8 was read as another encoding, and written again.",
        before="The cafÃ© is closed.",
        after="The café is closed.",
    ),
    Code(
        "E105",
        "control characters",
        "control characters; remove them",
        why="They are seen by nobody, break parsers, and can steer terminals.",
        before="red\\x1b[0m",
        after="red",
    ),
    Code(
        "E106",
        "line ends",
        "line ends other than LF",
        why="Lines end in CR LF, CR, or a separator that few programs know.",
        before="one\\r\\ntwo",
        after="one\\ntwo",
        allow="a repository of Windows files ignores this code.",
        once=True,
    ),
    Code(
        "E107",
        "directions",
        "characters that turn the direction of text around; remove them",
        why="Overrides and isolates show text in another order than it is read by programs:"
        " Boucher and Anderson (2021), Trojan Source. In text from right to left pairs of"
        " them can be needed: there they are told and left.",
        before="file\\u202egnp.exe",
        after="filegnp.exe",
    ),
    Code(
        "E108",
        "tags",
        "invisible tag characters; remove them",
        why="Characters of the Unicode block Tags can hide text from people and not from models.",
    ),
    Code(
        "E109",
        "invisible",
        "invisible characters; remove them",
        why="Soft hyphens and zero-width characters part words for programs and not for readers."
        " They stay where a script needs them.",
        before="Donau\\u00addampf",
        after="Donaudampf",
    ),
    Code(
        "E110",
        "ligatures",
        "ligatures as characters of their own; write their letters",
        why="A font's ligature was taken for a letter, mostly by a PDF: a search finds no word.",
        before="ﬁne",
        after="fine",
    ),
    Code(
        "E111",
        "composition",
        "letters and marks that are not composed; write NFC",
        why="A letter and its mark stand apart, so that equal words are not equal.",
        before="Cafe\\u0301",
        after="Café",
        once=True,
    ),
    Code(
        "E112",
        "surrogates",
        "half of a surrogate pair; write the character",
        why="Half a pair of UTF-16 is no character, and cannot be written in UTF-8.",
    ),
)

_REQUESTED = tuple(
    Code(code, kind, message, why, allow=_OPTION.format(kind))
    for code, kind, message, why in (
        ("E120", "entities", "HTML entities; write their characters", "Text has &amp; for &."),
        ("E121", "spaces", "spaces of other kinds; write plain ones", "Spaces that do not break."),
        (
            "E122",
            "widths",
            "full-width letters; write plain ones",
            "Letters as wide as ideographs.",
        ),
        ("E123", "quotes", "curly quotation marks; write straight ones", "Marks are typographic."),
        (
            "E124",
            "hyphenation",
            "a word parted at a line's end; join it",
            "A hyphen of typesetting.",
        ),
        ("E125", "replacements", "runs of U+FFFD; write one", "Replacement characters in a row."),
    )
)

CODES = (
    *_BYTES,
    *_REPAIRS,
    *_REQUESTED,
    Code(
        "E190",
        "*",
        "{reason}; leave it out, or name its encoding",
        why="The file holds no text, or its encoding is not certain enough. It is left out.",
        allow="--encoding-min-confidence, and a per-file ignore for binary files.",
        fixable=False,
    ),
)
