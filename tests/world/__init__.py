"""A local web over real HTTP, for tests from end to end.

A forward proxy on loopback answers for the hosts of some two dozen outlets and for web.archive.org, over
http and https, with the sample reports of `seeds/` and many more beside them, and with whatever goes
wrong on the real web. Product code is told of it by environment variables alone:

    with World() as world:
        subprocess.run(["verifier", "check", "seeds/russia-japan.txt"], env={**os.environ, **world.environ()})

Nothing here knows the product.
"""

from tests.world import faults
from tests.world.expected import Expectation, expected
from tests.world.log import Entry
from tests.world.world import World

__all__ = ["Entry", "Expectation", "World", "expected", "faults"]
