"""What is masked, and what only looks like it."""

from pathlib import Path

import pytest
from cleaner_personal_data import Options, clean
from hypothesis import given
from hypothesis import strategies as st

from cleaner import Document
from cleaner.testing import check_plugin, run_step


def masked(text: str, options: Options | None = None) -> str:
    found = clean(text, Document("a.txt", text), options or Options(region="GB"))
    return text if found is None else found.text


@pytest.mark.parametrize(
    ("text", "after"),
    [
        pytest.param("to ada@example.org.", "to [email].", id="e-mail, with a full stop behind"),
        pytest.param("<a.b+c_d@mail.example.co.uk>", "<[email]>", id="e-mail, in brackets"),
        pytest.param("an: jörg@bücher.example", "an: [email]", id="e-mail, beyond ASCII"),
        pytest.param("mailto:x@y.example,z@y.example", "mailto:[email],[email]", id="two e-mails"),
        pytest.param("from 192.0.2.7:8080", "from [ip]:8080", id="IPv4, with a port"),
        pytest.param("from 203.0.113.255.", "from [ip].", id="IPv4, with a full stop behind"),
        pytest.param("at 2001:db8::8a2e:370:7334", "at [ip]", id="IPv6, shortened"),
        pytest.param("2001:0db8:85a3:0000:0000:8a2e:0370:7334", "[ip]", id="IPv6, in full"),
        pytest.param("4111 1111 1111 1111", "[card]", id="card, in groups"),
        pytest.param("5500-0000-0000-0004", "[card]", id="card, with hyphens"),
        pytest.param("card 378282246310005!", "card [card]!", id="card, 15 digits"),
        pytest.param("at ::ffff:192.0.2.7", "at [ip]", id="IPv6 with IPv4"),
        pytest.param("4111 1111 1111 1111 12/27 123", "[card] 12/27 123", id="card, and its date"),
        pytest.param("4111 1111 1111 1111 123", "[card] 123", id="card, and its code"),
        pytest.param("2024 4111 1111 1111 1111", "2024 [card]", id="card behind a year"),
        pytest.param("4111\u00a01111\u00a01111\u00a01111", "[card]", id="card, other spaces"),
        pytest.param("cc_4111111111111111", "cc_[card]", id="card, glued to a label"),
        pytest.param("o'neil@x.example, a%b@x.example", "[email], [email]", id="signs of a name"),
        pytest.param("ada@пример.xn--p1ai", "[email]", id="e-mail, encoded domain"),
        pytest.param("call +44 20 7946 0018", "call [phone]", id="phone, from abroad"),
        pytest.param("call (020) 7946 0018 now", "call [phone] now", id="phone, of the region"),
        pytest.param("+49 30 901820, +33 1 42 68 53 00", "[phone], [phone]", id="two phones"),
        pytest.param(
            "Ada (ada@example.org, 020 7946 0018) paid with 4111 1111 1111 1111 from 192.0.2.7.",
            "Ada ([email], [phone]) paid with [card] from [ip].",
            id="all kinds",
        ),
    ],
)
def test_masks(text: str, after: str) -> None:
    assert masked(text) == after


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("see @ada or ada@home", id="no domain"),
        pytest.param("git@github", id="a host without a domain"),
        pytest.param("decorated with @app.route", id="a decorator"),
        pytest.param("at 12:30:45 on 2024-01-31", id="a time and a date"),
        pytest.param("std::vector a::b x :: y ::", id="an operator"),
        pytest.param("256.1.1.1 and 1.2.3.4.5", id="no IP addresses"),
        pytest.param("0.0.0.0", id="the address of nobody"),
        pytest.param("4111 1111 1111 1112", id="a wrong check digit"),
        pytest.param("ISBN 978-3-16-148410-0", id="a book"),
        pytest.param("in 1987, 1,234,567 people and 3.14159265", id="other numbers"),
        pytest.param("order 00001234567890123456789", id="a long number"),
    ],
)
def test_leaves_alone(text: str) -> None:
    assert masked(text) == text


@given(st.text(alphabet="0123456789 .:-@aFx+\u00a0", max_size=60))
def test_masks_never_overlap_and_never_raise(text: str) -> None:
    masked(text)


def test_without_a_region_only_numbers_with_a_country_are_telephones() -> None:
    text = "020 7946 0018 or +44 20 7946 0018"
    assert masked(text, Options()) == "020 7946 0018 or [phone]"


def test_kinds_and_mask_are_options() -> None:
    text = "ada@example.org from 192.0.2.7"
    assert masked(text, Options(kinds=("ip",), mask="<{kind}>")) == "ada@example.org from <ip>"
    assert masked(text, Options(mask="")) == " from "


def test_a_region_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="region 'UK' is none of ISO 3166-1"):
        Options(region="UK")


def test_what_the_readme_shows_is_what_happens() -> None:
    readme = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
    before, after = (
        readme.partition(f"{word}:\n\n    ")[2].partition("\n")[0] for word in ("before", "after")
    )
    assert masked(before) == after


def test_the_summary_counts_by_kind() -> None:
    result = run_step("personal-data", "a@b.example, c@d.example, 192.0.2.7")
    assert result.summary.changes("personal-data") == [("email", 2), ("ip", 1)]


@pytest.mark.parametrize("options", [{}, {"region": "US"}], ids=["default", "with a region"])
def test_the_runner_can_rely_on_it(options: dict[str, str]) -> None:
    check_plugin("personal-data", **options)
