"""The loop under glass: real tables, real rooms, and an outside that follows a script.

`Loop` holds one document with one or more references. Its queue keeps messages until the test delivers
them, and its clock stands still until the test moves it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from tests.build import DAY, NOON, XINHUA, the_policy
from verifier.advance import advance
from verifier.matching import LexicalModel
from verifier.outlets import Registry
from verifier.policy import ChannelPlan, Policy
from verifier.ports import Lane
from verifier.reading import read
from verifier.records import (
    Answer,
    Candidate,
    Citation,
    CitedDate,
    Claim,
    Deferral,
    Document,
    Entry,
    Exchange,
    Job,
    JobStatus,
    Outcome,
    Query,
    Reference,
    Request,
    Response,
    StoredDocument,
)
from verifier.steps import Desk
from verifier.store.dossiers import SqlDossiers
from verifier.store.engine import connect
from verifier.store.evidence import EvidenceFolder
from verifier.store.jobs import SqlJobs
from verifier.store.migrate import upgrade

CLAIM = "Five Russian banks may no longer issue securities in Japan, and exports of weapons will be curbed."
LISTING = "http://xinhuanet.com/sitemap.xml"
PAGE = "http://xinhuanet.com/2014-09/24/japan-bars-five-russian-banks-from-issuing-securities.htm"
HTML = f"""<html lang="en"><head><title>Japan bars five Russian banks from issuing securities</title>
<meta property="article:published_time" content="2014-09-24T09:00:00Z"></head><body><article>
<h1>Japan bars five Russian banks from issuing securities</h1>
<p>TOKYO, Sept. 24 (Xinhua) -- {CLAIM} The government in Tokyo said so on Wednesday.</p>
<p>The measures follow those of other members of the Group of Seven, and take effect at once.</p>
</article></body></html>"""


class Killed(BaseException):
    """The worker dies here: nothing after this line is run, in the product either."""


class Clock:
    def __init__(self) -> None:
        self.time = NOON

    def now(self) -> datetime:
        return self.time


@dataclass
class Outside:
    """A fetcher that answers by a script: what stands for a URL is done in order, the last of it for ever."""

    script: Mapping[str, list[Callable[[], Exchange | Deferral]]]
    asked: list[str] = field(default_factory=list)

    def fetch(self, request: Request) -> Exchange | Deferral:
        times = self.asked.count(request.url)
        self.asked.append(request.url)
        answers = self.script[request.url]
        return answers[min(times, len(answers) - 1)]()


@dataclass
class Listing:
    """A channel that knows one page."""

    name: str = "sitemap"
    archive: bool = False
    discreet: bool = True
    breaks: Exception | None = None

    def given(self, query: Query) -> tuple[Candidate, ...]:
        return ()

    def requests(self, query: Query) -> tuple[Request, ...]:
        return (Request(LISTING),)

    def read(self, query: Query, request: Request, response: Response) -> Answer:
        if self.breaks:
            raise self.breaks
        title = "Japan bars five Russian banks from issuing securities"
        return Answer((Candidate(PAGE, self.name, title=title, published=DAY),))


@dataclass
class Messages:
    """A queue that keeps what was sent."""

    sent: list[tuple[str, Lane, float]] = field(default_factory=list)

    def wake(self, reference_id: str, lane: Lane, delay_s: float = 0.0) -> None:
        self.sent.append((reference_id, lane, delay_s))

    def begin(self, job_id: str) -> None:
        raise AssertionError("the loop begins no job")

    def waiting(self) -> int:
        return len(self.sent)


def answered(url: str, body: str) -> Callable[[], Exchange]:
    response = Response(url, 200, (("Content-Type", "text/html; charset=utf-8"),), body.encode(), NOON)
    return lambda: Exchange(Outcome.OK, response, status=200)


def raises(error: BaseException) -> Callable[[], Exchange]:
    def answer() -> Exchange:
        raise error

    return answer


class Loop:
    def __init__(self, home: Path, references: int = 1) -> None:
        engine = connect(f"sqlite:///{home / 'loop.db'}")
        upgrade(engine)
        self.jobs, self.dossiers = SqlJobs(engine), SqlDossiers(engine)
        self.clock, self.messages = Clock(), Messages()
        self.script: dict[str, list[Callable[[], Exchange | Deferral]]] = {
            LISTING: [answered(LISTING, "a listing")],
            PAGE: [answered(PAGE, HTML)],
        }
        self.outside = Outside(self.script)
        self.channel = Listing()
        self.desk = Desk(
            registry=lambda _workspace: Registry([XINHUA]),
            channels={"sitemap": self.channel},
            replay_budgets={},
            fetcher=self.outside,
            evidence=EvidenceFolder(home / "evidence"),
            read=read,
            model=LexicalModel(),
            policy=the_policy(channels=(ChannelPlan("sitemap"),)),
            clock=self.clock,
            backoff_s=5.0,
        )
        self.ids = self._submit(references)
        self.id = self.ids[0]

    def _submit(self, references: int) -> list[str]:
        document = StoredDocument("d", "0" * 64, NOON, Document(CLAIM, published=date(2014, 10, 3), language="en"))
        job = Job("j", "d", JobStatus.QUEUED, "extracting", 0, 0, {}, NOON)
        self.jobs.submit(document, job, None, "digest", NOON - timedelta(days=1))
        self.jobs.claim("j", NOON, NOON + timedelta(seconds=60))
        cited = Reference("Xinhua", CitedDate("September 24, 2014", DAY, DAY))
        citation = Citation(0, 5, "(…)", Claim(0, len(CLAIM), CLAIM), (cited,) * references)
        return self.jobs.add_citations("j", [citation], NOON)

    # ── what a test does with it ──

    def work(self, **changes: int) -> None:
        """Change thresholds of the work."""
        policy: Policy = self.desk.policy
        self.desk = replace(self.desk, policy=replace(policy, work=replace(policy.work, **changes)))

    def deliver(self, reference_id: str, *lanes: Lane) -> None:
        """A message reaches a worker of these lanes (none named: of both)."""
        advance(reference_id, self.desk, self.dossiers, self.messages, frozenset(lanes or Lane))

    def run(self) -> None:
        """Deliver messages, each on its lane and in its time, until there are none."""
        for reference_id in self.ids:
            self.messages.wake(reference_id, Lane.FETCH)
        while self.messages.sent:
            reference_id, lane, delay_s = self.messages.sent.pop(0)
            self.clock.time += timedelta(seconds=delay_s)
            self.deliver(reference_id, lane)

    def later(self, seconds: float) -> None:
        self.clock.time += timedelta(seconds=seconds)

    # ── what a test looks at ──

    def entries(self, reference_id: str | None = None) -> tuple[Entry, ...]:
        return self.dossiers.view(reference_id or self.id).dossier.entries

    def story(self, reference_id: str | None = None) -> list[str]:
        return [type(entry).__name__ for entry in self.entries(reference_id)]

    def times_asked(self) -> dict[str, int]:
        counted: dict[str, int] = defaultdict(int)
        for url in self.outside.asked:
            counted[url] += 1
        return dict(counted)
