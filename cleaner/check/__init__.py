"""Look at files and say what is wrong with them, place by place, the way a linter does."""

from cleaner.check.collect import Checked, check
from cleaner.check.finding import Finding

__all__ = ["Checked", "Finding", "check"]
