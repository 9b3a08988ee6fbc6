"""`python -m bench._child NAME FILE [--small]`: one bench's figures, a line of JSON each, written as they come."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

from bench._figures import encode


def main() -> None:
    name, file, *options = sys.argv[1:]
    bench = importlib.import_module(f"bench.{name}")
    with Path(file).open("a", encoding="utf-8") as out:
        for one in bench.figures(small="--small" in options):
            out.write(json.dumps(encode(one), ensure_ascii=False) + "\n")
            out.flush()


if __name__ == "__main__":
    main()
