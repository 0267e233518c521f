"""Measure how well the step finds sentences' ends and topics, beside its peers."""

from asking import ask, segments
from corpora import glued, joined, sentences

from cleaner_segments.languages import languages
from cleaner_segments.sentences import Sentences

# The last two of them are only measured: see README.md.
FOLDERS = ("sentences", "more-sentences", "kinds", "later", "wide", "apart", "ordinary")


def f1(found: list[int], wanted: list[int]) -> float:
    """Return the harmonic mean of precision and recall."""
    both = len(set(found) & set(wanted))
    return 2 * both / (len(set(found)) + len(set(wanted))) if both else 0.0


def ends_of(parts: list[str]) -> list[int]:
    """Return where each part but the last ends."""
    ends: list[int] = []
    for part in parts[:-1]:
        ends.append((ends[-1] if ends else 0) + len(part))
    return ends


def ends_in(text: str, parts: list[str]) -> list[int]:
    """Return where the parts end in the text, with the white space behind each."""
    ends = []
    at = 0
    for part in parts:
        at = text.index(part.strip(), at) + len(part.strip())
        end = at + len(text[at:]) - len(text[at:].lstrip())
        if end < len(text):
            ends.append(end)
    return ends


def quality(folder: str) -> None:
    """Print F1 of sentence ends by language."""
    texts = {language: joined(language, lines) for language, lines in sentences(folder).items()}
    plain = {language: text for language, (text, _) in texts.items()}
    pysbd = ask("pysbd", "sentences", {"texts": plain})
    rust = ask("semantic-text-splitter", "sentences", {"texts": plain})
    print(f"\nF1 of sentence ends in {folder}: segments, semantic-text-splitter (its best), pysbd")
    rows, shared = [], []
    for language, (text, wanted) in texts.items():
        own = [end for end in Sentences(text).ends(0, len(text)) if end < len(text)]
        row = [f1(own, wanted), max(f1(ends_of(parts), wanted) for parts in rust[language])]
        rows.append(row)
        if language in pysbd:
            row = [*row, f1(ends_in(text, pysbd[language]), wanted)]
            shared.append(row)
        print(f"  {language}", *(f"{value:.3f}" for value in row))
    for name, each in (("all", rows), ("those that pysbd knows", shared)):
        means = (f"{sum(column) / len(each):.3f}" for column in zip(*each, strict=True))
        print(f"  mean of {name}", *means)


def bounds() -> None:
    """Print the share of segments at 1000 characters that begin and end with a sentence."""
    print("\nsegments of 1000 characters that begin and end with a sentence")
    whole = total = 0
    for folder in FOLDERS:
        found = [whole_of(*joined(each, lines * 40)) for each, lines in sentences(folder).items()]
        here, places = map(sum, zip(*found, strict=True))
        print(f"  {folder}: {100 * here / places:.2f} % of {places}")
        whole, total = whole + here, total + places
    print(f"  all: {100 * whole / total:.2f} % of {total}")


def whole_of(text: str, ends: list[int]) -> tuple[int, int]:
    """Return how many segments begin and end with a sentence, and how many there are."""
    edges = {0, *ends, len(text)}
    places = [each.meta["segment"] for each in segments(text, max=1000)]
    return sum(place["start"] in edges and place["end"] in edges for place in places), len(places)


def p_k(found: list[int], wanted: list[int], length: int) -> float:
    """Return Pk (Beeferman, Berger and Lafferty 1999), counted in characters."""
    window = max(1, length // (2 * (len(wanted) + 1)))
    step = max(1, window // 50)

    def together(ends: list[int], start: int) -> bool:
        return not any(start < end <= start + window for end in ends)

    starts = range(0, length - window, step)
    return sum(together(found, at) != together(wanted, at) for at in starts) / len(starts)


def cohesion() -> None:
    """Print Pk of topics' ends on glued texts."""
    texts = list(glued(40))
    given = {"texts": [text for text, _ in texts], "stopwords": sorted(languages()["en"].words)}
    tiling = ask("nltk", "topics", given)
    own, other, even = [], [], []
    for (text, wanted), parts in zip(texts, tiling["parts"], strict=True):
        found = ends_of([each.text for each in segments(text, by="topic")])
        own.append(p_k(found, wanted, len(text)))
        other.append(p_k(ends_of(parts), wanted, len(text)))
        even.append(p_k([], wanted, len(text)))
    print("\nPk of topics on 40 glued texts (less is better)")
    for name, values in (("segments", own), ("TextTiling", other), ("no ends", even)):
        print(f"  {name} {sum(values) / len(values):.3f}")
