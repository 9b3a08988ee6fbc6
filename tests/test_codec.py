"""Records to JSON and back, and what is said of JSON that does not fit."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date

import pytest

from tests.build import asked, candidate, dossier, fetched, glanced, judged, left_out, matched, read, resolved
from verifier import codec
from verifier.records import CitedDate, Entry, LeftOutFor, Outlet, Reason, Verdict

ENTRIES = [
    *(resolved(), asked("link", candidate()), glanced(candidate(), candidate("b")), fetched(candidate()), read("a")),
    *(left_out(LeftOutFor.LIMIT, "wayback"), matched("a"), judged()),
]


@dataclass(frozen=True)
class Nested:
    name: str
    days: tuple[date, ...] = ()
    pair: tuple[str, int] = ("", 0)
    verdict: Verdict | None = None
    more: dict[str, float] = field(default_factory=dict)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: type(entry).__name__)
def test_every_entry_survives_json(entry):
    assert codec.decode(Entry, json.loads(json.dumps(codec.encode(entry)))) == entry


def test_an_entry_says_what_it_is():
    assert codec.encode(judged())["type"] == "Judged"


def test_a_record_outside_a_union_does_not():
    assert "type" not in codec.encode(Reason("code"))


def test_defaults_may_be_absent():
    assert codec.decode(Nested, {"name": "x"}) == Nested("x")


@pytest.mark.parametrize(
    ("value", "pointer", "says"),
    [
        ([], "", "expected an object"),
        ({}, "/name", "is missing"),
        ({"name": 3}, "/name", "expected str"),
        ({"name": "x", "colour": "red"}, "/colour", "unknown"),
        ({"name": "x", "days": ["2014-13-01"]}, "/days/0", "not a day"),
        ({"name": "x", "days": "2014-01-01"}, "/days", "expected a list"),
        ({"name": "x", "pair": ["a"]}, "/pair", "expected 2 items"),
        ({"name": "x", "pair": ["a", True]}, "/pair/1", "expected int"),
        ({"name": "x", "verdict": "true"}, "/verdict", "is none of verified"),
        ({"name": "x", "more": {"a": "b"}}, "/more/a", "expected float"),
    ],
)
def test_says_where_json_does_not_fit(value, pointer, says):
    with pytest.raises(codec.CodecError) as caught:
        codec.decode(Nested, value)
    assert caught.value.pointer == pointer
    assert says in caught.value.detail


def test_an_invariant_of_a_record_holds_for_json_too():
    day = {"text": "", "start": "2014-09-24", "end": "2014-09-23"}
    with pytest.raises(ValueError, match="ends before it starts"):
        codec.decode(CitedDate, day)


def test_whole_numbers_are_numbers():
    assert codec.decode(Nested, {"name": "x", "more": {"a": 1}}).more == {"a": 1.0}


def test_outlets_decode_with_what_they_have():
    outlet = codec.decode(Outlet, {"id": "x", "name": "X", "domains": [{"host": "x.com", "since": 2001}]})
    assert outlet.domains[0].since == 2001
    assert dossier().plus(judged()).judgement is not None
