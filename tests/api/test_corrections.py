"""What a person corrects of the citations found, before anything is looked for."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest

from tests.api.inprocess import SHORT, V1, Service


def test_what_was_misread_is_corrected_before_it_is_looked_for(service: Service) -> None:
    text = "Then snow fell (Times, May 4, 2016)."
    start, end = text.index("("), len(text) - 1
    corrections = [{
        "start": start, "end": end, "claim": {"start": 5, "end": start - 1},
        "references": [{"number": 0, "outlet": "moscow-times", "start": "2017-05-04", "end": "2017-05-05"}],
    }]  # fmt: skip
    found = service.client.post(f"{V1}/extract", json={"text": text, "corrections": corrections}).json
    [reference] = found["citations"][0]["references"]
    assert (reference["outlet"]["id"], reference["resolved_by"]) == ("moscow-times", "person")
    assert (reference["date"]["start"], reference["date"]["end"]) == ("2017-05-04", "2017-05-05")
    assert (reference["corrected"], found["citations"][0]["claim"]["text"]) == (["date", "outlet"], "snow fell")
    form = {"file": (BytesIO(text.encode()), "draft.txt"), "corrections": json.dumps(corrections)}
    answer = service.client.post(f"{V1}/documents", data=form)
    [reference] = service.references(service.wait(answer.json["job_id"]))
    assert reference["corrected"] == ["date", "outlet"]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"text": SHORT, "corrections": [{"start": 0, "end": 3}]}, "/corrections/0"),
        ({"text": SHORT, "corrections": [{"start": -1, "end": 3}]}, "/corrections/0/start"),
        ({"url": "https://a.example/", "corrections": [{"start": 0, "end": 3}]}, "/corrections"),
    ],
)
def test_a_correction_of_nothing_is_refused(service: Service, body: dict[str, Any], pointer: str) -> None:
    answer = service.client.post(f"{V1}/documents", json=body)
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, pointer)
