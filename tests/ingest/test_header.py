"""What the head of a document says: title, publication, date."""

from datetime import date

import pytest

from verifier.ingest import header
from verifier.ingest.series import Anchor, Series

EDM = Series(
    "Eurasia Daily Monitor",
    ("EDM",),
    2004,
    228,
    (Anchor(1, 1, date(2004, 5, 3)), Anchor(11, 175, date(2014, 10, 3)), Anchor(11, 101, date(2014, 6, 3))),
)
MONITOR = Series("Monitor", ("The Monitor",), 1995, 235)
BRIEF = Series("China Brief", (), 2001, 24)
SERIES = (MONITOR, EDM, BRIEF)

BODY = "\n\nThe minister flew home on Sunday. He had said on March 3, 2011 that he would not (Interfax, March 4).\n"

ISSUES = [
    ("Publication: Eurasia Daily Monitor Volume: 11 Issue: 175", "Eurasia Daily Monitor", date(2014, 10, 3)),
    ("Publication: Eurasia Daily Monitor\nVolume: 11\nIssue: 175", "Eurasia Daily Monitor", date(2014, 10, 3)),
    ("Publication: Eurasia Daily Monitor\n\nVolume: 11 Issue: 175", "Eurasia Daily Monitor", date(2014, 10, 3)),
    ("Eurasia Daily Monitor, Volume 11, Issue 175", "Eurasia Daily Monitor", date(2014, 10, 3)),
    ("Eurasia Daily Monitor Vol. 11 No. 175", "Eurasia Daily Monitor", date(2014, 10, 3)),
    ("Eurasia Daily Monitor — Volume XI, Issue 175", "Eurasia Daily Monitor", date(2014, 10, 3)),
    ("**EDM** | Vol 11, #175", "Eurasia Daily Monitor", date(2014, 10, 3)),
    ("The Monitor Volume: 4 Issue: 235", "Monitor", date(1998, 12, 31)),
    ("China Brief Volume: 14 Issue: 24", "China Brief", date(2014, 12, 31)),
    ("Publication: Harbour Notes Volume: 3 Issue: 2", "Harbour Notes", None),
    ("Publication: Harbour Notes", "Harbour Notes", None),
    ("Volume: 11 Issue: 175", None, None),
    ("The same was said before (Eurasia Daily Monitor, Volume 9, Issue 12).", None, None),
    ("Trade grew in volume 11 no 175 times before, says the Eurasia Daily Monitor, and will again", None, None),
]


@pytest.mark.parametrize(("line", "publication", "day"), ISSUES)
def test_volume_and_issue_name_the_publication_and_its_day(line, publication, day):
    head = header.read("Ties Under Strain\n\n" + line + BODY, SERIES)
    assert (head.publication, head.reckoned) == (publication, day)
    assert head.title == "Ties Under Strain"


DATES = [
    ("Published: October 3, 2014", date(2014, 10, 3)),
    ("Published on 3 October 2014 at 12:00", date(2014, 10, 3)),
    ("Date: 2014-10-03", date(2014, 10, 3)),
    ("October 3, 2014 12:00 PM", date(2014, 10, 3)),
    ("Friday, October 3rd, 2014", date(2014, 10, 3)),
    ("By Ann Example, October 3, 2014", date(2014, 10, 3)),
    ("By: Ann Example | October 3, 2014 04:12 PM", date(2014, 10, 3)),
    ("Harbour Notes | October 3, 2014", date(2014, 10, 3)),
    ("MOSCOW, Oct. 3, 2014 — The ministry said that it would answer, and did not say how or when.", date(2014, 10, 3)),
    ("TOKYO, October 3, 2014 (Example) - The cabinet met.", None),
    ("Опубликовано: 3 октября 2014 г.", date(2014, 10, 3)),
    ("3 жовтня 2014 року", date(2014, 10, 3)),
    ("Publié le 3 octobre 2014", date(2014, 10, 3)),
    ("1er octobre 2014", date(2014, 10, 1)),
    ("Veröffentlicht am 3. Oktober 2014", date(2014, 10, 3)),
    ("3 de octubre de 2014", date(2014, 10, 3)),
    ("03.10.2014", date(2014, 10, 3)),
    ("2014年10月3日", date(2014, 10, 3)),
    ("2014-10-03T08:15:00Z", date(2014, 10, 3)),
    ("10/13/2014", date(2014, 10, 13)),
    ("03/10/2014", None),
    ("February 30, 2014", None),
    ("Updated: October 3, 2014", None),
    ("Accessed October 3, 2014", None),
    ("MOSCOW, Sept. 24 — The ministry said that it would answer.", None),
    ("On October 3, 2014, the ministry said that it would answer.", None),
    ("They met on October 3, 2014", None),
    ("Treaty of Trade, October 3, 2014", None),
    ("A line of the text that is wrapped at its eightieth column ends with\nOctober 3, 2014", None),
    ("(Interfax, October 3, 2014)", None),
]


@pytest.mark.parametrize(("line", "day"), DATES)
def test_a_date_counts_by_the_form_of_its_line(line, day):
    assert header.read("Ties Under Strain\n\n" + line + BODY, SERIES).written == day


def test_a_labelled_date_beats_one_that_only_stands_there():
    text = "A Title\n\nOctober 9, 2014\n\nBy Ann Example, October 8, 2014\n\nPublished: October 3, 2014" + BODY
    assert header.read(text).written == date(2014, 10, 3)


def test_a_date_far_down_is_not_of_the_head():
    assert header.read("A Title\n" + "\nSome words.\n" * 40 + "\nOctober 3, 2014\n").written is None


TITLES = [
    ("Ties Under Strain\n\nThe minister flew home.", "Ties Under Strain"),
    ("# Ties Under Strain\nThe minister flew home.\n\nMore.", None),
    ("Ties Under Strain?\nBy Ann Example\n\nThe minister flew home.", "Ties Under Strain?"),
    ("Ties Under Strain\nOctober 3, 2014\n\nThe minister flew home.", "Ties Under Strain"),
    ("\n\n  Ties Under Strain  \n\nThe minister flew home.", "Ties Under Strain"),
    ("The minister flew home.\n\nMore was said.", None),
    ("The minister flew home\nand more was said.\n\nThe end.", None),
    ("October 3, 2014\n\nThe minister flew home.", None),
    ("Publication: Eurasia Daily Monitor\n\nThe minister flew home.", None),
    ("word " * 60 + "\n\nThe minister flew home.", None),
    ("Only one line", None),
    ("Ukraine: The Next Step\n\nThe minister flew home.", "Ukraine: The Next Step"),
    ("Treaty of Trade, March 3, 1999\n\nThe minister flew home.", "Treaty of Trade, March 3, 1999"),
    ("Date: March 3, 1999\nTitle: Ties Under Strain\n\nThe minister flew home.", "Ties Under Strain"),
    ("---\n\nThe minister flew home.", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "title"), TITLES)
def test_the_first_line_is_the_title_when_it_looks_like_one(text, title):
    assert header.read(text, SERIES).title == title


def test_a_series_day_is_exact_at_anchors_late_between_them_and_inside_its_year():
    assert EDM.day_of(11, 175) == date(2014, 10, 3)
    assert date(2014, 8, 1) < EDM.day_of(11, 150) < date(2014, 9, 20)
    assert EDM.day_of(11, 176) > date(2014, 10, 3)
    assert EDM.day_of(11, 999) == date(2014, 12, 31)
    assert EDM.day_of(1, 170) == date(2004, 12, 31)
    assert EDM.day_of(12, 1).year == 2015
    days = [EDM.day_of(11, issue) for issue in range(1, 240)]
    assert days == sorted(days)
    assert EDM.day_of(0, 1) is None
    assert EDM.day_of(1, 10**9) == date(2004, 12, 31)
