"""How much two texts are one text: copies, cut and retouched, against accounts of the same event."""

from __future__ import annotations

import pytest

from tests.reading.stories import STORIES
from verifier.prose.likeness import likeness

WIRE = "\n".join(STORIES["english"].paragraphs)
OTHER_ACCOUNT = (
    "Norrvik’s plan for a gas terminal is on hold. Councillors, who had been expected to sign with the seven-company "
    "consortium this week, decided after five hours behind closed doors to wait until the cost of new trade curbs is "
    "known. Council leader Marta Lindqvist said there was no hurry. The builders called the decision regrettable, and "
    "said that what they had offered would hold until December. The plant would cost 840 million crowns."
)
BOILERPLATE = (
    " Subscribe to the morning letter of this newspaper and receive the news of the harbour, the city and the region "
    "every day before breakfast, free of charge, for as long as you like."
)
CHINESE, JAPANESE = ("".join(STORIES[name].paragraphs) for name in ("chinese", "japanese"))

COPIES = {
    "the same": WIRE,
    "under another headline, with the site's own lines": f"Gas terminal: no signature. {WIRE}{BOILERPLATE}",
    "its first half": WIRE[: len(WIRE) // 2],
    "without its last paragraph": WIRE.rpartition("\n")[0],
    "in capitals, with other quotes": WIRE.upper().replace("“", '"').replace("”", '"'),
    "a figure changed": WIRE.replace("840", "480").replace("five hours", "nine hours"),
    "a denial put in": WIRE.replace("has put off", "has not put off"),
    "every fifteenth word left out": " ".join(word for n, word in enumerate(WIRE.split()) if n % 15),
}
OTHERS = {
    "another account of the event": OTHER_ACCOUNT,
    "another account, with a quotation of the same": (
        f"{OTHER_ACCOUNT} “We are in no hurry, and we would rather sign late than sign badly,” she said."
    ),
    "the same in another language": "\n".join(STORIES["german"].paragraphs),
    "the same words in another order": " ".join(sorted(WIRE.split())),
    "the first sentence alone": WIRE.split(".")[0][:90],
    "nothing": "",
}


@pytest.mark.parametrize("text", COPIES.values(), ids=COPIES.keys())
def test_a_copy_is_a_copy_however_it_was_handled(text: str) -> None:
    assert likeness(WIRE, text) >= 0.6
    assert likeness(text, WIRE) == likeness(WIRE, text)


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS.keys())
def test_another_account_is_no_copy(text: str) -> None:
    assert likeness(WIRE, text) < 0.4


def test_two_reports_under_one_boilerplate_are_no_copies() -> None:
    assert likeness(WIRE + BOILERPLATE, OTHER_ACCOUNT + BOILERPLATE) < 0.5


def test_scripts_without_spaces_are_compared_by_their_characters() -> None:
    assert likeness(CHINESE, f"【某报】{CHINESE[:-30]}") > 0.8
    assert likeness(JAPANESE, f"{JAPANESE}（某紙）") > 0.8
    assert likeness(CHINESE, JAPANESE) < 0.1
