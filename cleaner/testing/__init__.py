"""What authors of plugins test with, and this project's own tests as well.

``run_step`` and ``run_chain`` run documents the way ``cleaner run`` does; ``check_plugin`` finds
what a plugin must not do. Where pytest is installed, there are fixtures of these names.
"""

from cleaner.testing.conformance import ConformanceError, check_plugin
from cleaner.testing.harness import Result, run_chain, run_step

__all__ = ["ConformanceError", "Result", "check_plugin", "run_chain", "run_step"]
