"""What is written: the records of a run, and who writes them where."""
