import pytest

import cleaner_near_duplicates as step
from cleaner import Document, Drop

COPIES = 30_000


def test_equal_documents_cost_one_look_each(judge_with):
    """A million equal documents are a million looks at one kept document, which is read once."""
    verdicts, scratch = judge_with(["the same few words in every one of them"] * COPIES)
    assert verdicts == [None, *[Drop("exact copy", "0", 1.0)] * (COPIES - 1)]
    assert scratch.reads == 1


def test_equal_shingles_in_another_order_cost_one_look_each(judge_with):
    """Not exact copies, but the same set: none is kept, so none is compared with more than one."""
    texts = ["one word " * times for times in range(5, 1005)]
    verdicts, scratch = judge_with(texts)
    assert verdicts == [None, *[Drop("near-duplicate", "0", 1.0)] * 999]
    # Each is read, the kept one for its shingles and its id.
    assert scratch.reads <= 999 + 2


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("word " * 10_000_000, id="one word repeated"),
        pytest.param("x" * 50_000_000, id="one word"),
        pytest.param("?!" * 25_000_000, id="only punctuation"),
        pytest.param("🙂" * 12_500_000, id="only emoji"),
        pytest.param(" " * 50_000_000, id="only spaces"),
    ],
)
def test_documents_of_50_megabytes(judge, text):
    copy = None if text.isspace() else Drop("exact copy", "0", 1.0)
    assert judge([text, "something else", text]) == [None, None, copy]


def test_a_document_of_a_million_shingles_has_near_duplicates(judge):
    text = " ".join(map(str, range(1_000_000)))
    verdicts = judge([text, text + " and a few more words behind", "0 1 2 3"])
    assert verdicts[1].duplicate_of == "0"
    assert verdicts[1].similarity == pytest.approx(999_996 / 1_000_002, abs=1e-9)
    assert verdicts[2] is None


@pytest.mark.parametrize("filler", ["", " ", "\n\t", "\u200b", "\ufeff"])
def test_documents_without_text_are_kept_and_never_twins(judge, filler):
    assert judge([filler, filler, "text", filler]) == [None] * 4


def test_no_documents(judge):
    assert judge([]) == []


def test_after_an_error_the_documents_of_the_batch_keep_their_verdicts(scratch):
    """The runner asks again, one document at a time: none becomes the copy of itself."""
    texts = [f"document number {number} has words of its own {number}" for number in range(4)]
    documents = [Document(str(number), text) for number, text in enumerate([*texts, texts[0]])]
    options = step.Options()
    memory = step.begin(options, scratch)
    sketches = step.sketch_batch(documents, options, scratch)
    scratch.broken = True
    with pytest.raises(OSError, match="broken"):
        step.admit_batch(documents, sketches, memory)
    scratch.broken = False
    again = [
        step.admit_batch([document], [sketch], memory)[0]
        for document, sketch in zip(documents, sketches, strict=True)
    ]
    assert again == [None] * 4 + [Drop("exact copy", "0", 1.0)]
