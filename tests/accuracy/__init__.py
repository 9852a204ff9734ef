"""Accuracy, measured against the gold of the corpus: `python -m tests.accuracy --corpus-dir ../shared/corpus`."""
