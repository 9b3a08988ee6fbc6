"""The rest of the press: short reports on small matters, so that no sitemap holds what is looked for alone.

They are made of a few word lists by counting, the same every time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from seeds.pages import SampleReport

TOWNS = (
    *("Karelgrad", "Oshbulak", "Tervaniemi", "Shirakawa", "Dolinsk", "Kelmara"),
    *("Ventspar", "Belosersk", "Noryl", "Akhtuba", "Minato", "Zelen"),
)
MATTERS = [
    ("opens a museum of clocks", "The oldest of the clocks was made for a monastery and has lost its hour hand."),
    ("mends its only bridge", "Lorries have to take the ferry until the end of the month."),
    ("counts its storks", "There are eleven pairs more than in the year before, volunteers say."),
    ("quarrels about a tram line", "Shopkeepers want it, and the people above the shops do not."),
    ("sends a choir abroad", "The singers saved for the journey by selling honey."),
    ("plants four hundred lindens", "The old trees had been felled for a car park that was never built."),
    ("runs short of teachers", "Three of its schools share one teacher of physics."),
    ("finds a ship under a field", "Archaeologists think that it carried salt."),
    ("closes its dairy", "The milk will be driven to a larger one, two hours away."),
]
MONTHS = [(2014, m) for m in (8, 9, 10, 12)] + [(2015, 1)] + [(2016, m) for m in (2, 3, 4, 5)]
DAYS = (2, 5, 9, 13, 17, 23, 24, 27)


def fillers(hosts: Iterable[SampleReport]) -> Iterator[SampleReport]:
    """Eight reports a month for the host of each of `hosts`, in the style of that report."""
    for nth, host in enumerate(hosts):
        for year, month in MONTHS:
            for count, day in enumerate(DAYS):
                seed = nth * 31 + year * 12 + month * 7 + count * 5
                yield _filler(host, datetime(year, month, day, 6 + count, 10, tzinfo=UTC), seed)


def _filler(like: SampleReport, published: datetime, seed: int) -> SampleReport:
    town = TOWNS[seed % len(TOWNS)]
    doing, detail = MATTERS[seed % len(MATTERS)]
    slug = f"{town} {doing}".lower().replace(" ", "-")
    since = published.date() - timedelta(days=seed % 20 + 2)
    body = (
        f"The town of {town} {doing}, its mayor announced on {published:%A}.\n\n{detail}\n\n"
        f"The council spoke about the matter for {seed % 5 + 2} hours and had put it off since {since:%B} {since.day}. "
        "A vote was taken in the end, and most of those present raised their hands. Residents who had come to "
        "listen were given tea.\n\n"
        "Next on the list, the mayor said, is the roof of the bath house."
    )
    return SampleReport(
        url=f"http://{like.host}/towns/{published:%Y/%m/%d}/{slug}-{seed}",
        title=f"{town} {doing}",
        published=published,
        body=body,
        site=like.site,
        style=like.style if like.style not in ("paywall", "forbidden") else "json-ld",
    )
