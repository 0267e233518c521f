"""Segments counted in tokens are bounded by what the tokenizer says of each."""

import pytest
import regex
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleaner import CleanerError
from cleaner_segments import Options

tokenizers = pytest.importorskip("tokenizers")
TEXT = "The owl flies low over the fields at night. It hears a mouse move below the snow! " * 30


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory):
    made = tokenizers.Tokenizer(tokenizers.models.BPE())
    made.pre_tokenizer = tokenizers.pre_tokenizers.ByteLevel(add_prefix_space=True)
    alphabet = tokenizers.pre_tokenizers.ByteLevel.alphabet()
    trainer = tokenizers.trainers.BpeTrainer(
        vocab_size=400, initial_alphabet=alphabet, show_progress=False
    )
    made.train_from_iterator([TEXT], trainer)
    made.enable_truncation(5)
    made.enable_padding(length=50)
    path = tmp_path_factory.mktemp("tokenizer") / "tokenizer.json"
    made.save(str(path))
    return str(path)


def count(path, text):
    made = tokenizers.Tokenizer.from_file(path)
    made.no_truncation()
    made.no_padding()
    return len(made.encode(text, add_special_tokens=False))


@pytest.mark.parametrize("overlap", [0, 15])
@pytest.mark.parametrize("most", [7, 30, 64, 500])
def test_no_segment_has_more_tokens_than_the_maximum(segments, tokenizer, most, overlap):
    overlap = min(overlap, most - 1)
    found = segments(TEXT, max=most, unit="tokens", tokenizer=tokenizer, overlap=overlap)
    assert max(count(tokenizer, segment.text) for segment in found) <= most
    pieces = [segment.text[segment.meta["segment"].get("overlap", 0) :] for segment in found]
    assert "".join(pieces) == TEXT


@pytest.mark.parametrize("most", [2**53, 2**63, 10**400])
@pytest.mark.parametrize("by", ["size", "topic"])
def test_a_maximum_beyond_all_numbers_is_one_segment(segments, tokenizer, most, by):
    (found,) = segments(TEXT, max=most, unit="tokens", tokenizer=tokenizer, overlap=most - 1, by=by)
    assert found.text == TEXT


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.text(max_size=80), st.integers(8, 30))
def test_any_text_is_bounded(segments, tokenizer, text, most):
    found = segments(text, max=most, unit="tokens", tokenizer=tokenizer)
    assert "".join(segment.text for segment in found) == text
    assert all(count(tokenizer, segment.text) <= most for segment in found)


def test_a_character_of_more_tokens_than_the_maximum_is_not_cut(segments, tokenizer):
    found = segments("🦉🦉", max=1, unit="tokens", tokenizer=tokenizer)
    assert [segment.text for segment in found] == ["🦉", "🦉"]


KISS = "👩🏽\u200d❤️\u200d💋\u200d👨🏽"


@pytest.mark.parametrize("overlap", [0, 20])
def test_a_cluster_that_fits_is_not_cut(segments, tokenizer, overlap):
    assert count(tokenizer, KISS) <= 40
    text = "😀" * 200 + KISS * 40
    found = segments(text, max=40, unit="tokens", tokenizer=tokenizer, overlap=overlap)
    whole = {cluster.end() for cluster in regex.finditer(r"\X", text)}
    assert whole.issuperset(segment.meta["segment"]["end"] for segment in found)


def test_surrogates_are_counted_too(segments, tokenizer):
    text = "One \ud800 two. " * 20
    found = segments(text, max=20, unit="tokens", tokenizer=tokenizer)
    assert "".join(segment.text for segment in found) == text


def test_a_missing_tokenizer_is_named(tmp_path):
    with pytest.raises(CleanerError, match=r"none\.json: there is no such file"):
        Options(unit="tokens", tokenizer=str(tmp_path / "none.json"))


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe", b'{"model": 1}'])
def test_a_broken_tokenizer_is_named(tmp_path, content):
    path = tmp_path / "broken.json"
    path.write_bytes(content)
    with pytest.raises(CleanerError, match=r"broken\.json"):
        Options(unit="tokens", tokenizer=str(path))
