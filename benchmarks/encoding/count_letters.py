"""Count the letters of languages in the message catalogues of Django and Sphinx.

Prints the table of plugins/cleaner_encoding/frequencies.py, given the folder with the wheels:

    pip download --no-deps -d wheels django==5.2.19 sphinx==9.0.4
    python benchmarks/encoding/count_letters.py wheels
"""

from __future__ import annotations

import re
import sys
import unicodedata
import zipfile
from collections import Counter, defaultdict
from pathlib import Path

# fmt: off
LANGUAGES = (
    "af", "ar", "az", "be", "bg", "br", "ca", "cs", "cy", "da", "de", "el", "en_GB", "eo", "es",
    "et", "eu", "fa", "fi", "fr", "fy", "ga", "gd", "gl", "he", "hr", "hu", "hy", "id", "is", "it",
    "ka", "kk", "ky", "lb", "lt", "lv", "mk", "mn", "nb", "nl", "nn", "pl", "pt", "ro", "ru", "sk",
    "sl", "sq", "sr", "sr_Latn", "sv", "sw", "tg", "th", "tk", "tr", "tt", "uk", "ur", "vi",
)
# fmt: on
CATALOGUE = re.compile(r"locale/([^/]+)/LC_MESSAGES/\w+\.po$")
MESSAGE = re.compile(r'^msgstr(?:\[\d\])? "(.*)"\n((?:".*"\n)*)', re.MULTILINE)
NO_TEXT = re.compile(r'%\([^)]*\)[a-z]|%[sd]|\{[^}]*\}|<[^>]*>|&[a-z]+;|\\[nt"]|https?:\S+')
# Romanian and Turkish share a code point in old encodings; which of the two it is says nothing.
COMMA_BELOW = str.maketrans("şţ", "șț")
SHARE = 10_000


def main() -> None:
    """Print a line for each language: its name, and each letter with its share in 10,000."""
    letters: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for wheel in sorted(Path(sys.argv[1]).glob("*.whl")):
        count_wheel(wheel, letters)
    for language in LANGUAGES:
        counted = letters[language]
        total = counted.total()
        shares = [
            f"{letter}{round(count * SHARE / total)}"
            for letter, count in sorted(counted.items())
            if round(count * SHARE / total)
        ]
        print(language, *shares)


def count_wheel(wheel: Path, letters: defaultdict[str, Counter[str]]) -> None:
    """Add the letters of a wheel's catalogues."""
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            found = CATALOGUE.search(name)
            if not found:
                continue
            for match in MESSAGE.finditer(archive.read(name).decode()):
                message = match[1] + "".join(re.findall(r'^"(.*)"$', match[2], re.MULTILINE))
                message = unicodedata.normalize("NFC", NO_TEXT.sub(" ", message))
                lower = message.lower().translate(COMMA_BELOW)
                letters[found[1]].update(filter(str.isalpha, lower))


if __name__ == "__main__":
    main()
