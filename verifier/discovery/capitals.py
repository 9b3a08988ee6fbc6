"""Who a capital stands for: an author writes "Moscow", and a headline "Russia"; for guesses alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from verifier.prose.words import fold, stem

_CAPITALS = {
    "abu dhabi": "emirates", "ankara": "turkey", "ashgabat": "turkmenistan", "astana": "kazakhstan", "athens": "greece",
    "baghdad": "iraq", "baku": "azerbaijan", "beijing": "china", "belgrade": "serbia", "berlin": "germany",
    "bishkek": "kyrgyzstan", "bratislava": "slovakia", "bucharest": "romania", "budapest": "hungary", "cairo": "egypt",
    "canberra": "australia", "chisinau": "moldova", "damascus": "syria", "delhi": "india", "dushanbe": "tajikistan",
    "hanoi": "vietnam", "helsinki": "finland", "islamabad": "pakistan", "jakarta": "indonesia", "kabul": "afghanistan",
    "kiev": "ukraine", "kyiv": "ukraine", "lisbon": "portugal", "london": "britain", "madrid": "spain",
    "manila": "philippines", "minsk": "belarus", "moscow": "russia", "oslo": "norway", "ottawa": "canada",
    "paris": "france", "prague": "czech", "pyongyang": "korea", "riga": "latvia", "riyadh": "saudi", "rome": "italy",
    "seoul": "korea", "sofia": "bulgaria", "stockholm": "sweden", "tallinn": "estonia", "tashkent": "uzbekistan",
    "tbilisi": "georgia", "tehran": "iran", "tokyo": "japan", "ulaanbaatar": "mongolia", "vienna": "austria",
    "vilnius": "lithuania", "warsaw": "poland", "washington": "us", "yerevan": "armenia", "zagreb": "croatia",
}  # fmt: skip
_COUNTRIES: dict[str, list[str]] = {}
for _capital, _country in _CAPITALS.items():
    _COUNTRIES.setdefault(_country, []).append(_capital)


def stand_ins(names: Iterable[str]) -> Iterator[str]:
    """The stems of what else a headline may call the countries of these names: the country for its capital, and
    the capital for its country."""
    for name in map(fold, names):
        if name in _CAPITALS:
            yield stem(_CAPITALS[name])
        yield from map(stem, _COUNTRIES.get(name, ()))
