"""What the tests of the segments step share."""

import pytest

from cleaner import Document
from cleaner_segments import Options, clean


def cut(text, **options):
    found = clean(text, Document("a", text), Options(**options))
    return found if isinstance(found, list) else [found]


@pytest.fixture(scope="session")
def segments():
    """Return a function from a text and options to its segments."""
    cut("# One\n\nTwo is. Three is.", max=8)  # the first one imports what the step needs
    return cut
