"""The public contract, line by line: the package, the settings, the commands, and a running service."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
import requests

import verifier
from tests.contract.walk import CONTRACT, Walk, check_report
from tests.service import ROOT, Service
from tests.world.fixture import lasting_world, world
from verifier import settings, shipped
from verifier.cli import main as command_line
from verifier.records import (
    ClaimCheck,
    DateCheck,
    FigureStatus,
    JobStatus,
    OutletCheck,
    QuotationStatus,
    ReferenceStatus,
    Relation,
    Verdict,
)
from verifier.reports import FORMATS

__all__ = ["lasting_world", "world"]

WORDS = [
    (Verdict, CONTRACT["verdicts"]),
    (JobStatus, CONTRACT["job_status"]),
    (ReferenceStatus, CONTRACT["reference_status"]),
    (Relation, CONTRACT["relations"]),
    (OutletCheck, CONTRACT["checks"]["outlet"]),
    (DateCheck, CONTRACT["checks"]["date"]),
    (ClaimCheck, CONTRACT["checks"]["claim"]),
    (QuotationStatus, CONTRACT["checks"]["quotation"]),
    (FigureStatus, CONTRACT["checks"]["figure"]),
]


@pytest.mark.parametrize(("words", "said"), WORDS, ids=[words.__name__ for words, _ in WORDS])
def test_each_word_is_said_as_it_was_agreed(words: Any, said: list[str]) -> None:
    assert sorted(word.value for word in words) == sorted(said)


def test_every_channel_and_format_is_there() -> None:
    channels = {one["name"] for one in shipped.table(shipped.config("channels.toml"))["channel"]}
    assert set(CONTRACT["channels"]) <= channels
    assert set(CONTRACT["formats"]) <= set(FORMATS)


@pytest.mark.parametrize(("name", "default"), CONTRACT["settings"].items(), ids=list(CONTRACT["settings"]))
def test_each_setting_has_its_default_and_its_variable(name: str, default: Any) -> None:
    table = shipped.table(shipped.config("settings.toml"))
    assert reduce(lambda inner, key: inner[key], name.split("."), table) == default
    variable = "VERIFIER_" + name.upper().replace(".", "__")
    value = {"channels.search.kind": "searxng", "api.keys_required": "true"}.get(name)
    value = value or (
        "https://a.example" if "url" in name and "database" not in name and "broker" not in name else None
    )
    value = value or ("7" if isinstance(default, int | float) else "redis://h" if name == "broker_url" else "x")
    settings.load({variable: value})


@pytest.mark.parametrize("channel", CONTRACT["channels"])
def test_each_channel_can_be_switched_off(channel: str) -> None:
    loaded = settings.load({f"VERIFIER_CHANNELS__{channel.upper()}__ENABLED": "false"})
    assert getattr(loaded.channels, channel).enabled is False


def test_each_command_is_there() -> None:
    for words in CONTRACT["commands"]:
        command: Any = command_line
        for word in words.split():
            command = command.commands[word]
    options = {name for parameter in command_line.commands["check"].params for name in parameter.opts}
    assert set(CONTRACT["check_options"]) <= options


def test_each_make_target_is_there() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(CONTRACT["make_targets"]) <= targets


def test_three_functions_need_no_service() -> None:
    text = "Five Russian banks will be barred from issuing securities in Japan (Xinhua, September 24)."
    (citation,) = verifier.extract(text, published=date(2014, 10, 1))
    assert (citation.text, text[citation.start : citation.end]) == ("(Xinhua, September 24)",) * 2
    (reference,) = citation.references
    assert (reference.source, reference.title, reference.url, reference.relation) == ("Xinhua", None, None, "cites")
    cited = reference.date
    assert cited is not None
    assert (cited.start, cited.end, cited.precision, cited.year_inferred) == (
        date(2014, 9, 24),
        date(2014, 9, 24),
        "day",
        True,
    )
    report = "Five Russian banks will be barred from issuing securities in Japan, the government said."
    told = verifier.assess(citation.claim, report)
    assert 0 <= told.contradiction <= 0.5 < told.support <= 1
    assert told.label == "supported"
    assert all(report[one.start : one.end] == one.text for one in told.passages)
    scores = verifier.rank(citation.claim, ["Rice prices fell.", report, ""])
    assert max(scores) == scores[1]
    assert len(scores) == 3


@pytest.fixture(scope="module")
def service(lasting_world: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    made = Service(Path(tmp_path_factory.mktemp("contract")), lasting_world.environ())
    try:
        made.start()
        yield made
    finally:
        made.kill_all()


def test_the_embedded_service_keeps_the_contract(service: Service) -> None:
    job_id = service.submit("russia-japan.txt")
    service.complete(job_id)
    with requests.Session() as http:
        http.trust_env = False
        Walk(http, f"http://127.0.0.1:{service.port}", job_id).everything()
        document = http.get(f"http://127.0.0.1:{service.port}/api/v1/openapi.json", timeout=30).json()
    described = {f"{method.upper()} {path}" for path, methods in document["paths"].items() for method in methods}
    named = {"{document}": "{document_id}", "{job}": "{job_id}", "{reference}": "{reference_id}"}
    named |= {"{outlet}": "{outlet_id}", "{capture}": "{sha256}"}
    for route in CONTRACT["routes"]:
        method, path = route.split(" ")
        path = path.removeprefix("/") if path.startswith("//") else f"/api/v1{path}"
        for short, long in named.items():
            path = path.replace(short, long)
        if not path.endswith(("openapi.json", "/docs")):
            assert f"{method} {path}" in described
    fields = document["components"]["schemas"]["DocumentIn"]["properties"]
    assert set(CONTRACT["submission"]) <= set(fields)


def test_a_report_of_a_job_that_is_not_over_keeps_it_too(service: Service) -> None:
    job_id = service.submit("baltic.txt")
    report = service.complete(job_id)
    check_report(report)
