"""The faults that befall pages: other dates around the report's, lost labels, broken markup."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from tests.reading.pages import SEEN, TEMPLATES, Sample, month, teasers


def untouched(sample: Sample) -> Sample:
    return sample


def with_teasers(sample: Sample) -> Sample:
    return replace(
        sample, markup=sample.markup.replace('<div class="footer">', teasers(sample.day) + '<div class="footer">')
    )


def with_teasers_first(sample: Sample) -> Sample:
    return replace(sample, markup=sample.markup.replace("<body>", f"<body>{teasers(sample.day)}"))


def with_a_clock(sample: Sample) -> Sample:
    """Today's date at the top of every page."""
    clock = f"<div>{SEEN:%A}, {SEEN.day} {month(SEEN.date(), 'en')} {SEEN.year}</div>"
    return replace(sample, markup=sample.markup.replace("<body>", f"<body>{clock}"))


def with_copyright_years(sample: Sample) -> Sample:
    return replace(sample, markup=sample.markup.replace("©", "© 1997-2026, last build 01.03.2026,"))


def cut_off(sample: Sample) -> Sample:
    """The connection broke before the footer came."""
    return replace(sample, cut=0.97)


def mislabelled(sample: Sample) -> Sample:
    return replace(sample, content_type="text/html; charset=ISO-8859-1")


def unlabelled(sample: Sample) -> Sample:
    markup = sample.markup
    for label in ("charset=", "charset ="):
        markup = markup.replace(label, "data-c=")
    return replace(sample, markup=markup)


def unclosed(sample: Sample) -> Sample:
    return replace(sample, markup=sample.markup.replace("</p>", "").replace("</li>", "").replace("</td>", ""))


def modified_later(sample: Sample) -> Sample:
    later = sample.day + timedelta(days=400)
    metas = (
        f'<meta property="article:modified_time" content="{later}T01:02:03Z">'
        f'<meta name="last-modified" content="{later}">'
    )
    return replace(sample, markup=sample.markup.replace("</head>", f"{metas}</head>"))


def cluttered(sample: Sample) -> Sample:
    """A consent layer over the page, a share bar under the headline, scripts everywhere."""
    layer = (
        '<div id="onetrust-banner-sdk"><p>We value your privacy. We and our partners store cookies. Accept all.'
        " Reject all.</p></div><script>window.dataLayer=[{'date':'2026-02-28'}]</script>"
    )
    bar = "</h1><ul><li>Share</li><li>Tweet</li></ul>"
    markup = sample.markup.replace("<body>", f"<body>{layer}").replace("</h1>", bar)
    return replace(sample, markup=markup)


FAULTS: tuple[Callable[[Sample], Sample], ...] = (
    untouched, with_teasers, with_teasers_first, with_a_clock, with_copyright_years, cut_off, mislabelled, unlabelled,
    unclosed, modified_later, cluttered,
)  # fmt: skip


def samples() -> list[tuple[str, Sample]]:
    """Every template with every fault, each on a day of its own."""
    first = date(2009, 1, 14)
    return [
        (f"{template.__name__}, {fault.__name__}", fault(template(first + timedelta(days=37 * i + 211 * j))))
        for i, template in enumerate(TEMPLATES)
        for j, fault in enumerate(FAULTS)
    ]
