"""Titles: the names of sites, learned from what the titles of one folder share."""

import json
import subprocess
import sys

import pytest

from cleaner import CleanerError, Document
from cleaner_titles import Options, clean, locks
from cleaner_titles.sites import Names, Titles, names_in, written

TITLES = [
    "The old mill opens again",
    "Harbour bridge - a history",
    "Ferry prices rise: who pays",
    "Bakers win a prize",
    "Lights over the marsh",
    "Snow in the valley",
]
SECTIONS = ["News", "News", "News", "Sport", "Sport", "Sport"]
FOLDERS = {
    "pipe": ([f"{title} | Elm Courier" for title in TITLES], TITLES),
    "dash": ([f"{title} - Elm Courier" for title in TITLES], TITLES),
    "before": ([f"Town Page: {title}" for title in TITLES], TITLES),
    "before a pipe": ([f"Town Page | {title}" for title in TITLES], TITLES),
    "section": (
        [f"{one} - {two} - Northern Notes" for one, two in zip(TITLES, SECTIONS, strict=True)],
        TITLES,
    ),
    "section of one": (
        [f"{one} - {two} - Notes" for one, two in zip(TITLES, "abcdef", strict=True)],
        [f"{one} - {two}" for one, two in zip(TITLES, "abcdef", strict=True)],
    ),
    "half of them": (
        [f"{title} | Elm" if place % 2 else title for place, title in enumerate(TITLES)],
        TITLES,
    ),
    "other case": (
        [f"{title} | {('Elm', 'ELM')[place % 2]}" for place, title in enumerate(TITLES)],
        TITLES,
    ),
    "ideographs": (
        ["榆河新建步行桥-榆谷信使报", "北部果园今年收成-榆谷信使报", "镇图书馆翻修_榆谷信使报"],
        ["榆河新建步行桥", "北部果园今年收成", "镇图书馆翻修"],
    ),
    "none": (TITLES, TITLES),
    "dashes": (
        [f"{one} - {two}" for one, two in zip(TITLES, "abcdef", strict=True)],
        [f"{one} - {two}" for one, two in zip(TITLES, "abcdef", strict=True)],
    ),
    "hyphens": (
        ["Spider-Man", "Super-Man", "Ant-Man", "Bat-Man"],
        ["Spider-Man", "Super-Man", "Ant-Man", "Bat-Man"],
    ),
    "years": (
        ["Budget - 2031", "Harvest - 2031", "Roads - 2031", "Mills - 2031"],
        ["Budget - 2031", "Harvest - 2031", "Roads - 2031", "Mills - 2031"],
    ),
    "one title often": (["The mill | Elm"] * 5, ["The mill | Elm"] * 5),
    "too few": (["The mill | Elm", "The ferry | Elm"], ["The mill | Elm", "The ferry | Elm"]),
    "single": (["The mill | Elm"], ["The mill | Elm"]),
    "the name alone": (
        ["Elm Courier", *(f"{title} | Elm Courier" for title in TITLES)],
        ["Elm Courier", *TITLES],
    ),
}


def _learned(folder, titles):
    found = Titles()
    for title in titles:
        found.add(title)
    return {folder: found.names()}


def _stripped(tmp_path, folder, title, names):
    file = tmp_path / "sites.json"
    file.write_text(written(names), encoding="utf-8")
    names_in.cache_clear()
    text = f"{title}\n\nSome text that goes on for a while, and ends here.\n"
    document = Document("a", text, source=f"{folder}/a.txt")
    return clean(text, document, Options(sites_from=str(file))).meta["title"]


@pytest.mark.parametrize(("titles", "wanted"), FOLDERS.values(), ids=FOLDERS.keys())
def test_the_names_that_a_folder_shares_are_left_out(tmp_path, titles, wanted):
    names = _learned("pages", titles)
    assert [_stripped(tmp_path, "pages", title, names) for title in titles] == wanted


def test_a_name_is_left_out_in_its_own_folder_alone(tmp_path):
    names = _learned("elm", FOLDERS["pipe"][0]) | _learned("other", TITLES)
    assert _stripped(tmp_path, "elm", "A fair | Elm Courier", names) == "A fair"
    assert _stripped(tmp_path, "other", "A fair | Elm Courier", names) == "A fair | Elm Courier"
    assert _stripped(tmp_path, "third", "A fair | Elm Courier", names) == "A fair | Elm Courier"


def test_a_title_of_the_input_is_stripped_and_kept_beside(tmp_path):
    file = tmp_path / "sites.json"
    file.write_text(written({"pages": Names(("Elm",))}), encoding="utf-8")
    document = Document("a", "Text.", source="pages/a.html", meta={"title": "The old mill | Elm"})
    noted = clean("Text.", document, Options(sites_from=str(file))).meta
    assert noted == {"title": "The old mill", "given": {"title": "The old mill | Elm"}}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "No such file"),
        ("no JSON", "did not write this"),
        ("[]", "did not write this"),
        ('{"version": 1}', "did not write this"),
        ('{"version": 7, "folders": {}}', "another version"),
    ],
    ids=["not there", "no JSON", "a list", "without folders", "of another version"],
)
def test_a_file_that_is_none_of_names_is_refused(tmp_path, content, says):
    file = tmp_path / "sites.json"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    names_in.cache_clear()
    with pytest.raises(CleanerError, match=says):
        Options(sites_from=str(file))


def test_a_lock_tells_other_names(tmp_path):
    file = tmp_path / "sites.json"
    told = []
    for names in (Names(("Elm",)), Names(("Oak",))):
        file.write_text(written({"pages": names}), encoding="utf-8")
        told.append(locks(Options(sites_from=str(file))))
    assert told[0] != told[1]
    assert locks(Options()) == {}


def _cleaner(folder, *arguments):
    command = [sys.executable, "-m", "cleaner", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_the_command_learns_what_a_run_leaves_out(tmp_path):
    for folder in ("pipe", "before", "none"):
        (tmp_path / "pages" / folder).mkdir(parents=True)
        for number, title in enumerate(FOLDERS[folder][0]):
            page = f"<html><head><title>{title}</title></head><body><p>Some text, {folder}.</p>"
            name = f"{number}.html" if folder == "pipe" else f"{number}.txt"
            text = page if folder == "pipe" else f"{title}\n\nSome text, {number} of {folder}.\n"
            (tmp_path / "pages" / folder / name).write_text(text, encoding="utf-8")
    learned = _cleaner(tmp_path, "sites", "pages", "-o", "sites.json")
    assert learned.returncode == 0, learned.stderr
    assert learned.stdout.splitlines() == [
        "pages/before: Town Page",
        "pages/none: no name that its titles share",
        "pages/pipe: Elm Courier",
    ]
    outputs = []
    for jobs in ("1", "2"):
        options = ("--steps", "encoding,articles,titles", "--titles-sites-from", "sites.json")
        done = _cleaner(tmp_path, "run", "pages", "-o", f"{jobs}.jsonl", "-q", "-j", jobs, *options)
        assert done.returncode == 0, done.stderr
        outputs.append((tmp_path / f"{jobs}.jsonl").read_bytes())
    assert outputs[0] == outputs[1]
    records = [json.loads(line) for line in outputs[0].splitlines()]
    assert [record["meta"]["title"] for record in records] == TITLES * 3


def test_the_command_says_what_is_wrong(tmp_path):
    missing = _cleaner(tmp_path, "sites", "nowhere", "-o", "sites.json")
    assert missing.returncode != 0
    assert "nowhere" in missing.stderr
    (tmp_path / "a.txt").write_text("The mill\n\nText.\n", encoding="utf-8")
    unwritable = _cleaner(tmp_path, "sites", "a.txt", "-o", "no/such/sites.json")
    assert "its folder is not there" in unwritable.stderr
    assert not (tmp_path / "sites.json").exists()


_STOP = '''"""Kill the run once, where it was told to."""

import os
import signal
from pathlib import Path

from cleaner import hookimpl


@hookimpl
def clean(text):
    stop = Path("stop")
    if "3 of it" in text and stop.exists():
        stop.unlink()
        os.kill(os.getpid(), signal.SIGKILL)
'''


def test_a_killed_run_is_resumed_with_the_names_that_it_began_with(tmp_path):
    (tmp_path / "pages").mkdir()
    for number, title in enumerate(TITLES):
        text = f"{title} | Elm Courier\n\nSome text, {number} of it.\n"
        (tmp_path / "pages" / f"{number}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "stop.py").write_text(_STOP, encoding="utf-8")
    assert _cleaner(tmp_path, "sites", "pages", "-o", "sites.json").returncode == 0
    learned = (tmp_path / "sites.json").read_bytes()

    def start(output, *more):
        options = ("-p", "stop.py", "--steps", "encoding,titles,stop", "-q", "-j", "0")
        names = ("--titles-sites-from", "sites.json")
        return _cleaner(tmp_path, "run", "pages", "-o", output, *options, *names, *more)

    assert start("whole.jsonl").returncode == 0
    (tmp_path / "stop").touch()
    assert start("out.jsonl").returncode != 0
    assert not (tmp_path / "stop").exists()
    assert not (tmp_path / "out.jsonl").exists()
    (tmp_path / "sites.json").write_text(written({"pages": Names(("Oak",))}), encoding="utf-8")
    refused = start("out.jsonl", "--resume")
    assert refused.returncode != 0, "other names, other titles"
    (tmp_path / "sites.json").write_bytes(learned)
    resumed = start("out.jsonl", "--resume")
    assert resumed.returncode == 0, resumed.stderr
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    lines = (tmp_path / "out.jsonl").read_bytes().splitlines()
    assert [json.loads(line)["meta"]["title"] for line in lines] == TITLES
