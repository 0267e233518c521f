"""What `check_plugin` finds in a plugin, and that it finds nothing in good ones."""

import json
from pathlib import Path

import pytest

from cleaner.plugins import load_plugins
from cleaner.testing import ConformanceError, check_plugin

HEAD = '"""A step."""\nfrom cleaner import *\nimport dataclasses\n'


def step(body: str, before: str = "", arguments: str = "text") -> str:
    return f"{HEAD}{before}\n@hookimpl\ndef clean({arguments}):\n    {body}\n"


def options(field: str) -> str:
    return f"@dataclasses.dataclass(frozen=True)\nclass Options:\n    {field}\n"


COMPARING = (
    "@hookimpl\ndef begin():\n    return {}\n@hookimpl\ndef sketch(text):\n    return len(text)\n"
    "@hookimpl\ndef admit(document, sketch, memory):\n    "
)


BAD = {
    "a counter": (
        step("seen.append(1)\n    return text + str(len(seen))", "seen = []"),
        ["clean answers otherwise the second time", "no counters"],
    ),
    "the order of a set": (
        step("return document.note(words=list(set(text.split())))", arguments="text, document"),
        ["clean answers otherwise in another process", "sort what comes out of a set"],
    ),
    "hash()": (
        step("return text + str(hash(text))"),
        ["clean answers otherwise in another process", "do not use hash()"],
    ),
    "what came before": (
        step(
            "last.append(text)\n    return text + str(len(last[-2]))",
            'last = ["x"]',
        ),
        ["clean answers otherwise the second time"],
    ),
    "a set in the metadata": (
        step("return document.note(words={1})", arguments="document"),
        ["clean notes what is not JSON", "set", "use strings, finite numbers"],
    ),
    "a number that is none": (
        step("return document.note(share=float('nan'))", arguments="document"),
        ["clean notes what is not JSON"],
    ),
    "a tuple in the metadata": (
        step("return document.note(size=(1, 2))", arguments="document"),
        ["clean notes what JSON gives back otherwise", "lists for tuples"],
    ),
    "a cut end": (
        step("return text[:20]"),
        ["clean loses text in silence", "document.edit([Edit("],
    ),
    "a part that is left out": (
        step("return [document.cut(0, 3), document.cut(5, 9)]", arguments="document"),
        ["clean loses text in silence"],
    ),
    "an emptied document": (step("return ''"), ["clean loses text in silence", "Drop(reason)"]),
    "no documents": (
        step("return [document] if text else []", arguments="text, document"),
        ["clean gives an answer that is refused, at an empty text", "Drop(reason)"],
    ),
    "an answer of another kind": (
        step("return len(text)"),
        ["clean gives an answer that is refused", "clean returned int"],
    ),
    "changed metadata": (
        step("document.meta['x'] = 1", arguments="document"),
        ["clean changes the document that it is given", "document.note"],
    ),
    "an empty text": (step("text[0]"), ["clean raises IndexError at an empty text"]),
    "a lone surrogate": (
        step("text.encode()"),
        ["clean raises UnicodeEncodeError at a lone surrogate"],
    ),
    "bytes of any kind": (
        f"{HEAD}@hookimpl\ndef decode(data):\n    return Decoded(data.decode('ascii'))\n",
        ["decode raises UnicodeDecodeError at UTF-8"],
    ),
    "time that grows with the square": (
        step("[len(text[:n]) for n in range(0, len(text), 4)]"),
        ["clean takes", "times as long for 4 times as much text", "a loop in a loop"],
    ),
    "time that grows with the square of the words": (
        step("seen = []\n    [seen.append(w) for w in text.split() if w not in seen]"),
        ["clean takes", "times as long", "ever new words"],
    ),
    "an edit that changes nothing for text that goes": (
        step("return document.rewrite('', {'cut': 0})", arguments="document"),
        ["clean loses text in silence"],
    ),
    "metadata that goes": (
        step("return Document(document.base, document.text)", arguments="document"),
        ["clean loses what the input brought along", "language, tags"],
    ),
    "a verdict that is no phrase": (step("return Drop(42)"), ["clean drops with what no record"]),
    "a similarity that is none": (
        step("return Drop('copy', similarity=float('nan'))"),
        ["clean drops with what no record can hold"],
    ),
    "a verdict that always raises": (
        f"{HEAD}{COMPARING}raise ValueError('no')\n",
        ["a whole run fails on ", "ValueError: no"],
    ),
    "an option without help": (
        step("pass", options('least: int = option(3, "")')),
        ["its option least has no help"],
    ),
    "a default that is refused": (
        step("pass", options('least: int = option(3, "least", min=5)')),
        ["its option least is 3 by default, but must be a whole number of at least 5"],
    ),
    "no docstring": ("from cleaner import *\n@hookimpl\ndef clean(): pass\n", ["no docstring"]),
    "no hook": ('"""A step."""\n', ["it implements no hook"]),
    "a twin that is not kept": (
        f"{HEAD}{COMPARING}return Drop('copy', 'gone.txt') if sketch > 30 else None\n",
        ["admit calls", "a duplicate of gone.txt, which is not kept"],
    ),
    "verdicts by chance": (
        f"{HEAD}import random\n{COMPARING}return Drop('odd') if random.random() > .5 else None\n",
        ["a whole run answers otherwise the second time"],
    ),
}


@pytest.mark.parametrize(("source", "told"), BAD.values(), ids=BAD)
def test_finds(tmp_path: Path, source: str, told: list[str]) -> None:
    path = tmp_path / "mine.py"
    path.write_text(source)
    with pytest.raises(ConformanceError) as error:
        check_plugin(path)
    for part in told:
        assert part in str(error.value)


GOOD = {
    "nothing done": step("pass"),
    "a change of spaces": step("return text.replace('\\u00a0', ' ')"),
    "composed letters": step("import unicodedata\n    return unicodedata.normalize('NFC', text)"),
    "compatible letters": step(
        "import unicodedata\n    return unicodedata.normalize('NFKC', text)"
    ),
    "parted marks": step("import unicodedata\n    return unicodedata.normalize('NFD', text)"),
    "other letter case": step("return text.upper()"),
    "text added": step("return text + '.'"),
    "a dropped document": step("return Drop('short') if len(text) < 9 else None"),
    "an edit with its reason": step(
        "return document.edit([Edit(0, 1, '', 'first letter')]) if document.text else None",
        arguments="document",
    ),
    "a rewrite with its reason": step(
        "return document.rewrite(document.text[:9], {'cut': 1})", arguments="document"
    ),
    "a split": step(
        "half = len(text) // 2\n    return [document.cut(0, half), document.cut(half, len(text))]",
        arguments="text, document",
    ),
    "notes": step("return document.note(n=[1, {'a': None}])", arguments="document"),
    "verdicts by what was kept": (
        f"{HEAD}{COMPARING}twin = memory.setdefault(sketch, document.id)\n"
        "    return None if twin == document.id else Drop('copy', twin)\n"
    ),
}


def test_a_step_without_an_end_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "mine.py"
    path.write_text(step("while text: pass"))
    monkeypatch.setattr("cleaner.testing.observing._MOST_SECONDS", 3)
    with pytest.raises(ConformanceError, match="take more than 3 seconds; look for a loop"):
        check_plugin(path)


@pytest.mark.parametrize("source", GOOD.values(), ids=GOOD)
def test_leaves_alone(tmp_path: Path, source: str) -> None:
    path = tmp_path / "mine.py"
    path.write_text(source)
    check_plugin(path)


@pytest.mark.parametrize("name", load_plugins().names())
def test_every_bundled_plugin_conforms(name: str) -> None:
    check_plugin(name)


def test_a_module_stands_for_the_plugin_that_it_is() -> None:
    check_plugin(load_plugins().manager.get_plugin("titles"))


def test_a_package_that_is_not_installed_is_told_so() -> None:
    with pytest.raises(ConformanceError, match="json: another process cannot find it; install"):
        check_plugin(json)


def test_options_are_those_of_the_plugin() -> None:
    with pytest.raises(ConformanceError, match="max is 0, but must be a whole number"):
        check_plugin("segments", max=0)


def test_a_plugin_that_is_not_there_is_told_with_the_nearest() -> None:
    with pytest.raises(ConformanceError, match="did you mean 'titles'"):
        check_plugin("titels")
