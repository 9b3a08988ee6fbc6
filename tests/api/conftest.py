from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.api.inprocess import SAMPLE, Service, serving


@pytest.fixture(scope="package")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """One service for the tests of this folder that leave nothing behind that another could trip over."""
    with serving(tmp_path_factory.mktemp("service")) as service:
        yield service


@pytest.fixture(scope="package")
def sample_job(shared: Service) -> str:
    """The sample document, checked."""
    return shared.finish({"text": SAMPLE})


@pytest.fixture
def service(tmp_path) -> Iterator[Service]:
    """A service of the test's own."""
    with serving(tmp_path) as made:
        yield made


@pytest.fixture
def idle(tmp_path) -> Iterator[Service]:
    """A service whose jobs stay queued."""
    with serving(tmp_path, working=False) as made:
        yield made
