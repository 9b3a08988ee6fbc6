"""The end of a job reaches its receiver from the running service."""

from __future__ import annotations

import json

from tests.receiver import Receiver
from tests.service import Service, until


def test_the_end_of_a_job_is_posted_until_it_is_taken(world, tmp_path):
    with Receiver(answers=[(503, {}), (200, {})]) as receiver:
        settings = {
            "VERIFIER_WEBHOOKS__ALLOW_HOSTS": receiver.host,
            "VERIFIER_WEBHOOKS__BACKOFF_S": "0.2",
            "VERIFIER_WEBHOOKS__SECRET": "a secret for all",
        }
        service = Service(tmp_path, world.environ() | {"NO_PROXY": "127.0.0.1"}, **settings)
        try:
            service.start()
            job_id = service.submit("baltic.txt", callback_url=receiver.url)
            service.complete(job_id)
            until(lambda: delivered(service, job_id), "it is delivered")
        finally:
            service.kill_all()
    assert len(receiver.got) == 2
    assert len({(got.id, got.body) for got in receiver.got}) == 1
    assert json.loads(receiver.got[-1].body)["data"]["id"] == job_id


def delivered(service: Service, job_id: str) -> bool:
    (delivery,) = service.get(f"/api/v1/jobs/{job_id}/deliveries")["deliveries"]
    return bool(delivery["status"] == "delivered")
