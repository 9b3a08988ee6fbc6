import pytest

from verifier.outlets import host_of, original
from verifier.outlets.hosts import is_plausible, written_host


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("https://www.interfax.ru/russia/398", "interfax.ru"),
        ("http://user@news.xinhuanet.com:8080/english/", "news.xinhuanet.com"),
        ("mid.ru", "mid.ru"),
        ("WWW.Rian.RU.", "rian.ru"),
        ("kyivpost.com/content?q=http://other.com", "kyivpost.com"),
        ("президент.рф", "xn--d1abbgf6aiiy.xn--p1ai"),
        ("localhost", None),
        ("http://[::1]/", None),
        ("http://192.168.0.1/", None),
        ("[broken", None),
        ("", None),
    ],
)
def test_the_host_of_a_url(text: str, host: str | None) -> None:
    assert host_of(text) == host


@pytest.mark.parametrize(
    ("name", "host"),
    [
        ("mid.ru", "mid.ru"),
        ("www.rian.ru", "rian.ru"),
        ("Utro.ru", "utro.ru"),
        ("Kavpolit.com", "kavpolit.com"),
        ("https://tass.com/world/1", "tass.com"),
        ("t.me/rybar", "t.me"),
        ("Fergana.news", "fergana.news"),
        ("eurasia.expert", "eurasia.expert"),
        ("U.S. News", None),
        ("A.P.", None),
        ("Reuters", None),
        ("mid.ru, September", None),
    ],
)
def test_a_name_of_the_form_of_a_host(name: str, host: str | None) -> None:
    assert written_host(name) == host


@pytest.mark.parametrize("host", ["mid.ru", "kavpolit.com", "fergana.news", "xn--d1abbgf6aiiy.xn--p1ai"])
def test_the_press_uses_such_endings(host: str) -> None:
    assert is_plausible(host)


@pytest.mark.parametrize("host", ["n.y.times", "st.petersburg", "ukrainska.pravda"])
def test_the_press_does_not_use_such_endings(host: str) -> None:
    assert not is_plausible(host)


@pytest.mark.parametrize(
    ("url", "page"),
    [
        (
            "https://web.archive.org/web/20140925id_/http://www.mid.ru/brp_4.nsf/0/1?a=2",
            "http://www.mid.ru/brp_4.nsf/0/1?a=2",
        ),
        ("http://web.archive.org/web/2014/http:/tass.ru/x", "http://tass.ru/x"),
        ("https://web.archive.org/web/*/kommersant.ru/doc/1", "kommersant.ru/doc/1"),
        ("https://web.archive.org/web/2014*/http://rg.ru/1", "http://rg.ru/1"),
        ("https://archive.ph/20220301120000/https://meduza.io/news", "https://meduza.io/news"),
        ("https://arquivo.pt/wayback/20140924/http://rg.ru/1", "http://rg.ru/1"),
        ("https://www.google.com/url?q=https://lenta.ru/news/1", "https://lenta.ru/news/1"),
        ("http://webcache.googleusercontent.com/search?q=cache:abc_-1:http://ria.ru/1", "http://ria.ru/1"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Funian.net%2F1", "https://unian.net/1"),
        ("https://archive.ph/AbCdE", "https://archive.ph/AbCdE"),
        ("https://www.google.com/search?q=interfax", "https://www.google.com/search?q=interfax"),
        ("https://tass.ru/20140924/http-404", "https://tass.ru/20140924/http-404"),
    ],
)
def test_the_pages_own_url_is_taken_out_of_an_archives(url: str, page: str) -> None:
    assert original(url) == page
