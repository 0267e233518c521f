"""How deep elements lie, as the library that makes the tree has it, with or without their ends."""

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cleaner_html.depth import deeper_than

html = pytest.importorskip("resiliparse.parse.html")
# What the tree has around everything, whether the page says so or not.
AROUND = len(["html", "body"])


def depth_in_tree(page: str) -> int:
    deepest, waiting = 0, [(html.HTMLTree.parse(page).document, 0)]
    while waiting:
        node, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting += [(child, depth + 1) for child in node.child_nodes[:] if child.type == 1]
    return deepest - AROUND


def depth(page: str) -> int:
    return next(most for most in range(10_000) if not deeper_than(page, most))


# Whose end may be left out (True: always); what may lie in it.
INSIDE = {
    "div": (False, ["div", "p", "ul", "dl", "table", "select", "h2"]),
    "ul": (False, ["li"]),
    "dl": (False, ["dt", "dd"]),
    "table": (False, ["tbody"]),
    "select": (False, ["option"]),
    "h2": (False, ["span"]),
    "span": (False, []),
    "p": (True, ["span"]),
    "li": (True, ["div", "p", "ul", "table"]),
    "dt": (True, ["span"]),
    "dd": (True, ["div", "p", "dl"]),
    "tbody": (True, ["tr"]),
    "tr": (True, ["td", "th"]),
    "td": (True, ["div", "p", "ul", "table"]),
    "th": (True, ["span"]),
    "option": (True, []),
}


@st.composite
def pages(draw: st.DrawFn, name: str = "div", most: int = 7) -> str:
    """Draw an element with others in it, some of them without their ends."""
    omits, names = INSIDE[name]
    inside = ""
    if most and names:
        chosen = draw(st.lists(st.sampled_from(names), max_size=3))
        inside = "".join(draw(pages(one, most - 1)) for one in chosen)
    end = "" if omits and draw(st.booleans()) else f"</{name}>"
    return f"<{name}>x{inside}{end}" if name not in ("table", "tr") else f"<{name}>{inside}{end}"


@settings(max_examples=150, deadline=None)
@given(page=pages())
def test_ends_that_are_left_out_do_not_deepen(page: str) -> None:
    assert depth(page) == depth_in_tree(page)


BLOCKS = "div span p li ul ol dl dd dt option optgroup h1 h2 section button".split()  # noqa: SIM905
TABLES = ["table", "tbody", "thead", "tr", "td", "th", "caption", "div", "p", "span"]


def soups(names: list[str], most: int) -> st.SearchStrategy[str]:
    tags = st.sampled_from([f"<{end}{name}>{x}" for name in names for end, x in TAGS])
    return st.lists(tags, max_size=most).map("".join)


TAGS = [("", ""), ("", "x"), ("/", "")]


@settings(max_examples=200, deadline=None)
@given(page=soups(BLOCKS, 60))
@example(page="<span><div></span>" * 20)
@example(page="<div/>" * 20)
@example(page="<p><button><p><button><p>")
def test_whatever_stands_in_a_page_is_found_as_deep_as_in_the_tree(page: str) -> None:
    # An end of a paragraph without a beginning makes an empty one, which is not counted.
    assert depth_in_tree(page) - 1 <= depth(page) <= depth_in_tree(page)


@settings(max_examples=100, deadline=None)
@given(page=soups(TABLES, 40))
def test_broken_tables_are_found_about_as_deep(page: str) -> None:
    assert abs(depth(page) - depth_in_tree(page)) <= 8


LONG = 3000


@pytest.mark.parametrize(
    "page",
    [
        "<table>" + "<tr><td>a<td>b" * LONG + "</table>",
        "<table><tr><td>a</table>" * LONG,
        "<table><tr>" + "<td><font color=red>x" * LONG,
        "<ul>" + "<li>x" * LONG,
        "<dl>" + "<dt>x<dd>y" * LONG,
        "<select>" + "<option>x" * LONG + "</select>",
        "<p>x" * LONG,
        "<h2>x" * LONG,
        "<p><b>x" * LONG,
        "<a href=x>y" * LONG,
        "<br/>" * LONG,
        "<script>" + "'<div>'" * LONG + "</script>",
        "<!--" + "<div>" * LONG + "-->",
        "<textarea>" + "<div>" * LONG,
        "<p title='" + "<div>" * LONG + "'>x",
        "<table>" * LONG,
    ],
    ids=lambda page: page[:24],
)
def test_what_is_long_is_not_deep(page: str) -> None:
    assert depth(page) < 10


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * LONG,
        "<div/>" * LONG,
        '<div title="<">' * LONG,
        "<p><div></p>" * LONG,
        "<span><div></span>" * LONG,
        "<ul><li>" * LONG,
        "<table><td>" * LONG,
        "<DIV\n>" * LONG,
        "".join(f"<p><b id={number}>" for number in range(LONG)),
        "<!-->" + "<div>" * LONG,
        "<script></SCRIPT >" + "<div>" * LONG,
    ],
    ids=lambda page: page[:24],
)
def test_what_is_deep_is_found(page: str) -> None:
    assert deeper_than(page, LONG - 1)


NEVER_CLOSED = ["<a <", "<!--", "<a b='", "</x>", "<script>", "<", "<a b=", "<![CDATA["]


@pytest.mark.parametrize("part", NEVER_CLOSED)
def test_what_is_never_closed_is_not_deep(part: str) -> None:
    assert depth(part * LONG) <= 1


def test_a_long_table_without_ends_is_read(read: Any) -> None:
    rows = "".join(f"<tr><td>Row {number} of the table says something." for number in range(2000))
    found = read("a.html", f"<html><body><table>{rows}</table></body></html>".encode())
    assert found.failed == {}
    assert "Row 1999" in found.kept[0]["text"]
