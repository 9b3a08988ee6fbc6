"""The outlet's days and the claim's words, never its sentence."""

from dataclasses import replace
from datetime import date

import pytest

from verifier import policy, shipped
from verifier.discovery import query, rescue
from verifier.dossier import Dossier
from verifier.records import CitedDate, Claim, Domain, Outlet, Precision, Reference, Window

POLICY = policy.parse(shipped.table(shipped.config("policy.toml")))
INTERFAX = Outlet("interfax", "Interfax", aliases=("Interfax News Agency",))
HOSTS = ("interfax.com", "interfax.ru")


def dossier(claim: str, cited: CitedDate | None = None, **parts: object) -> Dossier:
    reference = Reference("Interfax", cited, **parts)
    return Dossier("r1", "j1", reference, Claim(0, len(claim), claim), language="en")


def cited(start: date, end: date, precision: Precision = Precision.DAY) -> CitedDate:
    return CitedDate("", start, end, precision)


@pytest.mark.parametrize(
    ("date_", "window"),
    [
        (cited(date(2014, 9, 24), date(2014, 9, 24)), Window(date(2014, 9, 23), date(2014, 9, 25))),
        (cited(date(2014, 9, 24), date(2014, 9, 26)), Window(date(2014, 9, 23), date(2014, 9, 27))),
        (cited(date(2014, 9, 1), date(2014, 9, 30), Precision.MONTH), Window(date(2014, 9, 1), date(2014, 9, 30))),
        (None, None),
    ],
)
def test_a_day_has_the_time_zones_margin_and_a_month_is_a_month(date_: CitedDate | None, window: Window | None) -> None:
    assert query(dossier("x", date_), INTERFAX, HOSTS, POLICY).window == window


def test_names_come_first_then_figures_then_the_longest_words() -> None:
    claim = (
        "Tokyo Gas is delaying a purchase agreement worth 320 billion yen, Interfax says, for liquefied natural gas."
    )
    terms = query(dossier(claim), INTERFAX, HOSTS, POLICY).terms
    assert terms[0] == "Tokyo Gas"
    assert terms[1] == "320"
    assert terms[2:4] == ("agreement", "liquefied")
    assert "Interfax" not in terms


def test_a_word_in_two_forms_is_one_term() -> None:
    terms = query(dossier("Russian sanctions hurt Russia; the sanction stays."), INTERFAX, HOSTS, POLICY).terms
    assert sum(term.lower().startswith("russia") for term in terms) == 1
    assert sum(term.startswith("sanction") for term in terms) == 1


def test_what_the_reference_names_is_passed_on() -> None:
    asked = query(dossier("x", url="http://interfax.com/1", title="Tokyo Gas waits"), INTERFAX, HOSTS, POLICY)
    assert (asked.url, asked.title, asked.hosts, asked.language) == (
        "http://interfax.com/1",
        "Tokyo Gas waits",
        HOSTS,
        "en",
    )


def test_a_rescue_asks_for_one_page_and_nothing_else_of_the_outlet() -> None:
    asked = query(dossier("x"), INTERFAX, HOSTS, POLICY)
    saving = rescue(asked, "http://interfax.com/1")
    assert (saving.url, saving.hosts) == ("http://interfax.com/1", ())


# ── which of the outlet's hosts ──

DOMAINS = (
    Domain("interfax.ru"),
    Domain("interfax.test", languages=("en",)),
    Domain("interfax.example", since=2015, languages=("en",)),
    Domain("interfax.com", languages=("ru",)),
)
AGENCY = Outlet("interfax", "Interfax", domains=DOMAINS, languages=("ru", "en"))


@pytest.mark.parametrize(
    ("language", "hosts"),
    [
        ("en", ("interfax.test", "interfax.ru", "interfax.com", "interfax.example")),
        ("ru", ("interfax.ru", "interfax.com", "interfax.test", "interfax.example")),
        ("ja", ("interfax.ru", "interfax.test", "interfax.com", "interfax.example")),
        (None, ("interfax.ru", "interfax.test", "interfax.com", "interfax.example")),
    ],
)
def test_hosts_in_the_documents_language_come_first_of_those_in_use_then(language, hosts: tuple[str, ...]) -> None:
    reference = replace(dossier("x", cited(date(2014, 9, 24), date(2014, 9, 24))), language=language)
    known = tuple(domain.host for domain in DOMAINS)
    assert query(reference, AGENCY, known, POLICY).hosts == hosts


def test_the_day_of_asking_is_told(asked) -> None:
    assert query(dossier("x"), INTERFAX, HOSTS, POLICY, date(2026, 11, 25)).today == date(2026, 11, 25)


IN_RUSSIAN = Outlet(
    "tass", "TASS", domains=(Domain("tass.ru"), Domain("tass.com", languages=("en",))), languages=("ru",)
)


def test_where_the_outlet_writes_in_another_language_its_names_are_sought_as_it_writes_them() -> None:
    claim = "On Tuesday China sold Igor Sechin 320 wagons of liquefied gas, Moscow says."
    asked = query(dossier(claim), IN_RUSSIAN, ("tass.ru",), POLICY)
    assert asked.foreign == "ru"
    assert asked.foreign_terms == ("Китай", "Игор Сечин", "Москва", "320")
    assert "China" in asked.terms


@pytest.mark.parametrize("host", ["tass.com", "nowhere.example"])
def test_where_it_writes_in_the_documents_language_or_none_is_known_they_are_not(host: str) -> None:
    outlet = IN_RUSSIAN if host == "tass.com" else Outlet("nowhere", "Nowhere")
    asked = query(dossier("China sold gas."), outlet, (host,), POLICY)
    assert (asked.foreign, asked.foreign_terms) == (None, ())
