"""pandas: one call that reads, and one that writes JSON Lines.

python with_pandas.py FORMAT corpus kept.jsonl|-
"""

import sys

import pandas as pd


def main() -> None:
    """Read the whole table, and write it."""
    format_, corpus, output = sys.argv[1:]
    if format_ == "csv":
        table = pd.read_csv(corpus, dtype=str, keep_default_na=False)
    elif format_ == "tsv":
        table = pd.read_csv(corpus, dtype=str, keep_default_na=False, sep="\t")
    elif format_ == "parquet":
        table = pd.read_parquet(corpus)
    else:
        table = pd.read_json(corpus, lines=format_ != "json", dtype=False, convert_dates=False)
    if output == "-":
        print(len(table))
    else:
        table.to_json(output, orient="records", lines=True, force_ascii=False)


if __name__ == "__main__":
    main()
