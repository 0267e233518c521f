"""What a text says of its own encoding: believed where it decodes cleanly, not where it lies."""

import pytest

RUSSIAN = "Пекарь встаёт раньше всех и топит печь ещё до рассвета."
FRENCH = "Le pêcheur répare ses filets où la rivière s'élargit."
POLISH = "Piekarz wstaje wcześnie, żeby chleb był gorący."
JAPANESE = "パン屋は誰よりも早く起きる。"
GREEK = "Ο φούρναρης ξυπνά πρώτος απ' όλους."

DECLARED = {
    "html meta": ('<html><head><meta charset="{}"></head><body>{}</body></html>', "windows-1251"),
    "html meta unquoted": ("<meta charset={}><p>{}</p>", "koi8-r"),
    "html http-equiv": (
        '<meta http-equiv="Content-Type" content="text/html; charset={}"><p>{}</p>',
        "iso-8859-5",
    ),
    "html in capitals": ('<META CHARSET="{}"><P>{}</P>', "WINDOWS-1251"),
    "xml": ('<?xml version="1.0" encoding="{}"?>\n<page>{}</page>', "ibm866"),
    "xml in single quotes": ("<?xml version='1.0' encoding='{}'?><a>{}</a>", "windows-1251"),
    "css": ('@charset "{}";\n/* {} */', "windows-1251"),
    "e-mail": ("Subject: bread\nContent-Type: text/plain; charset={}\n\n{}\n", "koi8-r"),
    "gettext": ('msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset={}\\n"\n\n{}\n', "koi8-r"),
    "emacs": ("# -*- coding: {} -*-\n# {}\n", "windows-1251"),
    "emacs with a mode": ("/* -*- mode: c; coding: {}; -*- */\n/* {} */\n", "koi8-r"),
    "vim": ("# vim: set fileencoding={} :\n# {}\n", "cp1251"),
    "vim short": ('" vi: fenc={}\n" {}\n', "koi8-r"),
    "python": ("#!/usr/bin/python\n# coding={}\nprint('{}')\n", "cp866"),
}


@pytest.mark.parametrize(("frame", "name"), DECLARED.values(), ids=DECLARED.keys())
def test_does_believe_a_declaration(decoded, frame, name):
    text = frame.format(name, RUSSIAN)
    found = decoded(text.encode(name))
    assert found.text == text
    assert found.how == "declared"


@pytest.mark.parametrize(
    "before",
    [
        "",
        "Subject: bread\n",
    ],
    ids=["first header", "second header"],
)
def test_does_believe_a_folded_header_of_an_e_mail(decoded, before):
    header = f'{before}Content-Type: text/plain;\n charset="iso-8859-5"\n\n'
    found = decoded((header + RUSSIAN).encode("iso-8859-5"))
    assert (found.text, found.how) == (header + RUSSIAN, "declared")


def test_does_find_a_modeline_at_the_end(decoded):
    text = f"# {RUSSIAN}\n" + "x = 1\n" * 2000 + "# vim: set fenc=koi8-r :\n"
    assert decoded(text.encode("koi8-r")).text == text


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        pytest.param("shift_jis", "cp932", JAPANESE, id="japanese"),
        pytest.param("x-sjis", "cp932", JAPANESE, id="the old name"),
        pytest.param(
            "gb2312", "gb18030", "面包师傅起得最早，說話聲音很輕。", id="wider than it says"
        ),
        pytest.param("iso-8859-1", "cp1252", "“L’œuf” coûte 5 €, déjà.", id="windows for latin-1"),
        pytest.param("us-ascii", "cp1252", FRENCH, id="windows for ascii"),
        pytest.param("iso-8859-9", "cp1254", "“Ağaç” büyük, şişe küçük.", id="windows for latin-5"),
        pytest.param("macintosh", "mac-roman", FRENCH, id="of the Macintosh"),
        pytest.param("ks_c_5601-1987", "cp949", "빵집 주인은 일찍 일어난다.", id="korean"),
    ],
)
def test_does_read_a_label_as_the_web_does(decoded, label, codec, text):
    whole = f'<meta charset="{label}"><p>{text}</p>'
    assert decoded(whole.encode(codec)).text == whole


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1251", "shift_jis", "utf-16", "koi8-r"])
def test_does_not_believe_a_label_on_valid_utf8(decoded, label):
    text = f'<meta charset="{label}"><p>{FRENCH} {JAPANESE}</p>'
    found = decoded(text.encode())
    assert (found.text, found.name) == (text, "utf-8")


def test_does_not_believe_a_label_on_nearly_valid_utf8(decoded):
    text = f'<meta charset="iso-8859-1"><p>{FRENCH} {FRENCH}</p>'
    found = decoded(text.encode() + b"\xff")
    assert (found.text, found.name) == (text + "\ufffd", "utf-8")


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        pytest.param("utf-8", "cp1251", RUSSIAN, id="says utf-8, is russian of windows"),
        pytest.param("utf-8", "cp1252", FRENCH, id="says utf-8, is french of windows"),
        pytest.param("utf-8", "cp932", JAPANESE, id="says utf-8, is japanese"),
        pytest.param("shift_jis", "cp1251", RUSSIAN, id="says japanese, is russian"),
        pytest.param("euc-kr", "cp1252", FRENCH, id="says korean, is french"),
        pytest.param("utf-16", "cp1252", FRENCH, id="says utf-16, which shows no label"),
        pytest.param("no-such-name", "cp1251", RUSSIAN, id="says nothing that is known"),
        pytest.param("rot13", "cp1251", RUSSIAN, id="says what is no encoding of text"),
        pytest.param("idna", "cp1251", RUSSIAN, id="says an encoding of host names"),
        pytest.param("unicode_escape", "cp1252", FRENCH, id="says an encoding of literals"),
        pytest.param(
            "iso-8859-1",
            "cp1251",
            RUSSIAN * 3,
            id="says latin-1, is russian",
        ),
        pytest.param(
            "windows-1252",
            "koi8-r",
            RUSSIAN * 3,
            id="says windows, is russian of unix",
        ),
        pytest.param(
            "iso-8859-1",
            "iso8859-7",
            GREEK * 3,
            id="says latin-1, is greek",
        ),
    ],
)
def test_does_not_believe_a_lie(decoded, label, codec, text):
    whole = f'<meta charset="{label}"><p>{text}</p>'
    found = decoded(whole.encode(codec))
    assert found.text == whole
    assert found.how != "declared"


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("The charset=koi8-r of this letter is never used.", id="prose on charsets"),
        pytest.param("Encoding: shift_jis is what the manual says.", id="prose on encodings"),
        pytest.param("I was coding: big5 came up in the talk.", id="prose on coding"),
    ],
)
def test_leaves_prose_about_encodings_alone(decoded, line):
    text = f"{line}\n{FRENCH}\n{FRENCH}\n"
    found = decoded(text.encode("cp1252"))
    assert found.text == text
    assert found.how != "declared"
