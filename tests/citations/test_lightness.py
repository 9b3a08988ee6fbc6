"""Importing the extractor must not drag in what only other rooms need."""

import subprocess
import sys

HEAVY = (
    "pydantic",
    "lxml",
    "trafilatura",
    "flask",
    "celery",
    "sqlalchemy",
    "requests",
    "rapidfuzz",
    "verifier.matching",
)


def test_extracting_imports_nothing_heavy():
    program = (
        "import sys, verifier; verifier.extract('It closed (Interfax, May 3, 2014).');"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
