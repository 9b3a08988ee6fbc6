import pytest

from verifier.prose.months import MONTHS, days_in_month, month_of


@pytest.mark.parametrize(
    "word", ["September", "sept", "сентября", "вересня", "septembre", "septiembre", "eylül", "września"]
)
def test_september_in_many_tongues(word):
    assert month_of(word) == 9


def test_other_words_are_no_month():
    assert month_of("Kommersant") is None


def test_twelve_months():
    assert set(MONTHS.values()) == set(range(1, 13))


@pytest.mark.parametrize(("year", "days"), [(1900, 28), (2000, 29), (2014, 28), (2016, 29)])
def test_february_follows_the_leap_rule(year, days):
    assert days_in_month(year, 2) == days
