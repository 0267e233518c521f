"""Articles: which lines start one, and that nothing is lost between them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import cleaner_articles
from cleaner import CleanerError, Document
from cleaner_articles import Options

BODY = "The harbour was shut for a year, and the carts had to go round by the mill.\n"
WRAPPED = "The harbour was shut for a year, and\nso the carts had to go round\nby the mill.\n"


def split(text, **options):
    """Return the articles of a text, or the text alone."""
    found = cleaner_articles.clean(text, Document("a", text), Options(**options))
    return [text] if found is None else [document.text for document in found]


BUNDLES = {
    "directly": ["First bridge\nFirst bridge\n\n" + BODY, "Second mill\nSecond mill\n\n" + BODY],
    "with blank lines between": [
        "First bridge\n\n\nFirst bridge\n\n" + BODY + "\n",
        "Second mill\n\nSecond mill\n\n" + BODY,
    ],
    "the first title is not doubled": [
        "First bridge | Town\n\n" + BODY + "\n",
        "Second mill | Town\nSecond mill | Town\n\n" + BODY,
    ],
    "no blank lines at all": [
        "First bridge\nFirst bridge\n" + BODY,
        "Second mill\nSecond mill\n" + BODY,
    ],
    "a menu stands before the first title": [
        "Home\nNews\n\nFirst bridge\nFirst bridge\n\n" + BODY + "\n",
        "Second mill\nSecond mill\n\n" + BODY,
    ],
    "wrapped text": [
        f"First bridge\nFirst bridge\n\n{WRAPPED}\n",
        f"Second mill\nSecond mill\n\n{WRAPPED}",
    ],
    "ideographs": [
        "榆河新建步行桥\n榆河新建步行桥\n\n老船夫修好了那扇木门，就在第一场雪落下之前。\n\n",
        "北部果园收成\n北部果园收成\n\n老船夫数着飞过的大雁，正赶上集市关门的时候。\n",
    ],
    "a question in Greek": [
        "Γιατί έχουν δύο ουρές;\nΓιατί έχουν δύο ουρές;\n\n" + BODY + "\n",
        "Ο παλιός μύλος\nΟ παλιός μύλος\n\n" + BODY,
    ],
    "Korean, wrapped": [
        (
            "유리를 만드는 법\n유리를 만드는 법\n\n할머니는 씨앗을 종이봉투에 넣어 두셨다. 벌들은\n"
            "벌통을 떠난다. 기술자들은 두 번째 펌프를\n시험했다.\n\n"
        ),
        (
            "돌아온 야간열차\n돌아온 야간열차\n\n해마다 봄이면 벌들이 벌통을 떠난다. 사월의\n"
            "밤은 아직 춥기 때문이다. 모래 언덕의 모래는\n너무 둥글다.\n"
        ),
    ],
    "a name with a capital within, among other titles": [
        "First bridge\nFirst bridge\n\n" + BODY + "\n",
        "YouTube\nYouTube\n\n" + BODY + "\n",
        "Second mill\nSecond mill\n\n" + BODY,
    ],
    "one word each": [
        "Bridges\nBridges\n\n" + BODY + "\n",
        "Mills\nMills\n\n" + BODY,
    ],
    "right to left": [
        "جسر جديد فوق النهر\nجسر جديد فوق النهر\n\nأصلح المراكبي البوابة قبل أن يسقط أول ثلج.\n\n",
        "حصاد الشمال\nحصاد الشمال\n\nكتب رسالة طويلة إلى أهله قرب منعطف النهر.\n",
    ],
    "other line ends": [
        "First bridge\r\nFirst bridge\r\n\r\n" + BODY + "\r\n",
        "Second mill\rSecond mill\r\r" + BODY,
    ],
}


@pytest.mark.parametrize("articles", BUNDLES.values(), ids=BUNDLES.keys())
def test_does_split(articles):
    assert split("".join(articles)) == articles


ALONE = {
    "a reference that names each entry twice": f"The mill\n\n{BODY * 6}"
    f"\nOpenSluice\n\nOpenSluice\n{BODY}\nFunction type: millFree\nFunction type: millFree\n{BODY}",
    "empty": "",
    "only blank lines": "\n\n \n",
    "one article with its title doubled": "First bridge\nFirst bridge\n\n" + BODY,
    "the title doubled again below": "Bridge\nBridge\n\n" + BODY + "\nBridge\nBridge\n\n" + BODY,
    "a refrain": "Turn, mill, turn\nTurn, mill, turn\nThe river runs\n\n"
    "Row along\nRow along\nThe night is near\n",
    "brackets": "if (a) {\n  if (b) {\n  }\n}\n\n}\n}\n\n" + BODY,
    "log lines": "gate opened\n\n2031-04-02 10:00 open\n2031-04-02 10:00 open\n\n" + BODY,
    "table rows": BODY + "\n| a | b |\n| a | b |\n\n" + BODY,
    "list items": BODY + "\n- salt\n- salt\n\n" + BODY,
    "dialogue": BODY + "\n“Is anyone there?”\n“Is anyone there?”\n\n" + BODY,
    "a sentence said twice": BODY + "\nThe bell rang again.\nThe bell rang again.\n\n" + BODY,
    "a number": BODY + "\n1984\n1984\n\n" + BODY,
    "one character": BODY + "\nA\nA\n\n" + BODY,
    "clauses of Thai": BODY
    + "\nดาวหางสูญเสียน้ำแข็งไปบางส่วน เพื่อให้น้ำไหลลงทั้งสองด้านของหุบเขาแห่งนั้น\n" * 2
    + "\n"
    + BODY,
    "amid a paragraph": "One line of it goes\non here\non here\nand ends there.\n" + BODY,
}


@pytest.mark.parametrize("text", ALONE.values(), ids=ALONE.keys())
def test_leaves_alone(text):
    assert split(text) == [text]


def test_an_article_has_its_title_number_and_place():
    text = "".join(BUNDLES["the first title is not doubled"])
    one, two = cleaner_articles.clean(text, Document("a", text), Options())
    assert one.meta["title"] == "First bridge | Town"
    assert two.meta["title"] == "Second mill | Town"
    assert two.meta["article"] == {
        "number": 2,
        "count": 2,
        "start": len(one.text),
        "end": len(text),
    }


def test_form_feeds_separators_and_expressions_split_where_asked():
    assert split("One two\n\fThree four\n", form_feeds=True) == ["One two\n\f", "Three four\n"]
    ruled = "One two\n\n* * *\nThree four\n\n-----\n\nFive\n"
    assert split(ruled, separators=True) == [
        "One two\n\n* * *\n",
        "Three four\n\n-----\n",
        "\nFive\n",
    ]
    assert split("Title\n-----\n\nText\n", separators=True) == ["Title\n-----\n\nText\n"]
    assert split("NEWS 1\nab\nNEWS 2\ncd\n", expression=r"^NEWS \d") == [
        "NEWS 1\nab\n",
        "NEWS 2\ncd\n",
    ]
    assert split(ruled + "\f") == [ruled + "\f"]


def test_a_title_said_again_behind_a_mark_is_looked_for_within_its_own_range():
    first, second = "Old mill\n\f", f"\n{BODY}"
    again = f"Old mill\nOld mill\n{BODY}"
    assert split(first + second + again, form_feeds=True) == [first, second, again]
    assert split(f"{first}Old mill\nOld mill\n\n{BODY}", form_feeds=True) == [
        first,
        f"Old mill\nOld mill\n\n{BODY}",
    ]


def test_an_expression_that_does_not_compile_is_refused_at_once():
    with pytest.raises(CleanerError, match="expression"):
        Options(expression="(")


def test_a_million_equal_lines_are_one_article():
    text = "la la la\n" * 1_000_000
    assert cleaner_articles.clean(text, Document("a", text), Options()) is None


PROSE = BODY.strip()
LINES = st.sampled_from(
    ["", " ", "Old mill", "Old mill", "New bridge", PROSE, "\f", "* * *", "a", "- x"]
)


@given(st.lists(st.tuples(LINES, st.sampled_from(["\n", "\r\n", "\r"])), max_size=30))
@example([(line, "\n") for line in ("Old mill", "\f", PROSE, "Old mill", "Old mill", PROSE)])
def test_articles_joined_are_the_text_and_split_no_further(lines):
    text = "".join(line + end for line, end in lines)
    articles = split(text, form_feeds=True, separators=True)
    assert "".join(articles) == text
    assert all(
        split(article, separators=True, form_feeds=True) == [article] for article in articles
    )
