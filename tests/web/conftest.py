from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.api.inprocess import Service, serving


@pytest.fixture
def service(tmp_path) -> Iterator[Service]:
    with serving(tmp_path) as made:
        yield made


@pytest.fixture
def idle(tmp_path) -> Iterator[Service]:
    """A service whose jobs stay queued."""
    with serving(tmp_path, working=False) as made:
        yield made
