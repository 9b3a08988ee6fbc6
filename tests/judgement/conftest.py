"""The shipped policy."""

from __future__ import annotations

import pytest

from verifier import policy, shipped
from verifier.policy import Policy


@pytest.fixture(scope="session")
def thresholds() -> Policy:
    return policy.parse(shipped.table(shipped.config("policy.toml")))
