"""The world as pytest fixtures: a folder's `conftest.py` imports both of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.world.world import World


@pytest.fixture(scope="session")
def lasting_world() -> Iterator[World]:
    """One world for all tests of a session: it takes a quarter of a second to make."""
    with World() as world:
        yield world


@pytest.fixture
def world(lasting_world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """The world as on its first day, and this process told of it."""
    lasting_world.reset()
    for name, value in lasting_world.environ().items():
        monkeypatch.setenv(name, value)
    return lasting_world
