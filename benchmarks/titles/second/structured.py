"""Documents of which nothing should go by their form: code, tables and lists."""

from __future__ import annotations

import random

from labelled import Labelled

from second.languages import Language

Dice = random.Random


_CODE = (
    """\
#!/bin/sh
set -e
for f in *.txt; do
    echo "$f"
done
for f in *.md; do
    echo "$f"
done
""",
    """\
package main

func main() {
\tif err != nil {
\t\treturn err
\t}
\tif err != nil {
\t\treturn err
\t}
}
""",
    """\
describe('bees', () => {
  it('hum', () => {
    expect(a).toBe(1);
  });
  it('sting', () => {
    expect(a).toBe(1);
  });
});
""",
    """\
SELECT name
FROM hives
WHERE year = 1987
UNION ALL
SELECT name
FROM hives
WHERE year = 1994
UNION ALL
SELECT name
FROM hives;
""",
    """\
<ul>
<li>
<a>
</a>
</li>
<li>
<a>
</a>
</li>
</ul>
</div>
</div>
""",
    """\
module Hive
  def open
    lift
  end

  def close
    lift
  end
end
end
""",
    """\
[hive]
enabled = true

[garden]
enabled = true

[pond]
enabled = true
""",
    """\
import numpy as np

x = np.zeros(3)
print(x)
x = x + 1
print(x)
x = x + 1
print(x)
""",
    """\
{
  "hives": [
    {
      "open": true
    },
    {
      "open": true
    }
  ]
}
""",
)


def code(language: Language, dice: Dice) -> Labelled:
    """Code, alone or within a text that is set in or fenced."""
    document = Labelled("code", language.code)
    lines = dice.choice(_CODE).splitlines()
    shape = dice.randrange(3)
    if shape == 0:
        document.add(*lines)
        return document
    document.add(dice.choice(language.titles))
    document.add(language.paragraph(dice))
    if shape == 1:
        document.add("```", *lines, "```")
        document.add(language.paragraph(dice))
        document.add("```", *lines, "```")
    else:
        document.add(*(f"    {line}" for line in lines))
        document.add(language.paragraph(dice))
        document.add(*(f"    {line}" for line in lines))
    return document


def table(language: Language, dice: Dice) -> Labelled:
    """Rows that come twice, and the title as a cell or as the head of a column."""
    document = Labelled("table", language.code)
    title, other = language.two(dice)
    document.add(title)
    document.add(language.paragraph(dice))
    row = dice.choice(("| {} | {} |", "{}\t{}", "{}, {}", "{};{}", "{}        {}"))
    cells = [(title, 12), (other, 7), (other, 7), (title, 12), (language.nouns[0], 3)]
    document.add(*(row.format(*cell) for cell in cells))
    document.add(language.paragraph(dice))
    document.add(*(row.format(*cell) for cell in cells[1:3]))
    return document


def items(language: Language, dice: Dice) -> Labelled:
    """Make lists that name the title, and items that come twice."""
    document = Labelled("items", language.code)
    title, other = language.two(dice)
    document.add(title)
    document.add(language.paragraph(dice))
    mark = dice.choice(
        ("- ", "* ", "• ", "+ ", "{n}. ", "({n}) ", "[ ] ", "– ", "▪ ", "{c}) ", "‣ ")
    )
    lines = [language.nouns[0], title, language.nouns[1], language.nouns[1], other, title]
    document.add(*(mark.format(n=n, c="abcdefg"[n]) + line for n, line in enumerate(lines, 1)))
    document.add(language.paragraph(dice))
    return document


MAKERS = (code, table, items)
