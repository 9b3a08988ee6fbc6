"""`python -m bench [NAME…]`: measure. Prints figures and asserts nothing.

Every module of this folder is a bench with a `main()`. One that lacks something it would like to be compared
with says so and measures the rest.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def names() -> list[str]:
    return sorted(path.stem for path in HERE.glob("*.py") if not path.stem.startswith("_"))


def main() -> int:
    chosen = sys.argv[1:] or names()
    unknown = [name for name in chosen if name not in names()]
    if unknown:
        print(f"There is no bench {', '.join(unknown)}; there are {', '.join(names())}.", file=sys.stderr)
        return 2
    failed = []
    for name in chosen:
        print(f"── {name} " + "─" * (76 - len(name)), flush=True)
        if subprocess.run([sys.executable, "-m", f"bench.{name}"], cwd=HERE.parent).returncode:
            failed.append(name)  # a bench that breaks does not end the others
        print(flush=True)
    if failed:
        print(f"Broken: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
