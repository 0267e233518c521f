"""Titles: numbers of pages in the digits of any script."""

import pytest

import cleaner_titles
from cleaner import Document
from cleaner_titles import Options

ONE = "The harbour was shut for a year, and the carts had to go round by the mill."
TWO = "Now the bridge has come back, and the ferryman sells his boat to the teacher."
TITLE = "The old mill opens again"


def run(text):
    """Return the text as the step leaves it."""
    document = Document("a", text)
    return (cleaner_titles.clean(text, document, Options()) or document).text


def page(*lines):
    """Return paragraphs as a text."""
    return "\n\n".join(lines) + "\n"


DIGITS = {
    "Arabic": ("٠١٢٣٤٥٦٧٨٩", "أصلح الملاح البوابة القديمة عند النهر قبل أن يسقط", "بريد الوادي {}"),
    "Persian": ("۰۱۲۳۴۵۶۷۸۹", "ملوان پیر دروازه را کنار رودخانه پیش از برف نخست", "{} پیک دره"),
    "Devanagari": ("०१२३४५६७८९", "बूढ़े नाविक ने नदी के किनारे का पुराना दरवाज़ा ठीक", "घाटी समाचार {}"),
    "Bengali": ("০১২৩৪৫৬৭৮৯", "বুড়ো মাঝি নদীর ধারের পুরোনো দরজাটি বরফ পড়ার আগে", "উপত্যকা বার্তা {}"),
    "Thai": ("๐๑๒๓๔๕๖๗๘๙", "คนแจวเรือเฒ่าซ่อมประตูเก่าริมแม่น้ำก่อนที่หิมะแรกจะ", "ข่าวหุบเขา {}"),
    "full width": (
        "０１２３４５６７８９",
        "老船夫在第一场雪之前修好了河湾边那扇又旧又重的木门和",
        "榆谷信使报 {}",
    ),
    "full width, alone": (
        "０１２３４５６７８９",
        "老船夫在第一场雪之前修好了河湾边那扇又旧又重的木门和",
        "- {} -",
    ),
    "full width, in brackets": (
        "０１２３４５６７８９",
        "老船夫在第一场雪之前修好了河边那扇又旧又重的木门和",
        "榆谷报（{}）",
    ),
}


def _in_digits(text, digits):
    return text.translate(str.maketrans("0123456789", digits))


@pytest.mark.parametrize(("digits", "line", "head"), DIGITS.values(), ids=DIGITS.keys())
def test_does_remove_running_heads_with_the_digits_of_any_script(digits, line, head):
    def paged(first, last):
        text = []
        for number in range(first, last):
            text += [f"{line} {'abcdefghi'[at]}{number}" for at in range(9)]
            text.append(head.format(_in_digits(str(number), digits)))
        return text

    lines = paged(7, 13)
    kept = [one for one in lines if one.startswith(line)]
    assert len(kept) < len(lines)
    assert run("\n".join(lines) + "\n") == "\n".join(kept) + "\n"


@pytest.mark.parametrize(
    "digits", ["٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९", "๐๑๒๓๔๕๖๗๘๙", "０１２３４５６７８９"]
)
def test_does_remove_a_copy_with_a_page_number_in_any_digits(digits):
    for copy in (f"{TITLE} 12", f"12 {TITLE}", f"{TITLE} - page 3 of 9"):
        assert run(page(TITLE, ONE, _in_digits(copy, digits), TWO)) == page(TITLE, ONE, TWO)


@pytest.mark.parametrize("digits", ["٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९", "๐๑๒๓๔๕๖๗๘๙"])
def test_leaves_alone_sections_counted_in_any_digits(digits):
    text = page(TITLE, *(f"Chapter {n}\n\n{ONE}\n\n{TWO}" for n in range(1, 8)))
    assert run(_in_digits(text, digits)) == _in_digits(text, digits)
