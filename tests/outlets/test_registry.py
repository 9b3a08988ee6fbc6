from datetime import date

import pytest

from verifier.codec import CodecError
from verifier.outlets import Registry, hosts_on, registry_from
from verifier.records import Domain, Outlet, Reference, ResolvedBy

# ── by link and by name ──


@pytest.mark.parametrize(
    ("source", "url", "outlet_id", "by"),
    [
        ("Interfax", None, "interfax", ResolvedBy.NAME),
        ("Reuter", None, "reuters", ResolvedBy.ALIAS),
        ("mid.ru", None, "russia-mfa", ResolvedBy.DOMAIN),
        ("", "https://www.kommersant.ru/doc/2573903", "kommersant", ResolvedBy.URL),
        ("", "www.kavkaz-uzel.ru/articles/1/", "kavkaz-uzel", ResolvedBy.URL),
        ("", "https://web.archive.org/web/2014/http://itar-tass.com/en/1", "tass", ResolvedBy.URL),
        ("Interfax", "https://www.interfax.ru/1", "interfax", ResolvedBy.NAME),
        # a recognised name stands, wherever its report was read
        ("Interfax", "https://t.me/interfaxonline/1", "interfax", ResolvedBy.NAME),
        ("Interfax", "https://news.yahoo.com/1", "interfax", ResolvedBy.NAME),
        ("TASS", "https://web.archive.org/web/2014/http://kommersant.ru/1", "tass", ResolvedBy.NAME),
        # a name that tells nothing gives way to the link
        ("Pravda", "https://www.pravda.com.ua/news/1", "ukrainska-pravda", ResolvedBy.URL),
        ("local media", "https://www.fontanka.ru/1", "fontanka", ResolvedBy.URL),
        ("Some Column", "https://tass.com/world/1", "tass", ResolvedBy.URL),
        ("Some Column", "https://gazette.example/1", "gazette.example", ResolvedBy.UNREGISTERED_DOMAIN),
        ("", "https://gazette.example/1", "gazette.example", ResolvedBy.UNREGISTERED_DOMAIN),
        ("vestnik.su", None, "vestnik.su", ResolvedBy.UNREGISTERED_DOMAIN),
        ("NTV", "https://www.ntv.com.tr/1", "ntv-turkey", ResolvedBy.URL),
        ("NTV", "https://gazette.example/1", "ntv", ResolvedBy.NAME),
        ("vestnik.su", "https://t.me/vestnik/1", "vestnik.su", ResolvedBy.UNREGISTERED_DOMAIN),
        # …but an ambiguous one only where the link is one of its candidates'
        ("Pravda", "https://gazette.example/1", None, ResolvedBy.AMBIGUOUS),
        ("", None, None, ResolvedBy.UNKNOWN),
        ("Some Column", None, None, ResolvedBy.UNKNOWN),
        ("Some Column", "not a link", None, ResolvedBy.UNKNOWN),
        ("Russian agencies", None, None, ResolvedBy.COLLECTIVE),
    ],
)
def test_a_reference_is_resolved(
    registry: Registry, source: str, url: str | None, outlet_id: str | None, by: ResolvedBy
) -> None:
    resolution = registry.resolve(Reference(source, url=url))
    assert (resolution.outlet.id if resolution.outlet else None, resolution.by) == (outlet_id, by)


def test_an_unregistered_domain_is_an_outlet_of_itself(registry: Registry) -> None:
    assert registry.named("www.Vestnik.su").outlet == Outlet(
        "vestnik.su", "vestnik.su", domains=(Domain("vestnik.su"),), kind="site"
    )


@pytest.mark.parametrize(("on", "outlet_id"), [(date(1997, 5, 1), "segodnya"), (date(2012, 5, 1), None), (None, None)])
def test_the_day_may_settle_an_ambiguous_name(registry: Registry, on: date | None, outlet_id: str | None) -> None:
    """The Moscow daily ended in 2001; the Kyiv one, online since 2003, goes by its country too."""
    outlet = registry.named("Segodnya", on).outlet
    assert (outlet.id if outlet else None) == outlet_id


def test_the_last_candidate_of_a_day_is_not_taken_for_a_name_it_does_not_go_by(registry: Registry) -> None:
    resolution = registry.named("Gazeta", date(1998, 3, 1))
    assert (resolution.by, resolution.outlet) == (ResolvedBy.AMBIGUOUS, None)


# ── by host ──


@pytest.mark.parametrize(
    ("host", "outlet_id"),
    [
        ("kommersant.ru", "kommersant"),
        ("www.kommersant.ru", "kommersant"),
        ("m.kommersant.ru", "kommersant"),
        ("WWW.Asahi.COM", "asahi-shimbun"),
        ("ajw.asahi.com", "asahi-shimbun"),
        ("asia.nikkei.com", "nikkei-asia"),
        ("www.nikkei.com", "nikkei"),
        ("timesofindia.indiatimes.com", "times-of-india"),
        ("economictimes.indiatimes.com", "economic-times"),
        ("thestar.com.my", "the-star-my"),
        ("thestar.com", "toronto-star"),
        ("https://news.day.az/politics/1.html", "day-az"),
        ("notkommersant.ru", None),
        ("kommersant.ru.example", None),
        ("com", None),
        ("", None),
    ],
)
def test_a_host_is_its_outlets_and_the_longest_domain_wins(
    registry: Registry, host: str, outlet_id: str | None
) -> None:
    outlet = registry.at_host(host)
    assert (outlet.id if outlet else None) == outlet_id


@pytest.mark.parametrize(
    ("outlet_id", "day", "first"),
    [
        ("xinhua", date(2014, 9, 24), "news.xinhuanet.com"),
        ("xinhua", date(2023, 9, 24), "xinhuanet.com"),
        ("tass", date(2012, 1, 5), "itar-tass.com"),
        ("tass", date(2020, 1, 5), "tass.com"),
        ("ria-novosti", date(2009, 1, 5), "rian.ru"),
        ("asahi-shimbun", date(2014, 9, 24), "ajw.asahi.com"),
        ("asahi-shimbun", date(2020, 9, 24), "asahi.com"),
        ("nikkei-asia", date(2014, 9, 23), "asia.nikkei.com"),
        ("the-guardian", date(2005, 1, 1), "guardian.co.uk"),
        ("the-guardian", None, "theguardian.com"),
    ],
)
def test_the_likeliest_host_of_a_day_comes_first(
    registry: Registry, outlet_id: str, day: date | None, first: str
) -> None:
    outlet = registry.get(outlet_id)
    assert outlet is not None
    hosts = hosts_on(outlet, day)
    assert hosts[0] == first
    assert sorted(hosts) == sorted(domain.host for domain in outlet.domains)


def test_hosts_out_of_their_years_follow_nearest_first() -> None:
    outlet = Outlet(
        "o", "O", domains=(Domain("now.org", 2015), Domain("old.org", 1996, 2001), Domain("mid.org", 2005, 2014))
    )
    assert hosts_on(outlet, date(2004, 1, 1)) == ("mid.org", "old.org", "now.org")


# ── a user's own ──


def test_an_own_entry_replaces_the_shipped_one(registry: Registry) -> None:
    mine = Outlet("interfax", "Interfax", aliases=("IF wire",), domains=(Domain("interfax.example"),))
    own = registry.with_own([mine])
    assert own.get("interfax") == mine
    assert own.named("IF wire").outlet == mine
    assert own.at_host("interfax.example") == mine
    assert own.at_host("interfax.ru") is None
    assert len(own) == len(registry)
    assert registry.get("interfax") != mine


def test_an_own_name_and_host_are_its_alone(registry: Registry) -> None:
    mine = Outlet("valley-monitor", "Monitor", aliases=("Pravda",), domains=(Domain("mid.ru"),))
    own = registry.with_own([mine])
    assert own.named("The Monitor").outlet == mine
    assert own.named("Pravda").outlet == mine
    assert own.named("mid.ru").outlet == mine
    assert own.named("Interfax").outlet == registry.named("Interfax").outlet


def test_without_own_entries_it_is_the_same_registry(registry: Registry) -> None:
    assert registry.with_own(()) is registry


def test_an_entry_that_is_no_outlet_is_refused_with_its_place() -> None:
    with pytest.raises(CodecError, match="/outlet/0/domain"):
        registry_from([{"outlet": [{"id": "x", "name": "X", "domain": "x.org"}]}])
