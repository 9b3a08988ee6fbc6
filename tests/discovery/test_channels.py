"""The list of channels in `config/channels.toml` and the classes that it names agree."""

from importlib import import_module

import pytest

from verifier import shipped
from verifier.records import Query

ENTRIES = shipped.table(shipped.config("channels.toml"))["channel"]


def made(entry: dict[str, object]):
    module, name = str(entry["module"]).split(":")
    return getattr(import_module(module), name)()


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["name"])
def test_a_channel_is_what_its_entry_says(entry: dict[str, object]) -> None:
    channel = made(entry)
    assert (channel.name, channel.archive, channel.discreet) == (entry["name"], entry["archive"], entry["discreet"])


@pytest.mark.parametrize(
    "entry",
    [entry for entry in ENTRIES if entry["discreet"] and entry["name"] != "library"],
    ids=lambda entry: entry["name"],
)
def test_a_discreet_channel_sends_no_word_of_the_document(asked, entry: dict[str, object]) -> None:
    query: Query = asked(terms=("Zanzibar", "Quixotic"), title="Zanzibar Quixotic")
    sent = [request.url + request.context for request in made(entry).requests(query)]
    assert not any(word in text for text in sent for word in ("Zanzibar", "Quixotic"))


@pytest.mark.parametrize("entry", [entry for entry in ENTRIES if entry["archive"]], ids=lambda entry: entry["name"])
def test_an_archive_can_be_asked_for_one_page_alone(asked, entry: dict[str, object]) -> None:
    (request,) = made(entry).requests(asked(url="http://daily.example/a", hosts=()))
    assert "daily.example%2Fa" in request.url
