"""Fuzz the readers and the chain under atheris: ``python tests/faults/fuzz.py -runs=10000``.

It takes ``pip install -e ".[fuzz]"``. Arguments are those of libFuzzer; it ends at the first input
that crashes, hangs or loses a document, and writes it to a file.
"""

import runpy
import sys
from pathlib import Path


def main() -> None:
    """Feed what the fuzzer makes to a JSONL file or a text file, as its first byte says."""
    import atheris  # noqa: PLC0415 (not among what the tests need)

    with atheris.instrument_imports(include=["cleaner", "cleaner_jsonl", "cleaner_text"]):
        check = runpy.run_path(str(Path(__file__).with_name("test_fuzz.py")))["check"]

    def one(data: bytes) -> None:
        check({"input.jsonl" if data[:1] < b"\x80" else "input.txt": data[1:]})

    atheris.Setup([sys.argv[0], "-timeout=60", "-max_len=4096", *sys.argv[1:]], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
