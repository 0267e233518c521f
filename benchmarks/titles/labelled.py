"""A document of which each line says whether it should go."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Labelled:
    """Lines, each with whether it is to be removed, and the lines where articles start."""

    kind: str
    language: str
    lines: list[tuple[str, bool]] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])
    meta: dict[str, str] = field(default_factory=dict)
    # What a line shows, by its number, for the list of errors.
    notes: dict[int, str] = field(default_factory=dict)
    # Options of the step `articles` that the document asks for.
    marks: dict[str, bool] = field(default_factory=dict)

    def add(self, *lines: str, remove: bool = False, blank: bool = True) -> None:
        """Add lines of one block, and a blank line behind it."""
        self.lines += [(line, remove) for line in lines]
        if blank:
            self.lines.append(("", False))

    @property
    def text(self) -> str:
        """The lines, each ended by a line feed."""
        return "".join(line + "\n" for line, _ in self.lines)
