"""Ids that come from the input name one document each."""

from cleaner.chain import Recipe
from cleaner.document import Document
from cleaner.runner import Run, run
from cleaner.unique import admit, begin, sketch


def test_an_id_that_came_before_is_dropped_with_the_id_in_the_reason() -> None:
    documents = [Document(name) for name in ("a", "b", "a", "A")]
    memory = begin()
    verdicts = [admit([document], sketch([document]), memory)[0] for document in documents]
    assert [verdict is None for verdict in verdicts] == [True, True, False, True]
    assert verdicts[2].reason == "an earlier document has the id 'a'"


def test_only_the_first_of_two_is_written_and_both_are_counted(tmp_path) -> None:
    (tmp_path / "in.jsonl").write_text('{"text": "one", "k": 1}\n{"text": "two", "k": "1"}\n')
    out = [str(tmp_path / name) for name in ("out", "rejected", "failed")]
    order = Run(
        Recipe(steps=("titles",), unique_ids=True),
        (str(tmp_path / "in.jsonl"),),
        *out,
        id_field="k",
    )
    summary = run(order)
    assert (summary.read, summary.written, summary.rejected) == (2, 1, 1)
    assert (tmp_path / "out").read_text().count("\n") == 1
