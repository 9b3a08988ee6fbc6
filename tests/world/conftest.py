from tests.world.fixture import lasting_world, world

__all__ = ["lasting_world", "world"]
