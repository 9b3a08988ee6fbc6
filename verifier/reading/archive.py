"""What a web archive adds to a page it replays, taken off again."""

from __future__ import annotations

from verifier import urls

# The Wayback Machine and pywb mark what they insert with these comments.
_BANNERS = (
    ("<!-- BEGIN WAYBACK TOOLBAR INSERT -->", "<!-- END WAYBACK TOOLBAR INSERT -->"),
    ("<!-- WB Insert -->", "<!-- End WB Insert -->"),
    ("<!-- Start Wayback Rewrite JS Include -->", "<!-- End Wayback Rewrite JS Include -->"),
)


def strip_banner(markup: str) -> str:
    """The markup without the archive's toolbar and scripts."""
    for begin, end in _BANNERS:
        start = markup.find(begin)
        stop = markup.find(end, start) if start >= 0 else -1
        if stop >= 0:
            markup = markup[:start] + markup[stop + len(end) :]
    return markup


def original_url(url: str) -> str:
    """The page's own URL where `url` is an archive's rewritten one ("/web/20140925000000im_/http://…"), else
    `url` as it is."""
    unwrapped = urls.unwrap_archive(url)
    return unwrapped[0] if unwrapped else url
