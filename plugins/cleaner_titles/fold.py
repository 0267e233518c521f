"""Fold a line to what a copy must share with its title, and part a title from its site."""

from __future__ import annotations

import functools
import re
import unicodedata

# Spaces, punctuation and symbols, after NFKC has made full-width forms plain: ASCII, Latin-1,
# general punctuation and symbols, CJK, Arabic, Hebrew, Indic, Armenian, Ethiopic.
_DROPPED = re.compile(
    r"[\s!-/:-@\[-`{-~¡-©«-±´-¸»-¿×÷‐-⁯∀-⯿⸀-⹿　-〄〈-〠〰・･"
    r"\u055a-\u055f\u0589\u05be\u05c0\u05c3\u05f3\u05f4\u060c\u061b\u061f\u0640\u066a-\u066d"
    r"\u06d4\u0964\u0965\u1361-\u1368\ufeff\u200b-\u200f\ufe0f]+"
)
# The same in ASCII, of which a table is faster than an expression.
_ASCII_DROPPED = {code: None for code in range(128) if _DROPPED.match(chr(code))}
_ACCENTS = re.compile(r"[\u0300-\u036f]")
_MARKS = re.compile(r"^(?:#{1,6}\s+|={1,6}\s+|\*{1,3}(?=\S)|_{1,3}(?=\S)|<[^<>]{1,60}>)+")
_CLOSING = re.compile(r"(?:\s+#{1,6}|\s+={1,6}|(?<=\S)\*{1,3}|(?<=\S)_{1,3}|<[^<>]{1,60}>)+$")
_WIDE = re.compile(r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]")
# Letters of Thai, Lao, Burmese and Khmer, which part no words.
_SPACELESS = re.compile(
    r"[\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u1000-\u102a\u1780-\u17b3]"
)
_PIPE = re.compile(r"\s*[|｜¦]\s*|\s+[·•»«/]+\s+|\s*::\s*")
_DASH = re.compile(r"\s+[-–—―~]+\s+|\s*(?:——|--)\s*|_(?=[^\W_])")
SEPARATORS = frozenset("|｜¦:：·•»«/-–—―~_")
# A number that belongs to no word, as the one in NW24 does.
_LONE_NUMBER = re.compile(r"(?<![A-Za-z\d])\d+(?![A-Za-z\d])")
# What names of papers, stations and sites end with, where titles are short.
_MEDIUM = re.compile(
    r"(?:[报網网社台站报報]|新闻|新聞|杂志|雜誌|周刊|在线|频道|ニュース|放送|テレビ|通信|ブログ"
    r"|신문|뉴스|방송|일보|라디오|저널|타임스)$"
)
# What stands between two names.
_NAME_MARKS = re.compile(f"{_PIPE.pattern}|{_DASH.pattern}")
# Underscores that join the words of one name, as programs have them, and part no site from a title.
_JOINED = re.compile(
    r"(?<![^\W_])_?(?:[a-z\d]+(?:_[a-z\d]+){2,}|[A-Z\d]+(?:_[A-Z\d]+){2,})(?![^\W_])"
    r"|^\W*[A-Za-z\d]+(?:_[A-Za-z\d]+)+\W*$"
)
_QUOTED = re.compile(r"«(\s?[^«»]+)»(?![^\W_])")
_COLON = re.compile(r"\s*[:：]\s*")
# Words of the longest label before a colon.
_LABEL = 4


def width(line: str) -> int:
    """Return the columns that a line takes: an ideograph takes two."""
    return len(line) if line.isascii() else len(line) + len(_WIDE.findall(line))


def columns(line: str) -> int:
    """Return the columns that a terminal gives a line: marks on and between letters take none.

    >>> width("ที่นี่"), columns("ที่นี่")
    (6, 2)
    """
    return width(line) - sum(map(_takes_none, line))


def has_marks(text: str) -> bool:
    """Say whether a text has letters or marks that take no column of their own."""
    return not text.isascii() and any(map(_takes_none, text))


@functools.cache
def _takes_none(letter: str) -> bool:
    return unicodedata.category(letter) in ("Mn", "Me", "Cf")


def is_wide(text: str) -> bool:
    """Say whether a text has letters that take two columns, as ideographs do."""
    return _WIDE.search(text) is not None


def runs(text: str) -> list[str]:
    """Return the runs of letters, digits and marks that fold() joins.

    >>> runs("नया पुल, d'école")
    ['नया', 'पुल', 'd', 'école']
    """
    return _DROPPED.split(text)


def bare(line: str) -> str:
    """Take the marks of a heading off a line.

    >>> bare("## The mill ##"), bare("**The mill**")
    ('The mill', 'The mill')
    """
    if line[:1] in "#=*_<":
        line = _MARKS.sub("", line)
    if line[-1:] in "#=*_>":
        line = _CLOSING.sub("", line)
    return line


def without_accents(line: str) -> str:
    """Take the accents off that capitals are often written without; no vowel signs.

    >>> without_accents("été ΠΑΛΙΆ")
    'ete ΠΑΛΙΑ'
    """
    return _ACCENTS.sub("", unicodedata.normalize("NFD", line))


def fold(line: str) -> str:
    """Return the letters and digits of a line, without case, width and what lies between.

    >>> fold("The “Old”  Mill") == fold("ＴＨＥ OLD MILL!")
    True
    """
    if line.isascii():
        return line.lower().translate(_ASCII_DROPPED)
    line = _ACCENTS.sub("", unicodedata.normalize("NFKD", line)).casefold()
    # The capital of the dotless i is the one of the other.
    return _DROPPED.sub("", line.replace("ı", "i"))


def words(line: str) -> int:
    """Return how many words a line has; two ideographs count as one, five letters of Thai too.

    >>> words("the old mill"), words("古い水車")
    (3, 2)
    """
    if line.isascii():
        return len(line.split())
    wide = len(_WIDE.findall(line))
    close = len(_SPACELESS.findall(line))
    return wide // 2 + close // 5 + len(_SPACELESS.sub(" ", _WIDE.sub(" ", line)).split())


def heads(line: str) -> set[str]:
    """Return, folded, what can be the title proper of a line with the names of a site or section.

    >>> sorted(heads("The old mill | Town | News"))
    ['theoldmill', 'theoldmilltown']
    >>> heads("Daily Herald: The old mill burns")
    {'theoldmillburns'}
    """
    return set(parts(line))


def labelled(line: str) -> bool:
    """Say whether a line begins with a label, or the name of a site, and a colon."""
    colon = _COLON.search(line)
    return colon is not None and 0 < words(line[: colon.start()]) <= _LABEL


def parts(line: str) -> dict[str, set[tuple[str, bool]]]:
    """Return each title proper of a line with the sites, folded, and whether a pipe parts them.

    >>> parts("The old mill burns - Town")
    {'theoldmillburns': {('town', False)}}
    """
    found: dict[str, set[tuple[str, bool]]] = {}
    if SEPARATORS.isdisjoint(line):
        return found
    if "_" in line:
        line = _JOINED.sub(lambda name: name[0].replace("_", ""), line)
    if "«" in line and "»" in line:
        # Quotation marks, which part nothing.
        line = _QUOTED.sub(r'"\1"', line)
    for mark, longest in ((_PIPE, 6), (_DASH, 4)):
        cuts = list(mark.finditer(line))
        if not cuts:
            continue
        piped = mark is _PIPE
        for cut in reversed(cuts):
            site = line[cut.end() :]
            if not _is_site(site, longest * (1 + len(cuts))):
                break
            proper = _proper(line[: cut.start()], site, piped)
            found.setdefault(proper, set()).add((fold(site), piped))
        for place, cut in enumerate(cuts):
            # Names may stand before the title as well: Site » Section » Title.
            tail = _tail(line, cut, longest * (1 + place))
            found.setdefault(tail, set()).add((fold(line[: cut.start()]), piped))
    colon = _COLON.search(line)
    if colon and not line[: colon.start()].isdigit():
        found.setdefault(_tail(line, colon, 4), set()).add((fold(line[: colon.start()]), False))
    found.pop("", None)
    return found


def _tail(line: str, cut: re.Match[str], longest: int) -> str:
    """Return, folded, what stands behind the name of a site."""
    site, rest = line[: cut.start()], line[cut.end() :]
    if not _is_site(site, longest):
        return ""
    medium = _MEDIUM.search(site) is not None and _MEDIUM.search(rest) is None
    if not medium and max(map(len, _NAME_MARKS.split(site))) > len(rest):
        return ""
    return _proper(rest, site, medium)


def _is_site(name: str, longest: int) -> bool:
    """Say whether this can name a site or a section: short, and without a number of its own."""
    return 0 < words(name) <= longest and width(name) <= 80 and not _LONE_NUMBER.search(name)


def _proper(title: str, site: str, surely: bool) -> str:
    """Fold a title proper; empty where it is too small a part to stand for the whole."""
    count, columns = words(title), width(title)
    enough = columns >= 8 and (count >= 3 or (count >= 2 and (surely or columns >= len(site))))
    return fold(title) if enough or columns >= max(12, width(site)) else ""
