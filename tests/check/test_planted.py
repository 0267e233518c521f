"""Folders in many languages and formats: all that is planted is found where it is, and no more."""

import gzip
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from .conftest import Check

RUSSIAN = (
    "Пекарь встаёт раньше всех и топит печь ещё до рассвета. Хлеб он продаёт на площади.\n",
    "К полудню корзины пусты, и он идёт домой вдоль реки, мимо лодок и сетей на солнце.\n",
    "Вечером он читает соседям письма, которые приходят с моря раз в две недели.\n",
)
GERMAN = (
    "Der Müller fährt über die Brücke, größer als früher, und grüßt die Wächter schön.\n",
    "Am Abend zählt er die Säcke, löscht das Licht und hört dem Fluss zu, der nie stillsteht.\n",
)
JAPANESE = (
    "渡し守は初雪が降る前に木の門を直し、村の人々も手伝いに来た。夕方には皆で茶を飲んだ。\n",
    "翌朝は霧が深く、舟は出なかった。子どもたちは岸で石を投げて遊び、犬がそれを追いかけた。\n",
)
ARABIC = (
    "أصلح صاحب العبّارة البوابة الخشبية قبل أن يسقط الثلج الأول، وجاء أهل القرية ليساعدوه.\n",
    "وفي المساء شربوا الشاي معا وتحدثوا عن النهر والطريق الطويلة إلى المدينة.\n",
)
CHINESE = (
    "老船夫修好了那扇木门，就在第一场雪落下之前，村里的人都来帮忙。\n",
    "傍晚时分，他们一起喝茶，谈论河水和通往城里的长路，直到月亮升起。\n",
)
POLISH = "Piekarz wstaje wcześnie, żeby chleb był gorący, a żona łuska groch przy świetle świecy.\n"
GREEK = "Ο φούρναρης ξυπνά πρώτος απ' όλους και ανάβει τον φούρνο πριν χαράξει η μέρα.\n"
DANISH = (
    "Århus ligger ved åen, og ål og øl er på bordet. Ærø er en ø i Østersøen.\n"
    "ÆØÅ er de tre sidste bogstaver i alfabetet: BLÅBÆR, RØDGRØD MED FLØDE, PÅ Ø.\n"
)
NORWEGIAN = (
    "Blåbærsyltetøy på brødskiva er godt. Ærlig talt, Øystein bor på Ås ved Øyeren.\n"
    "Æ Ø Å, å være eller ikke være. SMØRBRØD, ØL OG ÅL.\n"
)
FRENCH = "Le pêcheur répare ses filets où la rivière s'élargit, près du vieux gué à l’aube.\n"


def twice(text: str, encoding: str) -> str:
    """Return a text as it is when its UTF-8 was read by another encoding."""
    return text.encode().decode(encoding)


def zipped(**files: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"in/{name}.txt", text)
    return held.getvalue()


MAIL = "From: a@example.org\nTo: b@example.org\nSubject: Tee\nMIME-Version: 1.0\n\n"
PAGE = (
    "<html><head><title>Boote</title></head><body><article><h1>Boote am See</h1>{}</article></body>"
)
TABLE = 'id,text\n1,Alles gut hier\n2,"Zwei Zeilen,\nund die zweite: fÃ¼r Ã„rzte"\n3,gut\n'

# By name: the content, and where what is wrong with it stands.
PLANTED: dict[str, tuple[str | bytes, list[tuple[int, int, str]]]] = {
    "windows-1251.txt": ("".join(RUSSIAN[:2]).encode("cp1251"), [(1, 1, "E101")]),
    "koi8-r.txt": ("".join(RUSSIAN[1:]).encode("koi8-r"), [(1, 1, "E101")]),
    "windows-1252.txt": (GERMAN[0].encode("cp1252"), [(1, 1, "E101")]),
    "shift_jis.txt": (JAPANESE[1].encode("shift_jis"), [(1, 1, "E101")]),
    "windows-1250.txt": (POLISH.encode("cp1250"), [(1, 1, "E101")]),
    "iso-8859-7.txt": (GREEK.encode("iso8859-7"), [(1, 1, "E101")]),
    "gb18030.txt": ("".join(reversed(CHINESE)).encode("gb18030"), [(1, 1, "E101")]),
    "utf-16.txt": (FRENCH.encode("utf-16"), [(1, 1, "E101")]),
    "german twice.txt": ("Anfang\n\nIm " + twice("Mühltal", "cp1252"), [(3, 5, "E104")]),
    "japanese twice.txt": ("Zitat: " + twice("木の門を直した", "latin-1"), [(1, 8, "E104")]),
    "polish twice.txt": ("Zaczynamy.\n" + twice("łuska groch", "cp1250"), [(2, 1, "E104")]),
    "russian title.txt": (
        f"Пекарь и старая мельница\n\n{RUSSIAN[0]}\nПекарь и старая мельница\n\n{RUSSIAN[2]}",
        [(5, 1, "T101")],
    ),
    "japanese title.md": (
        f"# 渡し守の冬の一日について\n\n渡し守の冬の一日について\n\n{JAPANESE[0]}",
        [(3, 1, "T101")],
    ),
    "arabic title.txt": (
        f"صاحب العبّارة والبوابة الخشبية\n\nصاحب العبّارة والبوابة الخشبية\n\n{ARABIC[0]}",
        [(3, 1, "T101")],
    ),
    "german title.txt": (
        f"Der Müller und die große Brücke\nDER MÜLLER UND DIE GROSSE BRÜCKE\n\n{GERMAN[1]}",
        [(2, 1, "T101")],
    ),
    "chinese title.txt": (
        f"老船夫和那扇木门的故事\n\n{CHINESE[0]}\n老船夫和那扇木门的故事\n\n还有一句话在最后。\n",
        [(5, 1, "T101")],
    ),
    "twin b.txt": ("".join(RUSSIAN) * 2 + "Так и живёт.\n", [(1, 1, "N201")]),
    "line ends.md": ("# Boote\r\n\r\nEin Boot liegt am Ufer.\r\n", [(1, 8, "E106")]),
    "decomposed.txt": ("Un cafe\u0301 au lait au bord de la mer.\n", [(1, 7, "E111")]),
    "invisible.txt": ("A zero\u200bwidth space stands between two words.\n", [(1, 7, "E109")]),
    "control.txt": ("A bell\x07 rings within this line of plain text.\n", [(1, 7, "E105")]),
    "cut.txt": ("Über Größe und Höhe sagt er nichts, nur: schön".encode()[:-2], [(1, 45, "E103")]),
    "picture.md": (b"\x89PNG\r\n\x1a\n" + bytes(80), [(1, 1, "E190")]),
    "rows.csv": (TABLE, [(4, 1, "E104")]),
    "rows.tsv": ("id\ttext\n1\tTout va bien\n2\tLe cafÃ© est fermÃ©\n", [(3, 1, "E104")]),
    "lines.jsonl": (
        '{"text": "すべて良好です。"}\n\n{"text": "Das MÃ¼nster ist zu."}\n',
        [(3, 1, "E104")],
    ),
    "mail.eml": (f"{MAIL}Das cafÃ© ist zu, sagte er gestern Abend.\n", [(0, 0, "E104")]),
    "page.html": (
        PAGE.format("<p>Das cafÃ© am See ist zu, und die Boote warten auf den Sommer.</p>"),
        [(0, 0, "E104")],
    ),
    "old.zip!in/b.txt": (b"", [(2, 6, "E104")]),
    "packed.txt.gz": (gzip.compress("Erste.\n\nDer KÃ¤se ist gut.\n".encode()), [(3, 6, "E104")]),
}
CLEAN: dict[str, str | bytes] = {
    "old.zip": zipped(b="Zeile eins.\nDas MÃ¤dchen lacht.\n", ok="Nichts ist falsch hier.\n"),
    "twin a.txt": "".join(RUSSIAN) * 2,
    "refrain.txt": "Alle Vögel sind schon da\nAlle, alle!\n\nAlle Vögel sind schon da\nAmsel\n",
    "vietnamese.txt": "Người lái đò sửa cánh cổng gỗ trước khi tuyết đầu mùa rơi.\n",
    "hindi.txt": "पहली बर्फ़ गिरने से पहले नाविक ने लकड़ी का फाटक ठीक किया।\n",
    "hebrew.txt": "בעל המעבורת תיקן את שער העץ לפני שירד השלג הראשון.\n",
    "thai.txt": "คนแจวเรือซ่อมประตูไม้ก่อนที่หิมะแรกจะตก\n",
    "korean.txt": "뱃사공은 첫눈이 내리기 전에 나무 대문을 고쳤고 마을 사람들이 도왔다.\n",
    "persian.txt": "می‌خواهم کتاب‌ها را بخوانم، نه نامه‌ها را.\n",
    "quotes.txt": "« Où allez-vous ? » demanda-t-elle ; lui : « À l’œuvre ! » – et partit…\n",
    "code.md": "# Setup\n\n```python\nimport os\n# Setup\nprint(os.name)\n```\n\nRun it twice.\n",
    "table.md": "| a | b |\n|---|---|\n| 1 | 2 |\n| 1 | 2 |\n| 1 | 2 |\n",
    "front matter.md": "---\ntitle: Boats in winter\n---\n\n# Boats in winter\n\nThere are none.\n",
    "changelog.md": "# Changelog\n\n## 2.0\n\n### Added\n\n- one\n\n## 1.0\n\n### Added\n\n- two\n",
    "emoji.txt": "Family 👨‍👩‍👧‍👦 and flag 🏳️‍🌈 and thumbs 👍🏽 stay as they are.\n",
    "names.txt": "São Paulo, Ærøskøbing, Łódź, Ångström, Çeşme, Ñandú, Þingvellir, Dvořák.\n",
    "mathematics.txt": "If α < β then ∑ x² ≤ ∫ f dμ; NÃO and MÃE are Portuguese.\n",
    "empty.txt": "",
    "dialogue.txt": "Wie geht es dir heute?\nGut, danke.\nWie geht es dir heute?\nAuch gut.\n",
    "form.txt": "Name of the applicant:\nAda\nName of the applicant:\nBob\n",
    "log.txt": "Connection established\nerror 12\nConnection established\nok\n",
    "letters.txt": "Dear customer,\nthank you.\n\nDear customer,\nsorry.\n\nDear customer,\nbye.\n",
    "paragraph.txt": (
        "The ferry leaves at seven, and whoever is late takes\nthe road around the lake.\n\n"
        "Other text goes on here.\n\n"
        "The ferry leaves at seven, and whoever is late takes\nthe road around the lake.\n"
    ),
    "cited title.txt": (
        "A lake with two names and no bridge\n\nHe wrote\nA lake with two names and no bridge\n"
        "in his book of that year.\n"
    ),
    "alike.txt": "The mayor opened the bridge on Monday, and the band played until it rained.\n",
    "alike too.txt": "The mayor closed the bridge on Friday, for a flood had taken two piers.\n",
    "danish.txt": DANISH,
    "norwegian.txt": NORWEGIAN,
    "ÆØÅ.txt": "ÆØÅ\n",
    "words.txt": "ÆBLE\nØRE\nÅL\nSØ\nTRÆ\nBÅD\n",
    "dialect.txt": "Æ e i a æ å, sa'n. Å æ å u å.\n",
    "mark.txt": "\ufeffMit einer Marke beginnt diese Datei.\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, content in {**{name: one[0] for name, one in PLANTED.items()}, **CLEAN}.items():
        if "!" not in name:
            data = content if isinstance(content, bytes) else content.encode()
            (folder / name).write_bytes(data)
    return folder


def found(told: str) -> dict[str, list[tuple[int, int, str]]]:
    places: dict[str, list[tuple[int, int, str]]] = {}
    for one in json.loads(told)["findings"]:
        path = one["path"].removeprefix("texts/")
        # What was taken out of a file has no place in it.
        place = (one["line"] or 0, one["column"] or 0, one["code"])
        places.setdefault(path, []).append(place)
    return places


def test_all_that_is_planted_is_found_and_nothing_else(folder: Path, check: Check) -> None:
    assert found(check("--output-format", "json").stdout) == {
        name: places for name, (_, places) in PLANTED.items()
    }


def test_all_that_can_be_mended_is_and_the_clean_stay(
    folder: Path, check: Check, cleaner: Any
) -> None:
    check("--fix")
    for name, content in CLEAN.items():
        data = content if isinstance(content, bytes) else content.encode()
        assert (folder / name).read_bytes() == data, name
    # What lies in something else, is lost, or is for the author to decide stays.
    left = found(check("--output-format", "json").stdout)
    assert sorted(left) == [
        "cut.txt",
        "lines.jsonl",
        "mail.eml",
        "old.zip!in/b.txt",
        "packed.txt.gz",
        "page.html",
        "picture.md",
        "rows.csv",
        "rows.tsv",
        "twin b.txt",
    ]
    cleaner("run", "texts", "-o", "out.jsonl", "-q", "--steps", "encoding,articles,titles")
    texts = {
        record["id"]: record["text"]
        for record in map(json.loads, (folder.parent / "out.jsonl").read_bytes().splitlines())
    }
    for name in PLANTED.keys() - left.keys():
        assert (folder / name).read_text("utf-8") == texts[name], name


@pytest.mark.parametrize("encoding", ["cp1252", "iso8859-10", "cp865", "cp850", "mac-roman"])
@pytest.mark.parametrize("text", [DANISH, NORWEGIAN], ids=["Danish", "Norwegian"])
def test_nordic_texts_are_mended_to_what_they_are(
    tmp_path: Path, check: Check, text: str, encoding: str
) -> None:
    (tmp_path / "texts").mkdir()
    path = tmp_path / "texts" / "a.txt"
    path.write_bytes(text.encode(encoding))
    assert check("--select", "E").stdout.count("E101 not UTF-8: ") == 1
    check("--fix", status=0)
    assert path.read_text("utf-8") == text
