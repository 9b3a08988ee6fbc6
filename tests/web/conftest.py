from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.api.inprocess import SAMPLE, Service, serving

QUOTED = (
    'Russia called it "a hostile gesture towards a neighbor, and one that was plainly made at the request of others" '
    "(Interfax, September 24, 2014)."
)
"""The report says "prompting"."""


@pytest.fixture
def service(tmp_path) -> Iterator[Service]:
    with serving(tmp_path) as made:
        yield made


@pytest.fixture
def idle(tmp_path) -> Iterator[Service]:
    """A service whose jobs stay queued."""
    with serving(tmp_path, working=False) as made:
        yield made


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service with one job, of eight references, which no test decides on."""
    with serving(tmp_path_factory.mktemp("shared")) as made:
        made.finish({"text": f"{SAMPLE}\n\n{QUOTED}"})
        yield made


@pytest.fixture
def job(shared: Service) -> str:
    [job] = shared.system.services.jobs.jobs(None, 2)
    return job.id
