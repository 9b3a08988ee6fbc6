"""Reports in other languages: how many claims are judged as labelled, how many wrongly supported, and how fast.

    .venv/bin/python -P -m bench.across [FILE…]

Without files, the plain pairs of tests/gold/judgement and the blind set that may be read. Only totals are printed, so
that a set which is kept may be measured too.
"""

from __future__ import annotations

import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bench._figures import Figure
from verifier import policy, shipped
from verifier.matching import assess
from verifier.matching.foreign.reading import sentences

GOLD = Path(__file__).parents[1] / "tests" / "gold" / "judgement"
FILES = ("across/told.toml", "across/abroad.toml", "languages.toml", "blind/foreign-open.toml")
LABELS = ("supported", "partial", "silent", "contradicted", "not_judged")
THRESHOLDS = policy.parse(shipped.table(shipped.config("policy.toml"))).matching


def judged(file: Path, most: int | None = None) -> Counter[tuple[str, str]]:
    """How often what is labelled so is called that; of the first `most` pairs."""
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    reports = {report["id"]: report for report in table["report"]}
    confusion: Counter[tuple[str, str]] = Counter()
    for pair in table["pair"][:most]:
        report = reports[pair["report"]]
        given = assess(
            pair["claim"],
            report["text"].strip(),
            policy=THRESHOLDS,
            title=report["title"],
            published=report["published"],
            language=report["language"],
        )
        confusion[pair["label"], given.label.value] += 1
    return confusion


def right_and_wrong(confusion: Counter[tuple[str, str]]) -> tuple[int, int]:
    """How many are called as labelled, and how many supported that are not."""
    right = sum(count for (label, given), count in confusion.items() if label == given)
    wrong = sum(count for (label, given), count in confusion.items() if given == "supported" != label)
    return right, wrong


def figures(small: bool) -> Iterator[Figure]:
    for name in FILES:
        confusion = judged(GOLD / name, 10 if small else None)
        total = sum(confusion.values())
        right, wrong = right_and_wrong(confusion)
        about = f"{total} pairs in other languages, {Path(name).stem}"
        yield Figure(f"judged as labelled, {about}", right / total * 100, "%")
        yield Figure(f"wrongly supported, {about}", wrong / total * 100, "%", less_is_better=True)


def measure(file: Path) -> None:
    confusion = judged(file)
    total = sum(confusion.values())
    right, wrong = right_and_wrong(confusion)
    print(f"\n{file.name}: {total} pairs, right {right / total:.3f}, wrongly supported {wrong} ({wrong / total:.3f})")
    for label in LABELS:
        print("  ", label.ljust(13), *(f"{confusion[label, given]:4}" for given in LABELS))


CLAIM = (
    "Japan approved additional sanctions against Russia over Ukraine and barred five banks including Sberbank and VTB "
    "from issuing securities worth 2 billion dollars"
)


def speed() -> None:
    """One claim against one report of some 1,000 words (3,000 characters where words run together)."""
    table = tomllib.loads((GOLD / "blind" / "foreign-open.toml").read_text(encoding="utf-8"))
    texts: dict[str, list[str]] = {}
    for report in table["report"]:
        texts.setdefault(report["language"], []).append(report["text"].strip())
    print("\nlanguage  read and judged, ms  judged again, ms")
    for language, found in texts.items():
        text = "\n\n".join(found)
        size = 3000 if language in ("zh", "ja") else 7000
        number = 0
        while len(text) < size:
            number += 1
            text += "\n\n" + "\n\n".join(found).replace(".", f" {number}.").replace("。", f"{number}。")
        assess(CLAIM, text, policy=THRESHOLDS, language=language)
        sentences.cache_clear()
        times = []
        for _ in range(2):
            begun = time.process_time()
            assess(CLAIM, text, policy=THRESHOLDS, language=language)
            times.append((time.process_time() - begun) * 1000)
        print(f"{language:8}  {times[0]:19.0f}  {times[1]:16.0f}")


def main() -> None:
    for file in [Path(name) for name in sys.argv[1:]] or [GOLD / name for name in FILES]:
        measure(file)
    if not sys.argv[1:]:
        speed()


if __name__ == "__main__":
    main()
