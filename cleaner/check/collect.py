"""Run the chain over files, writing nothing of theirs, and collect what it would have done."""

from __future__ import annotations

import os
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from cleaner.chain import Chain
from cleaner.check.catalog import Catalog
from cleaner.check.directions import is_of_marks, lines_in_balance
from cleaner.check.earlier import EarlierTexts
from cleaner.check.finding import Finding, Mend
from cleaner.check.guessed import is_guessed
from cleaner.check.places import in_words, path_of, shown_of, spot_of
from cleaner.check.report import Failure
from cleaner.check.strays import strays_of
from cleaner.codes import Code
from cleaner.plugins import Plugins
from cleaner.runner import Run, Summary, run
from cleaner.runner.run import Onlooker
from cleaner.text.trace import Change

_decode = msgspec.json.Decoder().decode
_EXCERPT = 80
# How gzip, bzip2, xz and Zstandard begin.
_PACKED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd")
_GUESSED = ", as far as so few characters tell"


class Checked(msgspec.Struct, frozen=True):
    """What was found in some files: findings by place, failures, and the sum of the run.

    ``documents`` are the ids of those that it found something in, by step, path and code.
    ``mends`` are what would mend a file, by its path, and ``digests`` those of the bytes that they
    are made for. ``looked_at`` are the paths of all that was no failure.
    """

    findings: list[Finding]
    failures: list[Failure]
    summary: Summary
    documents: Mapping[tuple[str, str, str], frozenset[str]]
    mends: Mapping[str, list[Mend]]
    digests: Mapping[str, str]
    looked_at: frozenset[str]


def check(
    order: Run,
    plugins: Plugins,
    chain: Chain,
    onlookers: Sequence[Onlooker] = (),
    *,
    standard_input: str = "<stdin>",
    earlier: EarlierTexts | None = None,
) -> Checked:
    """Run the chain with its outputs in a folder that goes away, and say what it found.

    ``order`` says what to read; its outputs are replaced, and its recipe must keep traces.
    ``standard_input`` is what that is called in findings, ``earlier`` knows what an index has that
    is there no more.

    Raises:
        CleanerError: as a run does.
    """
    with tempfile.TemporaryDirectory(prefix="cleaner-check-") as name:
        folder = Path(name)
        kept, rejected, failed = (str(folder / f"{kind}.jsonl") for kind in ("kept", "left", "bad"))
        order = msgspec.structs.replace(
            order, output=kept, rejected=rejected, failed=failed, dry=True
        )
        summary = run(order, onlookers, plugins, chain)
        collector = _Collector(Catalog(plugins), standard_input, order.paths)
        collector.earlier = earlier or EarlierTexts()
        collector.take_kept(_records(Path(kept)))
        collector.take_rejected(_records(Path(rejected)))
        failures = [_failure(record, standard_input) for record in _records(Path(failed))]
    return Checked(
        findings=sorted(collector.findings()),
        failures=failures,
        summary=summary,
        documents=collector.documents(),
        mends=collector.mends(),
        digests=collector.digests,
        looked_at=frozenset(collector.looked_at) - {failed.path for failed in failures},
    )


def _records(path: Path) -> Iterator[dict[str, Any]]:
    with path.open("rb") as lines:
        for line in lines:
            yield _decode(line)


def _failure(record: Mapping[str, Any], standard_input: str) -> Failure:
    part = record["id"].rpartition("#")[2] if "#" in record["id"] else ""
    # What was not read has its path as input, or the line that it was in.
    is_line = part.isdigit() and not {"id", "path"} & record["input"].keys()
    line = int(part) if is_line else 0
    return Failure(path_of(record, standard_input), record["step"], record["error"], part, line)


class _Collector:
    """Makes findings of records."""

    def __init__(self, catalog: Catalog, standard_input: str, paths: Sequence[str]) -> None:
        self._catalog = catalog
        self._standard_input = standard_input
        self._named = [os.path.join(os.path.realpath(path), "") for path in paths]
        self._shown: dict[str, str] = {}
        self._alike: dict[tuple[str, str, int, str], list[Finding]] = defaultdict(list)
        self._closed: set[str] = set()
        self._documents: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        self._changes: dict[tuple[str, str, int, str], list[Change]] = defaultdict(list)
        self._places: dict[tuple[str, str, int, str], int] = {}
        self.digests: dict[str, str] = {}
        self.looked_at: set[str] = set()
        self.earlier = EarlierTexts()

    def take_kept(self, records: Iterable[dict[str, Any]]) -> None:
        """Take documents that stay: what was changed in them."""
        for record in records:
            self._shown[record["id"]] = shown_of(record, self._standard_input)
            self._take_trace(record)

    def take_rejected(self, records: Iterable[dict[str, Any]]) -> None:
        """Take documents that were left out, and what had been changed in them."""
        for record in records:
            self._take_trace(record)
            code = self._catalog.find(record["step"], record["reason"])
            if code is not None and not self.earlier.take(record):
                self._add(record, code, _begin_of(record), _words(record, self._shown))
        for copy, owner in self.earlier.copies():
            code = self._catalog.find(copy["step"], copy["reason"])
            if code is not None:
                words = _words(copy, {}) | {"twin": shown_of(owner, self._standard_input)}
                self._add(copy, code, _begin_of(copy), words)

    def findings(self) -> Iterator[Finding]:
        """Yield what was found; alike places in a line, or in a file, are told at the first."""
        for key, places in self._alike.items():
            path, _, line, _ = key
            first = min(places)
            of_bytes = self._places.get(key, 0)
            count = of_bytes or len(set(places))
            whole = "line" if line and not of_bytes else "file"
            more = f" ({count} places in the {whole})" if count > 1 else ""
            yield msgspec.structs.replace(
                first,
                message=first.message + more,
                fixable=first.fixable and path not in self._closed,
            )

    def documents(self) -> dict[tuple[str, str, str], frozenset[str]]:
        """Return the ids of documents in which something was found, by step, path and code."""
        return {key: frozenset(ids) for key, ids in self._documents.items()}

    def mends(self) -> dict[str, list[Mend]]:
        """Return what would mend each file that can be written again."""
        found: dict[str, list[Mend]] = defaultdict(list)
        for key, changes in self._changes.items():
            path, code, _, _ = key
            if path not in self._closed:
                line = min(self._alike[key]).line
                found[path] += (Mend(code, line, change) for change in changes)
        return dict(found)

    def _take_trace(self, record: dict[str, Any]) -> None:
        # Without its doubled title an article of a bundle could not be told from the one before.
        path = path_of(record, self._standard_input)
        self.looked_at.add(path)
        in_place = (
            _is_whole_file(record)
            and not any(map(_is_split, record.get("trace", ())))
            and self._is_below_named(path)
        )
        strays = strays_of(record) if in_place else None
        balanced = lines_in_balance(record)
        for change in record.get("trace", ()):
            code = self._catalog.find(change["step"], change["reason"])
            if code is not None:
                place = change if strays is None else strays.placed(change)
                guessed = is_guessed(change, record, strays)
                reason = change["reason"] + (_GUESSED if guessed else "")
                words = {"reason": reason, "line": change["copy_of_line"]}
                is_alone = change["copy_of_line"] is not None and _is_one_line(record)
                needed = change["line"] in balanced and is_of_marks(change)
                can_fix = code.fixable and in_place and not (guessed or needed or is_alone)
                key = self._add(record, code, place, words, fixable=can_fix)
                if strays is not None and place is not change:
                    self._places[key] = strays.places
                lost = not code.fixable and change["end"] == 0 and not _is_split(change)
                if lost or guessed:
                    # Bytes that cannot be read, or are read wrongly, would be gone for good.
                    self._closed.add(path)
                if can_fix:
                    made = Change(**{name: change[name] for name in Change.__struct_fields__})
                    self._changes[key].append(made)
                    self.digests[path] = record["digest"]

    def _is_below_named(self, path: str) -> bool:
        """Tell whether a file lies in what the user named, and is not just linked to from there."""
        real = os.path.join(os.path.realpath(path), "")
        return any(real.startswith(named) for named in self._named)

    def _add(
        self,
        record: Mapping[str, Any],
        code: Code,
        place: Mapping[str, Any],
        words: dict[str, Any],
        *,
        fixable: bool = False,
    ) -> tuple[str, str, int, str]:
        """Take a finding; return what those that are told together with it have in common."""
        path, spot = path_of(record, self._standard_input), spot_of(record, place)
        step = record["step"] if "step" not in place else place["step"]
        where = in_words(record, spot, is_all="removed" not in place) if spot.in_text else ""
        finding = Finding(
            path=path,
            line=spot.line,
            column=spot.column,
            code=code.code,
            message=_message(code, words) + where,
            end_line=spot.end_line,
            end_column=spot.end_column,
            step=step,
            excerpt=_excerpt(record, place),
            fixable=fixable,
            in_text=spot.in_text,
        )
        self._documents[step, path, code.code].add(record["id"])
        one_of_many = record["id"] if spot.in_text and not code.once else ""
        key = (path, code.code, 0 if code.once else spot.line, one_of_many)
        self._alike[key].append(finding)
        return key


def _is_whole_file(record: Mapping[str, Any]) -> bool:
    """Tell whether a document is all of a file, as it lies there."""
    source = record["source"]
    if "digest" not in record or not record["trace"]:
        return False
    if not os.path.isfile(source):
        return False
    with open(source, "rb") as stream:
        return not stream.read(8).startswith(_PACKED)


def _is_one_line(record: Mapping[str, Any]) -> bool:
    """Say whether a line is all that is left: whether its copies were meant is for its author."""
    return "\n" not in (record["text"] or "").strip()


def _is_split(change: Mapping[str, Any]) -> bool:
    return bool(change["reason"] == "split" and change["start"] == change["end"])


def _begin_of(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return where a document begins in its file: a part, where it was split off."""
    splits = list(filter(_is_split, record.get("trace", ())))
    if splits:
        return {**splits[-1], "step": record["step"]}
    return {"step": record["step"], "line": 1, "column": 1, "end_line": 1, "end_column": 1}


def _words(record: Mapping[str, Any], shown: Mapping[str, str]) -> dict[str, Any]:
    twin = record.get("duplicate_of")
    return {
        "reason": record["reason"],
        "twin": shown.get(twin or "", twin),
        "similarity": record.get("similarity"),
        "containment": record.get("containment"),
    }


def _message(code: Code, words: Mapping[str, Any]) -> str:
    given = {name: value for name, value in words.items() if value is not None}
    try:
        return code.message.format(**given)
    except (KeyError, IndexError, ValueError):
        # A message may name what this finding has not: then what comes before it will do.
        return code.message.partition(", first")[0].partition("{")[0].strip()


def _excerpt(record: Mapping[str, Any], place: Mapping[str, Any]) -> str:
    return str(place["removed"] if "removed" in place else record["text"] or "")[:_EXCERPT]
