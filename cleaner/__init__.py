"""Cleans and deduplicates text through a chain of small plugins."""

from cleaner.codes import Code
from cleaner.document import Decoded, Document, Drop, Failed, LeftOut
from cleaner.errors import CleanerError, RunError
from cleaner.extras import installed, require
from cleaner.hookspecs import hookimpl
from cleaner.input.columns import Columns, Sketches, Strings
from cleaner.input.formats import Format, Sign, looks_like_text
from cleaner.input.names import distinct
from cleaner.input.source import Source
from cleaner.input.streams import read_up_to_damage
from cleaner.input.zipped import open_zip, open_zip_part
from cleaner.kernels import kernels
from cleaner.options import option
from cleaner.output.target import Finisher, Target, Writer
from cleaner.scratch import Reference, Scratch
from cleaner.text.edited import EditedText
from cleaner.text.edits import Edit
from cleaner.text.encodings import Declaration, codec_of, declared_encodings
from cleaner.text.lines import Lines, lines_of

__version__ = "0.1.0"

__all__ = [
    "CleanerError",
    "Code",
    "Columns",
    "Declaration",
    "Decoded",
    "Document",
    "Drop",
    "Edit",
    "EditedText",
    "Failed",
    "Finisher",
    "Format",
    "LeftOut",
    "Lines",
    "Reference",
    "RunError",
    "Scratch",
    "Sign",
    "Sketches",
    "Source",
    "Strings",
    "Target",
    "Writer",
    "codec_of",
    "declared_encodings",
    "distinct",
    "hookimpl",
    "installed",
    "kernels",
    "lines_of",
    "looks_like_text",
    "open_zip",
    "open_zip_part",
    "option",
    "read_up_to_damage",
    "require",
]
