"""What somebody knows better than the bytes say."""

import gzip

import pytest

from cleaner import CleanerError

FRENCH = "Le pêcheur répare ses filets où la rivière s'élargit."
RUSSIAN = "Пекарь встаёт раньше всех и топит печь ещё до рассвета."
# One letter is too little for any statistics.
NOTHING_FITS = b"\xfb"
NEITHER = "Gate \xf5 shut".encode("latin-1")


@pytest.mark.parametrize(
    ("data", "force", "text", "name"),
    [
        pytest.param("né".encode(), "latin-1", "nÃ©", "iso8859-1", id="over valid utf-8"),
        pytest.param(
            RUSSIAN.encode("cp1251"), "windows-1251", RUSSIAN, "cp1251", id="by its alias"
        ),
        pytest.param("né".encode("utf-8-sig"), "utf-8", "né", "utf-8", id="without its mark"),
        pytest.param(gzip.compress(b"n\xe9"), "cp1252", "né", "cp1252", id="within gzip"),
        pytest.param(b"\x89PNG\r\n", "cp1252", "‰PNG\r\n", "cp1252", id="over a refusal"),
        pytest.param(b"\xc1\x40\x82", "cp037", "A b", "cp037", id="of a mainframe"),
        pytest.param(b"", "cp1252", "", "cp1252", id="nothing"),
    ],
)
def test_does_decode_as_forced(decoded, data, force, text, name):
    found = decoded(data, force=force)
    assert (found.text, found.name, found.how) == (text, name, "forced")
    assert found.repairs == {}


def test_does_mark_what_the_forced_encoding_cannot_read(decoded):
    found = decoded(b"a\xffb\xffc", force="utf-8")
    assert found.text == "a\ufffdb\ufffdc"
    assert found.repairs == {"unreadable character": 2}


UNKNOWN = [
    pytest.param("no-such-encoding", id="no such"),
    pytest.param("rot13", id="no encoding of text"),
    pytest.param("base64", id="no encoding of characters"),
]


@pytest.mark.parametrize("name", UNKNOWN)
@pytest.mark.parametrize(
    "options",
    [
        pytest.param(lambda name: {"force": name}, id="force"),
        pytest.param(lambda name: {"fallback": name}, id="fallback"),
        pytest.param(lambda name: {"prefer": ("cp1252", name)}, id="prefer"),
    ],
)
def test_does_say_which_encoding_is_unknown(decoded, options, name):
    with pytest.raises(CleanerError, match="there is no encoding of text"):
        decoded(NOTHING_FITS, **options(name))


@pytest.mark.parametrize(
    ("data", "prefer", "text"),
    [
        pytest.param(NEITHER, ("cp1257",), "Gate õ shut", id="estonian"),
        pytest.param(NEITHER, ("cp1250",), "Gate ő shut", id="hungarian"),
        pytest.param(NEITHER, ("cp1250", "cp1257"), "Gate ő shut", id="the first of two wins"),
        pytest.param(NEITHER, ("cp1257", "cp1250"), "Gate õ shut", id="the other first"),
        pytest.param(NEITHER, ("Windows-1250",), "Gate ő shut", id="by its alias"),
    ],
)
def test_does_prefer_among_what_fits_as_well(decoded, data, prefer, text):
    assert decoded(data, prefer=prefer).text == text


@pytest.mark.parametrize(
    ("text", "name", "prefer"),
    [
        pytest.param(FRENCH, "utf-8", ("cp1251", "cp1252"), id="valid utf-8"),
        pytest.param(RUSSIAN * 3, "koi8-r", ("cp1252", "cp1250"), id="what surely is another"),
        pytest.param("面包师傅起得最早，天还没亮。" * 3, "gb18030", ("cp1252",), id="east asian"),
    ],
)
def test_leaves_what_is_certain_alone_whatever_is_preferred(decoded, text, name, prefer):
    assert decoded(text.encode(name), prefer=prefer).text == text


def test_does_flag_the_last_resort(decoded):
    found = decoded(NOTHING_FITS)
    assert (found.text, found.name, found.how, found.confidence) == (
        "û",
        "cp1252",
        "last resort",
        0,
    )


def test_does_fall_back_to_the_encoding_given(decoded):
    assert decoded(NOTHING_FITS, fallback="cp1251").text == "ы"


def test_leaves_the_fallback_aside_where_something_fits(decoded):
    assert decoded(RUSSIAN.encode("koi8-r"), fallback="cp1252").text == RUSSIAN


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("né à Évry".encode(), id="utf-8"),
        pytest.param(b"ascii", id="ascii"),
        pytest.param("né".encode("utf-16"), id="marked"),
    ],
)
def test_leaves_certain_text_in_at_the_highest_confidence_asked(decoded, data):
    assert decoded(data, min_confidence=1.0).text is not None


def test_does_reject_uncertain_text_with_its_candidates(decoded):
    found = decoded(NEITHER, min_confidence=0.9)
    assert found.text is None
    assert found.reason.startswith("encoding uncertain: ")
    assert "cp125" in found.reason
    assert "(0." in found.reason


def test_leaves_uncertain_text_in_by_default(decoded):
    assert decoded(NEITHER).text is not None
