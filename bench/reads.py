"""Processor time of the API's reads, without a server or a socket: what each costs before anybody waits.

    python -m bench reads           (or: python -m bench.reads --times 50 --profile report)

The job is the sample document's, with its seven references, finished. `again` is the same read by a caller that
says which state it knows (`If-None-Match`). `--profile` prints where one of them spends its time. A bare Flask view
by the same test client is the measure: its ratio to the others carries over to other machines.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from flask import Flask

from tests.api.inprocess import SAMPLE, V1, serving
from verifier import logs, settings
from verifier.api.reports import RecentReports


def hello() -> Flask:
    app = Flask(__name__)
    app.add_url_rule("/", view_func=lambda: {"hello": "world"})
    return app


def milliseconds(ask: Callable[[], object], times: int) -> float:
    """Processor time of one, the first not counted: it loads what is loaded lazily."""
    ask()
    began = time.process_time()
    for _ in range(times):
        ask()
    return (time.process_time() - began) / times * 1000


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--times", type=int, default=50)
    arguments.add_argument("--profile", choices=("job", "jobs", "report"))
    chosen = arguments.parse_args()
    logs.configure(settings.load({}))  # as a service logs: nothing of a request, at the level there is by default
    bare = hello().test_client()
    bare_ms = milliseconds(lambda: bare.get("/"), 20 * chosen.times)
    print(f"  {'bare Flask':28} {bare_ms:7.2f} ms")
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as service:
        job_id = service.finish({"text": SAMPLE})
        client = service.app.test_client()
        paths = {"job": f"{V1}/jobs/{job_id}", "jobs": f"{V1}/jobs", "report": f"{V1}/jobs/{job_id}/report"}
        for name, path in paths.items():
            took = milliseconds(lambda path=path: client.get(path), chosen.times)
            print(f"  {name:28} {took:7.2f} ms   {took / bare_ms:5.1f} times a bare view")
            tag = client.get(path).headers.get("ETag")
            if tag is not None:
                known = {"If-None-Match": tag}
                took = milliseconds(lambda path=path, known=known: client.get(path, headers=known), chosen.times)
                print(f"  {name + ', again':28} {took:7.2f} ms   {took / bare_ms:5.1f} times a bare view")

        def anew() -> None:
            service.app.extensions["reports"] = RecentReports()
            client.get(paths["report"])

        took = milliseconds(anew, chosen.times)
        print(f"  {'report, made anew':28} {took:7.2f} ms   {took / bare_ms:5.1f} times a bare view")
        if chosen.profile:
            with cProfile.Profile() as profile:
                for _ in range(chosen.times):
                    client.get(paths[chosen.profile])
            pstats.Stats(profile).sort_stats("cumulative").print_stats(60)


if __name__ == "__main__":
    main()
