"""Cleans and deduplicates text through a chain of small plugins."""

from cleaner.codes import Code
from cleaner.document import Decoded, Document, Drop, Edit, Failed
from cleaner.errors import CleanerError, RunError
from cleaner.hookspecs import hookimpl
from cleaner.options import option
from cleaner.scratch import Reference, Scratch
from cleaner.source import Source
from cleaner.target import Target, Writer

__version__ = "0.1.0"

__all__ = [
    "CleanerError",
    "Code",
    "Decoded",
    "Document",
    "Drop",
    "Edit",
    "Failed",
    "Reference",
    "RunError",
    "Scratch",
    "Source",
    "Target",
    "Writer",
    "hookimpl",
    "option",
]
