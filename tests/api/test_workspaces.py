"""A key sees its own workspace and nothing else: what is another's is not there (404), and not forbidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from typing import Any

import pytest

from tests.api.inprocess import SHORT, V1, Keyed, Service, keyed, serving
from tests.api.test_captures import records
from tests.api.test_references import ABSENT, PAGE

PAPER = PAGE.replace(b"five", b"seven")
OWN_OUTLET = {"name": "Gornyi Vestnik-Plus", "domains": [{"host": "vestnik.example"}]}
FIELDS: dict[str, dict[str, Any]] = {"review": {"verdict": "verified"}, "evidence": {"url": "https://example.org/"}}
"""What these routes look at before they look for the thing."""


class Theirs:
    """Somebody else's workspace, with one of everything in it."""

    def __init__(self, key: Keyed) -> None:
        key.open("PUT", f"{V1}/outlets/vestnik", json=OWN_OUTLET)
        files = [(BytesIO(text.encode()), name) for name, text in (("one.txt", SHORT), ("two.txt", "No citation."))]
        batch = key.post(f"{V1}/documents", data={"file": files}).json
        key.service.wait(batch["jobs"][0]["id"])
        again = key.post(f"{batch['jobs'][0]['links']['document']}/recheck").json
        job_id = key.service.wait(again["id"])  # one with a job before it, so that it has changes too
        report = key.get(f"{V1}/jobs/{job_id}/report").json
        reference = report["citations"][0]["references"][0]
        self.key = key
        self.ids = {
            "job_id": job_id,
            "batch_id": batch["id"],
            "document_id": report["document"]["id"],
            "reference_id": reference["id"],
            "sha256": reference["report"]["sha256"],
            "outlet_id": "vestnik",
        }


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with serving(tmp_path_factory.mktemp("locked"), API__KEYS_REQUIRED=True) as service:
        yield service


@pytest.fixture(scope="module")
def theirs(locked: Service) -> Theirs:
    return Theirs(keyed(locked, "their desk", workspace="theirs"))


@pytest.fixture(scope="module")
def ours(locked: Service) -> Keyed:
    return keyed(locked, "our desk", workspace="ours")


def routes_with_ids(service: Service) -> list[tuple[str, str, str]]:
    """(method, rule, last word) of every route that takes an id, from the application itself."""
    return [
        (method, rule.rule, rule.rule.rpartition("/")[2])
        for rule in service.app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        if "<" in rule.rule and not rule.rule.startswith("/static/")
    ]


def test_with_anothers_ids_no_route_finds_anything(locked: Service, theirs: Theirs, ours: Keyed) -> None:
    walked = 0
    for method, rule, last in routes_with_ids(locked):
        if last == "<outlet_id>" and method in ("PUT", "POST"):
            continue  # makes one of our own, whatever others have
        names = re.findall("<(?:[a-z]+:)?([a-z0-9_]+)>", rule)
        assert set(names) <= set(theirs.ids), f"{rule}: give `Theirs` one of these, so that it is tried"
        path = re.sub("<(?:[a-z]+:)?([a-z0-9_]+)>", lambda found: theirs.ids[found[1]], rule)
        body = {"json" if rule.startswith(V1) else "data": FIELDS[last]} if last in FIELDS and method != "GET" else {}
        answer = ours.open(method, path, **body)
        if rule == "/outlets/<outlet_id>":  # the empty form of one that could be made
            assert (answer.status_code, OWN_OUTLET["name"] in answer.text) == (200, False)
        else:
            assert answer.status_code == 404, (method, path, answer.text)
        walked += 1
    assert walked >= 18
    for method, rule, _ in routes_with_ids(locked):  # and all was there to be found
        if method == "GET":
            path = re.sub("<(?:[a-z]+:)?([a-z0-9_]+)>", lambda found: theirs.ids[found[1]], rule)
            assert theirs.key.get(path).status_code == 200, path


def test_what_is_listed_is_ours(theirs: Theirs, ours: Keyed) -> None:
    for kind in ("documents", "jobs"):
        assert ours.get(f"{V1}/{kind}").json[kind] == []
        assert theirs.ids[f"{kind[:-1]}_id"] in [one["id"] for one in theirs.key.get(f"{V1}/{kind}").json[kind]]
    assert theirs.ids["job_id"] not in ours.get("/").text
    assert "vestnik" not in [one["id"] for one in ours.get(f"{V1}/outlets").json["outlets"]]
    assert "Gornyi Vestnik-Plus" not in ours.get("/outlets").text


def test_a_cursor_with_anothers_id_shows_nothing_of_it(theirs: Theirs, ours: Keyed) -> None:
    """A cursor says where a list goes on, and nothing of whose list it was."""
    at = 10**16  # long after all of them
    page = ours.get(f"{V1}/jobs?cursor={at}.{theirs.ids['job_id']}").json
    assert theirs.ids["job_id"] not in [job["id"] for job in page["jobs"]]


def test_the_same_document_is_a_job_in_each_workspace(theirs: Theirs, locked: Service) -> None:
    others = keyed(locked, "third desk", workspace="third")
    job_id = others.finish({"text": SHORT})
    assert job_id != theirs.ids["job_id"]
    digest = theirs.ids["sha256"]  # both rest on the same page
    assert others.get(f"{V1}/captures/{digest}").status_code == 200
    others.open("DELETE", f"{V1}/documents/{others.get(f'{V1}/jobs/{job_id}/report').json['document']['id']}")
    assert others.get(f"{V1}/captures/{digest}").status_code == 404
    assert theirs.key.get(f"{V1}/captures/{digest}").status_code == 200


def test_an_idempotency_key_of_another_workspace_is_another_key(locked: Service) -> None:
    headers = {"Idempotency-Key": "monday"}
    made = [
        keyed(locked, f"desk of {name}", workspace=name).post(f"{V1}/documents", json={"text": text}, headers=headers)
        for name, text in (("north", "One text."), ("south", "Another text."))
    ]
    assert [answer.status_code for answer in made] == [202, 202]


def test_two_keys_of_one_workspace_see_the_same(theirs: Theirs, locked: Service) -> None:
    colleague = keyed(locked, "their other desk", workspace="theirs")
    assert colleague.get(f"{V1}/jobs/{theirs.ids['job_id']}").status_code == 200


def test_own_outlets_resolve_in_their_own_workspace_only(theirs: Theirs, ours: Keyed) -> None:
    cited = {"text": "No train came (Gornyi Vestnik-Plus, March 3, 2016)."}
    theirs_found, ours_found = (
        key.get(f"{V1}/jobs/{key.finish(cited)}/report").json["citations"][0]["references"][0]["outlet"]
        for key in (theirs.key, ours)
    )
    assert theirs_found["id"] == "vestnik"
    assert ours_found is None
    extracted = ours.post(f"{V1}/extract", json=cited).json
    assert extracted["citations"][0]["references"][0]["outlet"] is None


def test_evidence_that_is_handed_in_is_seen_where_it_was(theirs: Theirs, ours: Keyed) -> None:
    form = {"file": (BytesIO(PAGE), "report.html", "text/html")}
    answer = theirs.key.post(f"{V1}/references/{theirs.ids['reference_id']}/evidence", data=form)
    assert answer.status_code == 202
    digest = sha256(PAGE).hexdigest()
    assert theirs.key.get(f"{V1}/captures/{digest}").status_code == 200
    assert ours.get(f"{V1}/captures/{digest}").status_code == 404


def test_of_bytes_that_both_have_each_is_told_only_where_it_has_them_from(locked: Service) -> None:
    targets = {}
    for name in ("north desk", "south desk"):
        desk = keyed(locked, name, workspace=f"papers of the {name}")
        report = desk.get(f"{V1}/jobs/{desk.finish({'text': ABSENT})}/report").json
        reference = report["citations"][0]["references"][0]["id"]
        desk.post(f"{V1}/references/{reference}/evidence", data={"file": (BytesIO(PAPER), f"{name}.html", "text/html")})
    for name in ("north desk", "south desk"):
        desk = keyed(locked, f"reader of the {name}", workspace=f"papers of the {name}")
        warc = desk.get(f"{V1}/captures/{sha256(PAPER).hexdigest()}/warc").data
        targets[name] = [url for url, _ in records(warc)]
    assert targets == {"north desk": ["file:north%20desk.html"], "south desk": ["file:south%20desk.html"]}


def test_without_keys_there_is_one_workspace(shared: Service, sample_job: str) -> None:
    assert shared.system.services.jobs.document(shared.report(sample_job)["document"]["id"]).workspace == "default"
