"""What is shipped to watch the service by: it asks only for what there is, and each alert says what to do."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from tests.api.inprocess import Service, serving
from tests.service import ROOT

DASHBOARD = json.loads((ROOT / "config/grafana/dashboard.json").read_text())
(GROUP,) = yaml.safe_load((ROOT / "config/prometheus/alerts.yml").read_text())["groups"]
ALERTS = {rule["alert"]: rule for rule in GROUP["rules"]}
PANELS = {panel["title"]: panel for panel in DASHBOARD["panels"]}
OPERATIONS = (ROOT / "docs/operations.md").read_text()
_ASKED = re.compile(r"\b(verifier_[a-z_]+)(?:\{([^}]*)\})?")
_AUTOMATIC = {"le"}
"""A bucket's bound, which every histogram has."""


@pytest.fixture(scope="module")
def told(shared: Service, sample_job: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Every series of a service that has worked, and of one that has still to, each with its labels."""
    with serving(tmp_path_factory.mktemp("idle"), working=False) as idle:
        idle.submit()
        text = shared.client.get("/metrics").text + idle.client.get("/metrics").text
    series: dict[str, set[str]] = {}
    for family in text_string_to_metric_families(text):
        suffixes = {"counter": ["_total"], "histogram": ["_bucket", "_count", "_sum"], "summary": ["_count", "_sum"]}
        for suffix in suffixes.get(family.type, [""]):
            series.setdefault(family.name + suffix, set())
        for sample in family.samples:
            series.setdefault(sample.name, set()).update(sample.labels)
    return series


def expressions() -> Iterator[tuple[str, str]]:
    for name, rule in ALERTS.items():
        yield name, rule["expr"]
    for title, panel in PANELS.items():
        for target in panel["targets"]:
            yield title, target["expr"]


@pytest.mark.parametrize(("where", "expression"), list(expressions()))
def test_only_what_is_told_is_asked_for(told: dict[str, set[str]], where: str, expression: str) -> None:
    asked = _ASKED.findall(expression)
    assert asked or expression.startswith("up{")
    labels: set[str] = set()
    for name, chosen in asked:
        assert name in told, f"{where} asks for {name}"
        labels |= told[name]
        assert set(re.findall(r"(\w+)\s*[=!]", chosen)) <= told[name] | _AUTOMATIC
    for grouped in re.findall(r"\bby \(([^)]*)\)", expression):
        assert {one.strip() for one in grouped.split(",")} <= labels | _AUTOMATIC, f"{where} groups by {grouped}"


@pytest.mark.parametrize("name", ALERTS)
def test_each_alert_has_its_place_in_the_runbook(name: str) -> None:
    rule = ALERTS[name]
    assert rule["annotations"]["runbook"] == f"docs/operations.md#{name.lower()}"
    assert f"\n### {name}\n" in OPERATIONS
    assert rule["labels"]["severity"] in ("page", "ticket")


def test_the_runbook_has_no_alert_that_there_is_not() -> None:
    assert set(re.findall(r"^### (Verifier\w+)$", OPERATIONS, re.MULTILINE)) == set(ALERTS)


def test_panels_do_not_lie_on_each_other() -> None:
    taken = set()
    for title, panel in PANELS.items():
        at = panel["gridPos"]
        cells = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
        assert not cells & taken, title
        assert at["x"] + at["w"] <= 24
        taken |= cells
