"""A world whose pages can be held back, and services that leave nothing behind."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.service import Service
from tests.world import World
from tests.world.exchange import Ask, Reply
from tests.world.faults import Fault


class Held:
    """A host that says nothing until it is let go: whatever needs it stands in the middle of its work."""

    def __init__(self, world: World, host: str) -> None:
        self._go = threading.Event()
        self.reached = threading.Event()
        world.fault(host, Fault("held", self._hold))

    def _hold(self, _ask: Ask, reply: Reply) -> Reply:
        self.reached.set()
        self._go.wait(60)
        return reply

    def let_go(self) -> None:
        self._go.set()


@pytest.fixture(scope="module")
def lasting_world() -> Iterator[World]:
    with World() as world:
        yield world


@pytest.fixture
def world(lasting_world: World) -> World:
    lasting_world.reset()
    return lasting_world


@pytest.fixture
def hold(world: World) -> Iterator[Callable[[str], Held]]:
    all_held: list[Held] = []

    def holding(host: str) -> Held:
        all_held.append(Held(world, host))
        return all_held[-1]

    yield holding
    for held in all_held:
        held.let_go()


@pytest.fixture
def service(world: World, tmp_path: Path) -> Iterator[Service]:
    made = Service(tmp_path, world.environ())
    try:
        yield made
    finally:
        made.kill_all()
