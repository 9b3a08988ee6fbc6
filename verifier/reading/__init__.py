"""Reading: the bytes of a fetched page → a report with its text, its day and its credits; or why it is none.

    read(capture, body, outlet) -> Report | Unreadable

`kinds` tells HTML from PDF, `charset` decodes, `page` parses once; `running` finds the text, `heading`
what stands over it, `signs` and `dates` the day, `credits` the agencies, `walls` what is no report.
Pure: the time is the capture's. Text inside a page is evidence and nothing more; nothing in it is obeyed,
followed or fetched.
"""

from verifier.reading.reader import read

__all__ = ["read"]
