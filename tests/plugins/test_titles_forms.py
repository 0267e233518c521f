"""Titles: further forms of copies, and what only looks like one."""

import pytest

from cleaner import Document
from cleaner_titles import Options, clean

TITLE = "The old mill opens again"
ONE = "The bridge was shut for a year, and the carts went round by the mill."
TWO = "Now the carts roll over it, and the ferryman has sold his boat. It was a good boat."
THAI = "อุณหภูมิทะเลสูงขึ้นเป็นปีที่สิบ"


def _run(*blocks):
    text = "\n\n".join(blocks) + "\n"
    found = clean(text, Document("a", text), Options())
    return (found.text if found and found.edits else text).rstrip("\n").split("\n\n")


@pytest.mark.parametrize(
    ("title", "copy"),
    [
        (TITLE, f"{TITLE} | NW24"),
        (TITLE, f"NW24: {TITLE}"),
        (TITLE, f"Fig. 3: {TITLE}"),
        (TITLE, f"Figure 4. {TITLE}"),
        ("老图书馆为何不关门", "图3：老图书馆为何不关门"),
        (THAI, "อุณหภูมิทะเลสูงขึ้น…"),
        (TITLE, f"Town Page » News » {TITLE}"),
        (TITLE, f"Town Page » News » «{TITLE}»"),
        (f"Town Page » News » {TITLE}", TITLE),
        ("Gece trenleri kıyıya dönüyor", "Şekil 8: Gece trenleri kıyıya dönüyor"),
        ("Những lá thư từ trạm khí tượng", "Hình 1. Những lá thư từ trạm khí tượng"),
        ("ปีที่สวนผลไม้กลายเป็นน้ำแข็ง", "ภาพที่ 6. ปีที่สวนผลไม้กลายเป็นน้ำแข็ง"),
        ("Γιατί οι κομήτες έχουν δύο ουρές;", "Γιατί οι κομήτες έχουν δύο ουρές; - Ο Φάρος"),
        (TITLE, f"{TITLE} xii"),
        (TITLE, f"xviii {TITLE}"),
        ("榆谷信使报 | 新桥开通", "新桥开通"),
        ("จดหมายจากสถานีตรวจอากาศ - วิทยาศาสตร์ - ประภาคารรายวัน", "จดหมายจากสถานีตรวจอากาศ"),
    ],
    ids=[
        "a site with digits",
        "before a colon",
        "a numbered picture",
        "the word in full",
        "of ideographs",
        "cut, without spaces",
        "behind the site and its section",
        "quoted behind them",
        "without both",
        "a picture in Turkish",
        "a picture in Vietnamese",
        "a picture in Thai",
        "a question in Greek",
        "a Roman number behind it",
        "a Roman number before it",
        "behind the name of a short paper",
        "of Thai, without its site",
    ],
)
def test_does_remove(title, copy):
    assert _run(title, ONE, copy, TWO) == [title, ONE, TWO]


@pytest.mark.parametrize(
    "block",
    [
        f"| {TITLE} | 3 |\n| {TITLE} | 4 |",
        f"{TITLE} | 24",
        f"Chapter 3: {TITLE}",
        f"He said: {ONE} {TITLE}",
    ],
    ids=["rows of a Markdown table", "a value", "a numbered heading", "a sentence"],
)
def test_leaves_alone(block):
    assert _run("Elm Valley", ONE, block, TWO) == ["Elm Valley", ONE, block, TWO]
    if "| 24" not in block:
        assert _run(TITLE, ONE, block, TWO) == [TITLE, ONE, block, TWO]


def test_leaves_a_paragraph_alone_that_comes_twice():
    assert _run(TITLE, ONE, ONE, TWO) == [TITLE, ONE, ONE, TWO]


THAI_WRAPPED = (
    "ช่างเป่าแก้วจุดเตาตั้งแต่ก่อนรุ่งสาง เพื่อให้น้ำไหลลงทั้งสองด้าน วิศวกรทดสอบเครื่อง\n"
    "สูบน้ำตัวที่สอง เพื่อให้น้ำไหลลงทั้งสองด้าน คุณยายของฉันเก็บเมล็ดพันธุ์ไว้ในถุงกระดาษ\n"
    "นานก่อนที่เพื่อนบ้านจะตื่น ดาวหางสูญเสียน้ำแข็งไปบางส่วน"
)
BENGALI_WRAPPED = (
    "শুক্রবারে যে কমিটি বসে তারা পরিকল্পনাটি অনুমোদন করল, তাই ১৯৮৭ থেকে ১৯৯৪\n"
    "সালের মধ্যে দাম দ্বিগুণ হয়েছিল। “এর কথা শুনতে শিখতে হয়,” বলেন মিতা সেন, যিনি\n"
    "ত্রিশ বছর এই কাজ করছেন। ছোট মানমন্দিরের জ্যোতির্বিদেরা অপেক্ষা করেছিলেন কারণ\n"
    "এপ্রিলের রাত এখনও ঠান্ডা।"
)


@pytest.mark.parametrize(
    ("title", "prose"),
    [("รถไฟกลางคืนกลับมาที่ชายฝั่ง", THAI_WRAPPED), ("রাতের ট্রেন ফিরছে সমুদ্রতীরে", BENGALI_WRAPPED)],
    ids=["Thai", "Bengali"],
)
def test_does_remove_from_text_that_was_broken_by_the_columns_it_takes(title, prose):
    assert _run(title, prose, title, prose) == [title, prose, prose]


def test_says_a_title_again_in_small_letters_and_takes_it_for_no_paragraph():
    title = "Geniş görünen on küçük oda · Kuzey Işığı Radyosu"
    again = "geniş görünen on küçük oda · kuzey işığı radyosu"
    assert _run(f"{title}\n{again}", ONE) == [title, ONE]


SPEAKERS = {
    "under a name": "Ida Marsh",
    "under both names": "Ida Marsh – Tom Brackley",
}


@pytest.mark.parametrize("title", SPEAKERS.values(), ids=SPEAKERS.keys())
def test_leaves_the_names_of_speakers_alone(title):
    talk = [f"Ida Marsh\n{ONE}", f"Tom Brackley\n{TWO}"] * 3
    assert _run(title, *talk) == [title, *talk]


def test_leaves_a_table_of_contents_alone_that_stands_without_marks():
    headings = [
        "초보자를 위한 양봉 안내서",
        "사막의 모래로 유리를 만드는 법",
        "혜성은 왜 꼬리가 두 개일까?",
    ]
    title = "넓어 보이는 작은 방 열 곳"
    blocks = [title, "\n".join([title, *headings])]
    for heading in headings:
        blocks += [heading, ONE, TWO]
    assert _run(*blocks) == blocks


def test_leaves_a_table_of_contents_alone_whose_numbers_stand_apart():
    headings = [f"Chapter of the mill {word}" for word in ("wheel", "weir", "race", "stone")]
    entries = "\n".join(f"{one}          {n}" for n, one in enumerate([TITLE, *headings], 7))
    blocks = [TITLE, entries, ONE, TWO]
    assert _run(*blocks) == blocks
