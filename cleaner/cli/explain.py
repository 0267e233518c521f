"""`cleaner explain`: what a code means, with an example, and how to allow it."""

from __future__ import annotations

import click

from cleaner.check.catalog import Catalog
from cleaner.codes import Code
from cleaner.plugins import load_plugins


@click.command("explain")
@click.argument("names", metavar="[CODE]...", nargs=-1)
@click.option(
    "-p", "--plugin", "files", multiple=True, metavar="FILE.py", help="Its codes as well."
)
def explain_command(names: tuple[str, ...], files: tuple[str, ...]) -> None:
    """Tell what codes mean; without a code, list them all."""
    catalog = Catalog(load_plugins(files))
    if not names:
        for step, code in catalog.all():
            click.echo(f"{code.code}  {step:16} {code.why.partition('. ')[0].rstrip('.')}")
        return
    for number, name in enumerate(names):
        if number:
            click.echo()
        click.echo(_explained(*catalog.named(name)))


def _explained(step: str, code: Code) -> str:
    fixable = "--fix mends it" if code.fixable else "--fix leaves it to you"
    parts = [f"{code.code} ({step}; {fixable})", code.why]
    for label, example in (("before", code.before), ("after", code.after)):
        if example:
            indented = "\n".join(f"    {line}".rstrip() for line in example.split("\n"))
            parts.append(f"{label}:\n\n{indented}")
    allow = code.allow or "It is a matter of taste: leave it out where you disagree."
    parts.append(f"To allow it: {allow}")
    parts.append(
        f"Everywhere: --ignore {code.code}, or in the configuration, where [check] has"
        f' ignore = ["{code.code}"];\nin some files: per-file-ignores ='
        f' {{"PATTERN" = ["{code.code}"]}}; what is there already: --baseline FILE.'
    )
    return "\n\n".join(parts)
