"""What the numbers of a site's pages tell of their days."""

from datetime import UTC, date, datetime

from verifier.discovery import rank
from verifier.discovery.numbering import spans
from verifier.records import Candidate


def page(number: int, published: int | None = None, captured: int | None = None) -> Candidate:
    return Candidate(
        f"https://daily.example/news/{number}.html",
        "wayback",
        published=date(2014, 9, published) if published else None,
        archived_at=datetime(2014, 9, captured, tzinfo=UTC) if captured else None,
    )


def days(*pages: Candidate) -> dict[int, tuple[int | None, int | None]]:
    told = spans(pages)
    return {
        int(url.removeprefix("https://daily.example/news/").removesuffix(".html")): (
            first.day if first else None,
            last.day if last else None,
        )
        for url, (first, last) in told.items()
    }


def test_neighbours_bracket_a_page() -> None:
    assert days(page(500, 20), page(510, 23), page(515), page(520, 24), page(530, 28)) == {515: (23, 24)}


def test_a_capture_shows_that_all_lower_numbers_were_there() -> None:
    found = days(page(100, captured=29), page(200, captured=24), page(300, captured=30))
    assert found == {100: (None, 24), 200: (None, 24), 300: (None, 30)}


def test_numbers_that_do_not_go_up_with_the_days_tell_nothing() -> None:
    assert days(page(500, 24), page(510, 20), page(515), page(520, 23), page(530, 19)) == {}


def test_series_are_told_apart_and_days_in_addresses_are_no_numbers() -> None:
    other = Candidate("https://daily.example/photo/515.html", "sitemap")
    dated = Candidate("https://daily.example/20140924/x.html", "sitemap")
    assert other.url in spans([page(500, 20), page(510, 23), other])
    assert spans([page(500, 20), page(510, 23), other])[other.url] == (None, None)
    assert dated.url not in spans([dated])


def test_of_pages_captured_late_those_between_the_right_days_come_first(asked) -> None:
    known = [page(500, 22), page(510, 23), page(530, 24), page(540, 28)]
    late = [page(number, captured=30) for number in (505, 520, 535, 545)]
    first, second, *_ = [one for one in rank([*known, *late], asked(), "Nothing of it") if one.archived_at]
    assert first.url.endswith("520.html")
    assert first.score > second.score
