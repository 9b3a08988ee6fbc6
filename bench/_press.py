"""Another press than the tests' world: the held-out check of `bench/discovery.py`.

Ten outlets that the registry does not know, each with addresses, lists and a fate of its own; their reports
share no sentence with those of the world that the ranking was tuned on. Every outlet publishes a crowd a day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from seeds.pages import SampleReport
from tests.world.sites import Habit

FIRST_DAY = datetime(2016, 11, 7, 5, 30, tzinfo=UTC)
DEAD = ({"path": "*", "fault": "refuse"},)
BLOCKED = ({"path": "/[0-9]*", "fault": "forbid_bots"},)

PLACES = (
    *(("Brenholm", "Бренхольм"), ("Sudavia", "Судавия"), ("Kostrovo", "Костров"), ("Marienfeld", "Мариенфельд")),
    *(("Altynsai", "Алтынсай"), ("Varkaus", "Варкаус"), ("Lesnoy", "Лесной"), ("Ostrava", "Острава")),
    *(("Tirgo", "Тирго"), ("Belmira", "Бельмира")),
)
# What happened: a headline, what a report says, what an author writes of it, a headline in Russian, and its words
# in Latin letters.
EVENTS = (
    (
        "{0} ferry halted after engine fire",
        "The ferry between {0} and the islands has not sailed since a fire in its engine room on Sunday.",
        "Since the engine room burnt, no ferry has left {0} for the islands.",
        "В городе {1} остановлен паром: пожар в двигателе",
    ),
    (
        "Court in {0} frees three fishermen",
        "A court in {0} released three fishermen who had been held since June for crossing a sea border.",
        "Three fishermen held for having crossed a border at sea were let go by judges in {0}.",
        "Суд в городе {1} освободил трех рыбаков",
    ),
    (
        "Power plant near {0} to burn straw instead of coal",
        "The power plant outside {0} will switch from coal to straw by the end of next year, its owner said.",
        "Straw is to replace coal at the plant that heats {0}.",
        "Электростанция города {1} перейдет с угля на солому",
    ),
    (
        "{0} votes to keep its theatre open",
        "Voters in {0} decided by a narrow margin to go on paying for the municipal theatre.",
        "By a hair's breadth a referendum saved the playhouse of {0}.",
        "Жители города {1} проголосовали за театр",
    ),
    (
        "Measles outbreak closes nurseries in {0}",
        "All nurseries in {0} were shut for ten days after the twentieth case of measles.",
        "An outbreak of measles has shut the nurseries of {0}.",
        "Вспышка кори в городе {1}: детские сады закрыты",
    ),
    (
        "Railway to {0} reopens after landslide",
        "Trains run to {0} again for the first time since the landslide in spring.",
        "Rail traffic to {0}, cut by a landslide in spring, has been resumed.",
        "Железная дорога до города {1} открыта после оползня",
    ),
    (
        "Wolves sighted on the outskirts of {0}",
        "Hunters have counted five wolves within a mile of {0}, the forestry office said.",
        "Foresters warn of wolves that have come close to {0}.",
        "На окраине города {1} заметили волков",
    ),
    (
        "Chess champion born in {0} dies at 91",
        "The grandmaster who won the national title four times and was born in {0} has died aged 91.",
        "A grandmaster from {0}, four times champion of his country, has died.",
        "Умер чемпион по шахматам, уроженец города {1}",
    ),
    (
        "Tax office in {0} flooded, files lost",
        "A burst pipe flooded the archive of the tax office in {0} and destroyed the files of six years.",
        "Six years of tax files were lost when a pipe burst in {0}.",
        "В налоговой инспекции города {1} затопило архив",
    ),
)

Address = Callable[[datetime, str, int], str]


@dataclass(frozen=True)
class Paper:
    """An outlet: how it addresses its pages (day, slug, running number), and where they can still be had."""

    kind: str
    name: str
    host: str
    address: Address
    habit: Habit
    language: str = "en"
    listed: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return self.host.partition(".")[0]

    @property
    def entry(self) -> str:
        """It as the registry's users write it."""
        known = "".join(f'{key} = ["{url}"]\n' for key, url in self.listed.items())
        outlet = f'[[outlet]]\nid = "{self.id}"\nname = "{self.name}"\nlanguages = ["{self.language}"]\n'
        return f'{outlet}domains = [{{ host = "{self.host}" }}]\n{known}'


def _hash(day: datetime, slug: str, number: int) -> str:
    return f"a/{sha256(f'{day}{slug}{number}'.encode()).hexdigest()[:10]}"


NOWHERE = "/none/{year}{month2}{day2}"
PAPERS = (
    Paper("monthly slugs", "The Brisk Observer", "brisk.example", lambda d, s, n: f"{d:%Y/%m}/{s}/",  # noqa: ARG005 - an address need not use all three
          Habit(sitemap="parts", listing=NOWHERE)),
    Paper("undated slugs", "The Quay Telegraph", "quay.example", lambda d, s, n: f"{s}.{n}.html",  # noqa: ARG005 - an address need not use all three
          Habit(sitemap="flat", listing=NOWHERE)),
    Paper("a list by query", "The Moor Standard", "moor.example", lambda d, s, n: f"story.php?id={n}",  # noqa: ARG005 - an address need not use all three
          Habit(listing="/archive.php?date={year}-{month2}-{day2}"),
          listed={"listings": "http://moor.example/archive.php?date={year}-{month2}-{day2}"}),
    Paper("hashes", "The Cypher Post", "cypher.example", _hash, Habit(sitemap="flat", listing=NOWHERE)),
    Paper("numbers of a day", "The Tally", "tally.example", lambda d, s, n: f"news/{d:%d-%m-%Y}/{n}",  # noqa: ARG005 - an address need not use all three
          Habit(sitemap="days", listing=NOWHERE)),
    Paper("dead, with words", "The Late Herald", "late.example", lambda d, s, n: f"{d:%Y%m%d}_{s}.htm",  # noqa: ARG005 - an address need not use all three
          Habit(faults=DEAD)),
    Paper("dead, numbered", "The Lost Ledger", "lost.example", lambda d, s, n: f"stories/{n}.shtml",  # noqa: ARG005 - an address need not use all three
          Habit(faults=DEAD, front_captured=True)),
    Paper("blocked, listed", "The Gatekeeper", "gate.example", lambda d, s, n: f"{d:%Y-%m-%d}/{s}",  # noqa: ARG005 - an address need not use all three
          Habit(sitemap="news", faults=BLOCKED)),
    Paper("Russian titles", "Vesti Altaya", "vesti.example", lambda d, s, n: f"novosti/{n}.html",  # noqa: ARG005 - an address need not use all three
          Habit(listing="/{year}/{month}/{day}"), "ru",
          {"listings": "http://vesti.example/{year}/{month}/{day}"}),
    Paper("numbers, live only", "The Meridian", "common.example", lambda d, s, n: f"n/{n}/",  # noqa: ARG005 - an address need not use all three
          Habit(sitemap="parts", archived=False, listing=NOWHERE)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cited:
    paper: Paper
    claim: str
    report: SampleReport


def printed(days: int, crowd: int) -> tuple[list[SampleReport], list[Cited]]:
    """All that the papers publish on so many days, and one report of each day that is cited."""
    reports: list[SampleReport] = []
    cited: list[Cited] = []
    for nth, paper in enumerate(PAPERS):
        number = 70_000 + nth * 5_000
        for count in range(days):
            seed = nth * 3 + count * 7
            pairs = _pairs(seed, crowd)
            place_of_cited = (seed * 5) % len(pairs)
            pairs.insert(place_of_cited, pairs.pop(0))
            for place, pair in enumerate(pairs):
                number += 1 + (seed + place) % 4
                at = FIRST_DAY + timedelta(days=3 * count, minutes=50 * place)
                report = _report(paper, *pair, at, number)
                reports.append(report)
                if place == place_of_cited:
                    cited.append(Cited(paper, EVENTS[pair[1]][2].format(*PLACES[pair[0]]), report))
    return reports, cited


def _pairs(seed: int, crowd: int) -> list[tuple[int, int]]:
    """Place and event: the cited one's, then of others the same place, the same event, or neither, in turn."""
    place, event = seed % len(PLACES), (seed * 2 + seed // 10) % len(EVENTS)
    chosen = {(place, event): None}
    for n in range(1, 200):
        if len(chosen) > crowd:
            break
        other = (place + 3 * n) % len(PLACES), (event + 2 * n) % len(EVENTS)
        chosen[(place if n % 3 == 0 else other[0]), (event if n % 3 == 1 else other[1])] = None
    return list(chosen)


def _report(paper: Paper, place: int, event: int, at: datetime, number: int) -> SampleReport:
    headline, said, _, russian = EVENTS[event]
    title = (russian if paper.language == "ru" else headline).format(*PLACES[place])
    slug = "-".join(
        "".join(char if char.isalnum() else " " for char in headline.format(*PLACES[place])).lower().split()
    )
    first = russian.format(*PLACES[place]) + "." if paper.language == "ru" else said.format(*PLACES[place])
    return SampleReport(
        url=f"http://{paper.host}/{paper.address(at, slug, number)}",
        title=title,
        published=at,
        body=f"{first}\n\nNobody could say on {at:%A} what comes next.\n\nMore is due within {number % 6 + 2} days.",
        site=paper.name,
        style="meta" if number % 2 else "time",
        language=paper.language,
    )
