"""The command line with small splits and a commit behind each, so that there is much to interrupt.

The sizes are the only difference from ``cleaner``; worker processes know nothing of them.
"""

import os
from collections.abc import Callable
from typing import Any

import cleaner_jsonl
from cleaner import chain
from cleaner.cli import main
from cleaner.runner import journal, splits


def make_splits_small(assign: Callable[[Any, str, Any], None]) -> None:
    """Scale down the sizes of splits and the time until what is written is brought to the disk."""
    assign(splits, "TASK_BYTES", 25_000)
    assign(splits, "_TASK_SOURCES", 8)
    assign(chain, "WORTH_SPLITTING", 25_000)
    assign(cleaner_jsonl, "_PIECE_BYTES", 25_000)
    assign(journal, "_SECONDS_BETWEEN_COMMITS", float(os.environ.get("SECONDS_TO_DISK", "0")))


if __name__ == "__main__":
    make_splits_small(setattr)
    main()
