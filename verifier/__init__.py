"""Finds the press reports that a document cites by outlet and day, and says whether they bear it out."""

__version__ = "0.1.0"
