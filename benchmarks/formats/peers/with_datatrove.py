"""datatrove: a reader, and behind it its JSONL writer or nothing.

python with_datatrove.py FORMAT corpus kept.jsonl|-
"""

import sys
from pathlib import Path

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import CSVReader, JsonlReader, ParquetReader, WarcReader
from datatrove.pipeline.writers.jsonl import JsonlWriter

READERS = {"csv": CSVReader, "parquet": ParquetReader, "warc": WarcReader}


def main() -> None:
    """Run the pipeline, or count what the reader alone gives."""
    format_, corpus, output = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    kind = READERS.get(format_, JsonlReader)
    reader = kind(str(corpus.parent), glob_pattern=corpus.name)
    if output == "-":
        print(sum(1 for _ in reader.run()))
        return
    place = Path(output)
    writer = JsonlWriter(str(place.parent), output_filename=place.name, compression=None)
    logs = str(place.parent / "logs")
    LocalPipelineExecutor([reader, writer], logging_dir=logs, skip_completed=False).run()


if __name__ == "__main__":
    main()
