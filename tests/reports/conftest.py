from __future__ import annotations

import pytest

from verifier import bootstrap
from verifier.reports import Wording


@pytest.fixture(scope="session")
def wording() -> Wording:
    return bootstrap.wording()
