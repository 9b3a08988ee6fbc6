"""Where the cited report may be: what to ask of whom, what they answered, and which to read first.

One sans-I/O file a channel: each writes requests and reads answers; all that it must remember travels in
the request. No channel knows another, opens a connection, or reads a page. `ranking` judges a candidate
by what is known of it unread; whether it is the report is for `matching` to say.
"""

from verifier.discovery.query import query, rescue
from verifier.discovery.ranking import merge, moved, rank
from verifier.discovery.replay import memento_of, page_request
from verifier.discovery.silent import is_silent, next_glance, titles_linked
from verifier.discovery.warc_record import unwrap

__all__ = [
    "is_silent",
    "memento_of",
    "merge",
    "moved",
    "next_glance",
    "page_request",
    "query",
    "rank",
    "rescue",
    "titles_linked",
    "unwrap",
]
