"""Read the translated messages of Python wheels and of Debian packages."""

from __future__ import annotations

import gettext
import io
import re
import subprocess
import tarfile
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path

# Written in encodings of single bytes.
_ALPHABETIC = """
    af ar ast az be bg br bs ca cs cy da de dsb el en eo es et eu fa fi fo fr frp fur fy ga gd gl gv
    he hr hsb ht hu hy ia id io is it ka kk ku kw ky lb lt lv mi mk mn ms mt nb nl nn oc pl pt pt_BR
    ro ru sc sk sl sq sr sr@latin sv sw szl tg th tk tl tr tt ug uk ur uz vi wa wo
"""
EAST_ASIAN = ("ja", "ko", "zh_Hans", "zh_Hant")
_NAMES = {
    "en-gb": "en", "en_GB": "en", "in": "", "kmr": "ku", "nb_NO": "nb", "pt-br": "pt_BR",
    "sr_Latn": "sr@latin", "zh-cn": "zh_Hans", "zh-tw": "zh_Hant", "zh_CN": "zh_Hans",
    "zh_TW": "zh_Hant",
}  # fmt: skip
_SOURCE = re.compile(r"locale/([^/]+)/LC_MESSAGES/\w+\.po$")
_COMPILED = re.compile(r"(?:locale|resource)/([^/]+)/LC_MESSAGES/[^/]+\.mo$")
_PACKAGE = re.compile(r"libreoffice-l10n-([^_]+)_")
_MESSAGE = re.compile(r'^msgstr(?:\[\d\])? "(.*)"\n((?:".*"\n)*)', re.MULTILINE)
_NO_TEXT = re.compile(
    r'%\([^)]*\)[a-z]|%[A-Za-z0-9]+%?|\$\([^)]*\)|\{[^}]*\}|<[^>]*>|&[a-z]+;|\\[nt"]|https?:\S+|[~_]'
)
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_CEDILLA = str.maketrans("șțȘȚ", "şţŞŢ")


def messages(folder: Path) -> dict[str, list[str]]:
    """Return the translated messages of each language, each once."""
    found: dict[str, dict[str, None]] = {name: {} for name in (*_ALPHABETIC.split(), *EAST_ASIAN)}
    for package in sorted(folder.iterdir()):
        read = {".whl": _wheel, ".deb": _debian}.get(package.suffix)
        for language, message in read(package) if read else ():
            name = _NAMES.get(language, language)
            if name in found and len(message) > 3:
                text = unicodedata.normalize("NFC", _NO_TEXT.sub(" ", message))
                found[name][text] = None
    texts = {name: list(lines) for name, lines in found.items()}
    # Old encodings have the tones of Vietnamese as marks of their own, and write ș as ş.
    texts["vi"] = [parted(line) for line in texts["vi"]]
    texts["ro@cedilla"] = [line.translate(_CEDILLA) for line in texts["ro"]]
    return texts


def _wheel(package: Path) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(package) as archive:
        for name in archive.namelist():
            language = _SOURCE.search(name)
            if language:
                for match in _MESSAGE.finditer(archive.read(name).decode()):
                    more = "".join(re.findall(r'^"(.*)"$', match[2], re.MULTILINE))
                    yield language[1], match[1] + more


def _debian(package: Path) -> Iterator[tuple[str, str]]:
    command = ["dpkg-deb", "--fsys-tarfile", str(package)]
    content = subprocess.run(command, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        for member in archive:
            found = _COMPILED.search(member.name)
            file = archive.extractfile(member) if found else None
            if found and file:
                named = _PACKAGE.match(package.name)
                yield from _compiled(file, named[1] if named else found[1])


def _compiled(file: io.BufferedReader | object, language: str) -> Iterator[tuple[str, str]]:
    catalogue = gettext.GNUTranslations(file)  # type: ignore[arg-type]
    for key, message in catalogue._catalog.items():  # type: ignore[attr-defined]  # noqa: SLF001
        original = key[0] if isinstance(key, tuple) else key
        if original and original.split("\x04")[-1] != message:
            yield language, message


def parted(text: str) -> str:
    """Write tones as marks behind their letters, where cp1258 has no letter with them."""
    pieces: list[str] = []
    for letter in text:
        try:
            letter.encode("cp1258")
            pieces.append(letter)
        except UnicodeEncodeError:
            marks = unicodedata.normalize("NFD", letter)
            base = "".join(mark for mark in marks if mark not in _TONES)
            pieces.append(unicodedata.normalize("NFC", base))
            pieces += [mark for mark in marks if mark in _TONES]
    return "".join(pieces)
