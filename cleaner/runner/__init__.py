"""Stream splits through the chain: the pure part in workers, verdicts in order, then the output.

A worker reads a split, runs the whole chain ahead, and leaves finished lines in part files; the
main process admits documents in the order of the input and copies what is kept.
"""

from cleaner.runner.order import Run
from cleaner.runner.run import run
from cleaner.runner.summary import Summary

__all__ = ["Run", "Summary", "run"]
