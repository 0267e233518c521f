"""WARC: pages and texts of a crawl, what is no text, and records that are damaged."""

import gzip
from collections.abc import Mapping
from typing import Any

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

DATE = "2024-05-06T07:08:09Z"
PAGE = (
    '<!DOCTYPE html><html lang="nl"><head><title>Zout {n}</title></head><body>'
    "<article><h1>Zout</h1><p>Het zout van dag {n} wordt in de zomer geschept, zegt men.</p>"
    "<p>En wie café zegt, zegt ook zee, want daar komt het vandaan.</p></article></body></html>"
)


def record(
    content: bytes, kind: str, media: str, url: str = "", length: int | None = None
) -> bytes:
    head = {
        "WARC-Type": kind,
        "WARC-Date": DATE,
        "WARC-Target-URI": url,
        "Content-Type": media,
        "Content-Length": str(len(content) if length is None else length),
    }
    lines = "".join(f"{key}: {value}\r\n" for key, value in head.items() if value)
    return b"WARC/1.1\r\n" + lines.encode() + b"\r\n" + content + b"\r\n\r\n"


def response(
    body: bytes, url: str, media: str = "text/html", status: int = 200, **fields: Any
) -> bytes:
    head = {"Content-Type": media, **fields.pop("headers", {})}
    lines = "".join(f"{key}: {value}\r\n" for key, value in head.items() if value)
    content = f"HTTP/1.1 {status} X\r\n{lines}\r\n".encode() + body
    return record(content, "response", "application/http; msgtype=response", url, **fields)


def page(n: int, **fields: Any) -> bytes:
    return response(PAGE.format(n=n).encode(), f"https://example.org/{n}", **fields)


def texts_of(*numbers: int) -> list[str]:
    return [f"Het zout van dag {n} wordt in de zomer geschept, zegt men." for n in numbers]


def days(texts: Mapping[str, str]) -> list[str]:
    return [line for text in texts.values() for line in text.splitlines() if " dag " in line]


def test_pages_and_texts_have_their_address_and_date(read: Any) -> None:
    latin = response(
        "Fünf Straßen führen über den Fluss nach Süden.".encode("latin-1"),
        "http://example.org/t",
        "text/plain; charset=iso-8859-1",
    )
    wet = record(b"What a crawl made of a page.", "conversion", "text/plain", "http://e.org/c")
    info = record(b"software: x\r\n", "warcinfo", "application/warc-fields")
    found = read("a.warc", info + page(1) + latin + wet)
    assert found.failed == {}
    assert list(found.texts) == ["a.warc#2", "a.warc#3", "a.warc#4"]
    html, plain, conversion = found.kept
    assert days(found.texts) == texts_of(1)
    assert plain["text"] == "Fünf Straßen führen über den Fluss nach Süden."
    assert conversion["text"] == "What a crawl made of a page."
    urls = [each["meta"]["url"] for each in found.kept]
    assert urls == ["https://example.org/1", "http://example.org/t", "http://e.org/c"]
    assert {each["meta"]["date"] for each in found.kept} == {DATE}
    assert (html["meta"]["title"], html["meta"]["language"]) == ("Zout 1", "nl")


def test_what_a_page_says_of_itself_is_kept_beside_what_the_crawl_says(read: Any) -> None:
    head = (
        '<link rel="canonical" href="https://example.org/own">'
        '<meta property="article:published_time" content="2020-01-02">'
    )
    data = PAGE.format(n=1).replace("</head>", head + "</head>").encode()
    (kept,) = read("a.warc", response(data, "https://example.org/?from=feed")).kept
    assert kept["meta"]["url"] == "https://example.org/?from=feed"
    assert kept["meta"]["date"] == DATE
    assert kept["meta"]["given"] == {"url": "https://example.org/own", "date": "2020-01-02"}


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (record(b"GET / HTTP/1.1\r\n\r\n", "request", "application/http"), "request"),
        (record(b"a: b\r\n", "metadata", "application/warc-fields"), "metadata"),
        (record(b"", "revisit", "application/http"), "revisit"),
        (response(b"\x89PNG", "http://e.org/i", "image/png"), "image/*"),
        (response(b"p {}", "http://e.org/s", "text/css"), "text/*"),
        (page(1, status=404), "status 404"),
        (page(1, status=301), "status 301"),
        (response(bytes(100), "http://e.org/b", ""), "content of no known type"),
        (response(b"x" * 2000, "http://e.org/v", "video/mp4"), "video/*"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_read_is_counted(read: Any, data: bytes, kind: str) -> None:
    found = read("a.warc", data + page(2), options={"warc": {"max-record": 1000}})
    assert found.failed == {}
    assert list(found.texts) == ["a.warc#2"]
    assert found.summary.left_out == {f"{kind} in a WARC": 1}


def test_error_pages_are_read_where_asked_for(read: Any) -> None:
    found = read("a.warc", page(1, status=404), options={"warc": {"all-statuses": True}})
    assert days(found.texts) == texts_of(1)


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (gzip.compress, {"Content-Encoding": "gzip"}),
        (lambda body: body, {"Content-Encoding": "gzip"}),
        (lambda body: body, {"Content-Encoding": "br", "Transfer-Encoding": "chunked"}),
        (
            lambda body: b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body),
            {"Transfer-Encoding": "chunked"},
        ),
        (gzip.compress, {"Content-Encoding": "gzip", "Transfer-Encoding": "chunked"}),
    ],
    ids=["packed", "unpacked by the crawler", "both unpacked", "in chunks", "chunks undone"],
)
def test_bodies_are_unpacked_as_far_as_they_are_packed(read: Any, body: Any, headers: Any) -> None:
    data = response(body(PAGE.format(n=1).encode()), "http://e.org/", headers=headers)
    found = read("a.warc", data)
    assert (days(found.texts), found.failed) == (texts_of(1), {})


def test_a_body_that_cannot_be_unpacked_fails_alone(read: Any) -> None:
    bad = response(
        b"\x1f\x8b\x08" + bytes(99), "http://e.org/", headers={"Content-Encoding": "gzip"}
    )
    found = read("a.warc", bad + page(2))
    assert days(found.texts) == texts_of(2)
    assert found.failed["a.warc#1"].startswith("record 1 (http://e.org/): ")


def test_a_page_without_a_type_is_told_by_its_content(read: Any) -> None:
    data = response(PAGE.format(n=1).encode(), "http://e.org/", "")
    assert days(read("a.warc", data).texts) == texts_of(1)


@pytest.mark.parametrize(
    "pack", [gzip.compress, zstandard.compress], ids=["a.warc.gz", "a.warc.zst"]
)
def test_each_record_compressed_by_itself(read: Any, pack: Any) -> None:
    suffix = {gzip.compress: "gz", zstandard.compress: "zst"}[pack]
    data = b"".join(pack(page(n)) for n in range(3))
    found = read(f"a.warc.{suffix}", data)
    assert list(found.texts) == [f"a.warc.{suffix}#{n}" for n in (1, 2, 3)]
    assert days(found.texts) == texts_of(0, 1, 2)


class TestDamage:
    @pytest.mark.parametrize("wrong", [10, 900, 99_999, 10**30, -60, None, "x"])
    def test_a_wrong_length_costs_its_record_only(self, read: Any, wrong: Any) -> None:
        good = page(1)
        length = int(good.partition(b"Content-Length: ")[2].partition(b"\r\n")[0])
        bad = page(1, length=length + wrong if isinstance(wrong, int) else str(wrong))
        found = read("a.warc", page(0) + bad + page(2) + page(3))
        assert days(found.texts) == texts_of(0, 2, 3)
        assert list(found.failed) == ["a.warc#2"]
        assert found.failed["a.warc#2"].startswith("record 2 (https://example.org/1): it")

    @pytest.mark.parametrize("cut", [5, 100, 300, 450])
    def test_what_is_good_before_a_cut_is_read(self, read: Any, cut: int) -> None:
        found = read("a.warc", (page(0) + page(1) + page(2))[:-cut])
        assert days(found.texts) == texts_of(0, 1)
        assert list(found.failed) == ["a.warc#3"]

    def test_what_is_no_record_is_told(self, read: Any) -> None:
        found = read("a.warc", page(0) + b"rubbish \r\n\r\n" * 9 + page(1))
        assert days(found.texts) == texts_of(0, 1)
        assert found.failed == {"a.warc#2": "record 2: no record begins here"}

    def test_a_record_that_is_too_large(self, read: Any) -> None:
        large = response(b"<html>" + b"x" * 5000, "http://e.org/")
        found = read("a.warc", large + page(1), options={"warc": {"max-record": 1000}})
        assert days(found.texts) == texts_of(1)
        assert "larger than 1,000 bytes (warc max-record)" in found.failed["a.warc#1"]

    def test_a_bomb_in_a_record(self, read: Any) -> None:
        bomb = response(
            gzip.compress(bytes(50_000_000)), "http://e.org/", headers={"Content-Encoding": "gzip"}
        )
        found = read("a.warc", bomb + page(1), options={"warc": {"max-record": 1_000_000}})
        assert days(found.texts) == texts_of(1)
        assert "larger than 1,000,000 bytes (warc max-record)" in found.failed["a.warc#1"]


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("suffix", ["warc", "warc.gz"])
def test_a_large_file_is_cut_into_blocks_of_records(
    read: Any, monkeypatch: pytest.MonkeyPatch, suffix: str, jobs: int
) -> None:
    monkeypatch.setattr("cleaner.chain.WORTH_SPLITTING", 10)
    monkeypatch.setattr("cleaner_warc._BLOCK_BYTES", 1000)
    data = b"".join(page(n, length=3 if n == 5 else None) for n in range(10)) + page(10)[:-99]
    packed = gzip.compress(data) if suffix.endswith("gz") else data
    found = read(f"a.{suffix}", packed, jobs=jobs)
    assert list(found.failed) == [f"a.{suffix}#6", f"a.{suffix}#11"]
    assert days(found.texts) == texts_of(*range(5), *range(6, 10))


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_damage_loses_nothing_that_is_not_damaged(read_anew: Any, data: st.DataObject) -> None:
    records = [page(n) for n in range(4)]
    whole = bytearray(b"".join(records))
    at = data.draw(st.integers(5, len(whole) - 1))  # before that, it is no WARC
    kind = data.draw(st.sampled_from(["cut", "flip", "splice"]))
    if kind == "cut":
        del whole[at:]
    elif kind == "flip":
        whole[at] ^= data.draw(st.integers(1, 255))
    else:
        whole[at:at] = data.draw(st.binary(min_size=1, max_size=40))
    found = read_anew("a.warc", bytes(whole))
    # A page for each record that lies before the damage, and for each behind the one with it.
    size = len(records[0])
    intact = range(at // size) if kind == "cut" else set(range(4)) - {at // size}
    if kind == "splice" and at % size == 0:
        intact = range(4)
    assert set(texts_of(*intact)) <= set(days(found.texts))
