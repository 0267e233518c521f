"""Measure what counting in tokens takes: run by ``run.py`` where tokenizers is installed."""

import tempfile
import time

from asking import segments
from corpora import prose
from tokenizers import Tokenizer, models, pre_tokenizers, trainers

SIZES = (128, 512, 2048)


def trained(text: str) -> Tokenizer:
    """Return a byte-level BPE that was trained on a text."""
    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=2000, initial_alphabet=alphabet, show_progress=False)
    made.train_from_iterator([text], trainer)
    return made


def tokens() -> None:
    """Print what counting in tokens takes, in times of encoding the text once."""
    text = prose(300_000)
    made = trained(text)
    print("\ntokens: times the tokenizer's own time for the whole text, and the largest segment")
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        made.save(file.name)
        for most in SIZES:
            alone, whole = [], []
            for _ in range(7):
                start = time.process_time()
                made.encode(text, add_special_tokens=False)
                between = time.process_time()
                found = segments(text, unit="tokens", tokenizer=file.name, max=most)
                alone.append(between - start)
                whole.append(time.process_time() - between)
            longest = max(len(made.encode(each.text, add_special_tokens=False)) for each in found)
            print(f"  max {most}: {min(whole) / min(alone):.2f}, {longest}")


if __name__ == "__main__":
    tokens()
