"""`?cursor=&limit=` of the lists."""

from __future__ import annotations

import pytest

from tests.api.inprocess import SHORT, V1, Service


@pytest.mark.parametrize("kind", ["documents", "jobs"])
def test_pages_hold_everything_once(idle: Service, kind: str) -> None:
    for number in range(5):
        idle.submit({"text": f"{SHORT} {number}"})
    whole = [one["id"] for one in idle.client.get(f"{V1}/{kind}").json[kind]]
    assert len(whole) == 5

    walked, cursor, sizes = [], None, []
    while True:
        query = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        page = idle.client.get(f"{V1}/{kind}", query_string=query).json
        walked += [one["id"] for one in page[kind]]
        sizes.append(len(page[kind]))
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert walked == whole
    assert sizes == [2, 2, 1]


def test_a_page_that_just_fits_is_the_last_one(idle: Service) -> None:
    for number in range(2):
        idle.submit({"text": f"{SHORT} {number}"})
    assert idle.client.get(f"{V1}/jobs?limit=2").json["next_cursor"] is None


@pytest.mark.parametrize("kind", ["documents", "jobs"])
@pytest.mark.parametrize("limit", ["0", "-1", "201", "many"])
def test_a_limit_that_does_not_fit_is_refused(shared: Service, kind: str, limit: str) -> None:
    answer = shared.client.get(f"{V1}/{kind}?limit={limit}")
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json["errors"]] == ["/limit"]


@pytest.mark.parametrize("kind", ["documents", "jobs"])
def test_a_list_goes_on_though_the_last_one_shown_was_erased(idle: Service, kind: str) -> None:
    for number in range(4):
        idle.submit({"text": f"{SHORT} {number}"})
    whole = [one["id"] for one in idle.client.get(f"{V1}/{kind}").json[kind]]
    page = idle.client.get(f"{V1}/{kind}?limit=2").json
    last = page[kind][-1]
    idle.client.delete(f"{V1}/documents/{last.get('document_id', last['id'])}")
    rest = idle.client.get(f"{V1}/{kind}", query_string={"cursor": page["next_cursor"]}).json[kind]
    assert [one["id"] for one in page[kind] + rest] == whole


@pytest.mark.parametrize("cursor", ["nothing", "1.", ".j1", "1.j1 ", "-1.j1", f"{'9' * 18}.j1", "1.j1'--", "۱.j1"])
def test_what_is_no_cursor_is_refused(shared: Service, cursor: str) -> None:
    answer = shared.client.get(f"{V1}/jobs", query_string={"cursor": cursor})
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json["errors"]] == ["/cursor"]
