"""The command line with small splits and a commit behind each, so that there is much to interrupt.

The sizes are the only difference from ``cleaner``; worker processes know nothing of them.
"""

import cleaner_jsonl

from cleaner.cli import main
from cleaner.runner import journal, splits

if __name__ == "__main__":
    splits.TASK_BYTES = cleaner_jsonl._PIECE_BYTES = 25_000
    splits._TASK_SOURCES = 8
    journal._SECONDS_BETWEEN_COMMITS = 0.0
    main()
