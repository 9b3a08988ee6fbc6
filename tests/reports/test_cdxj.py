"""The keys of an index: what pywb's own canonicalisation gives for the same addresses."""

from __future__ import annotations

import pytest

from verifier.reports.cdxj import surt

KEYS = [
    ("http://www.example.com/A/b/?b=2&a=1", "com,example)/a/b?a=1&b=2"),
    ("https://x.example:8080/a//b/../c.html", "example,x:8080)/a/c.html"),
    ("http://x.example/?", "example,x)/"),
    ("http://x.example", "example,x)/"),
    ("https://x.example:443/", "example,x)/"),
    ("http://x.example:80/a%2520b", "example,x)/a%20b"),
    ("http://x.example/Привет мир", "example,x)/%d0%9f%d1%80%d0%b8%d0%b2%d0%b5%d1%82%20%d0%bc%d0%b8%d1%80"),
    ("https://www2.x.co.jp/a/index.html?utm=a&B=%D1%82#frag", "jp,co,x)/a/index.html?b=%d1%82&utm=a"),
    ("http://почта.рф/a", "xn--p1ai,xn--80a1acny)/a"),
    ("http://192.0.2.1/a/", "1,2,0,192)/a"),
    ("http://x.example/a?x&x=&x=1", "example,x)/a?x&x=&x=1"),
    ("http://user:pw@x.example/a", "example,x)/a"),
    ("file:notes.pdf", "file:notes.pdf"),
]


@pytest.mark.parametrize(("url", "key"), KEYS)
def test_the_key_of_an_address(url: str, key: str) -> None:
    assert surt(url) == key
