"""`python -m tests.world`: keep a world running, and print how to let a shell live in it."""

from __future__ import annotations

import argparse
import contextlib
import shlex
import signal

from tests.world.world import World


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.world", description=__doc__)
    parser.add_argument("--latency-ms", type=float, default=0)
    parser.add_argument("--cdx-per-minute", type=int, default=None)
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with (
        contextlib.suppress(KeyboardInterrupt),
        World(latency_ms=options.latency_ms, cdx_per_minute=options.cdx_per_minute) as world,
    ):
        for name, value in world.environ().items():
            print(f"export {name}={shlex.quote(value)}")
        print(f"# {len(world.sites)} sites and web.archive.org; Ctrl-C ends the world", flush=True)
        while True:
            signal.pause()


if __name__ == "__main__":
    main()
