"""Bytes → text, in the encoding they are really in.

Pages of the 1990s and 2000s often declare no encoding or a wrong one. So a declaration is one voice and
the bytes have the other: valid UTF-8 is UTF-8 whatever a header says, and else every likely encoding is
tried on a sample and judged by how common the letters are that come out.
"""

from __future__ import annotations

import codecs
import re
from functools import cache

SAMPLE_BYTES = 48_000
"""Non-ASCII runs looked at: enough for a front page of any language, and a few milliseconds of work."""

TRUST_IN_DECLARATION = 0.12
"""Added to the score of a declared encoding. Right encodings score 0.6 and more on running text, wrong
ones under 0.35 (tests/reading/test_charset.py), so it decides only between near relatives."""

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_LANGUAGE = re.compile(rb"""<html[^>]{0,300}?\slang\s*=\s*["']?([A-Za-z]{2})""", re.IGNORECASE)
# Runs of bytes that are not ASCII, with the few around them: an alphabet's neighbours, a character's second byte.
_FOREIGN_RUN = re.compile(rb"[ -~]?[\x80-\xff]+(?:[ -~]{1,3}[\x80-\xff]+)*[ -~]{0,2}")

# The superset is what the web means by each name (WHATWG Encoding): a page "in gb2312" uses GBK's characters.
_SUPERSET = {
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "iso8859-1": "cp1252", "ascii": "cp1252",
    "euc_kr": "cp949", "iso8859-9": "cp1254", "big5": "big5hkscs", "tis-620": "cp874",
}  # fmt: skip

_CYRILLIC = ("cp1251", "koi8-u", "cp866", "iso8859-5")
_ASIAN = ("cp932", "euc_jp", "gb18030", "big5hkscs", "cp949")
_LATIN = {
    "pl": "cp1250", "cs": "cp1250", "sk": "cp1250", "hu": "cp1250", "hr": "cp1250", "sl": "cp1250", "ro": "cp1250",
    "tr": "cp1254", "el": "cp1253", "he": "cp1255", "ar": "cp1256", "fa": "cp1256", "lt": "cp1257", "lv": "cp1257",
    "et": "cp1257", "vi": "cp1258", "th": "cp874",
}  # fmt: skip

# The commonest letters of each script. In a wrong encoding other, rarer ones come out.
_COMMON = frozenset(
    "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфіїєґў"
    "のにはをたがでてとしれさいるなかもりっこすまあよらくんきだけそせめつうどわえみおへばやじろべずちほげゆぶょゅ"
    "をンスルトリアイドラクレシカタロマ・ーニコテオグサプナパ"
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小么"
    "发成事作当想看文无开手十用主行方又如前所本见经头面公同三已从动两长知民样现分将外高意进把法此实回二理"
    "点月明其日本报新社记者部长总统议政府京领导安全经济公司市问题际关系俄罗斯美表示外交九四五六七八"
    "這來國個說們為時對後發當無開見經頭動兩長現實報記總統議題關係學會過還沒從應與產業電台灣將並於據該區請讓話語"
    "調黨務戰選舉擔辦協約談簽邊萬億運東際變線親門間農達進遠種樣機條標權氣決員需響導認論處場單歷計設給體點灣萬"
    "最因此但更位已其它由二由及向由同合先原量使定法提立件求共平治建交決參加改革研究增入各受接制任需議取規解放"
    "이다는에의을를가한하고로은지사인기도대정해서일시장보자부국제원들수있것으며라스위회전했어과게리주아만나동구상"
    "αειοντσηρπκμλςάέίόύήώ"
    "אבגדהוזחטיכלמנסעפצקרשתםןףךץ"
    "اليمنتربودسعهقفكحجشطصخةىئأ"
)
_HALFWIDTH_KANA = re.compile(r"[\uff61-\uff9f]")
_UNTEXTUAL = re.compile(r"[\ufffd\u0080-\u009f\ue000-\uf8ff\u2500-\u259f]")
_BROKEN_CASE = re.compile(r"(?<=[а-яёіїє])[А-ЯЁІЇЄ]")
# An accented Latin letter taken for a Cyrillic, Greek or Arabic one stands among ASCII letters.
_MIXED_WORD = re.compile(r"(?<=[a-z])[\u0370-\u06ff]+|[\u0370-\u06ff]+(?=[a-z])")


def decode(body: bytes, content_type: str = "") -> str:
    """The text of `body`; `content_type` is the HTTP header's value. Never fails: what no encoding
    explains becomes U+FFFD."""
    for bom, encoding in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(encoding, "replace")
    if body.isascii():
        return body.decode("iso2022_jp", "replace") if b"\x1b$" in body else body.decode("ascii")
    if _is_utf8(body):
        return body.decode("utf-8", "replace")
    return body.decode(_detect(body, _declared(body, content_type)), "replace")


def _is_utf8(body: bytes) -> bool:
    """Whether the bytes are UTF-8, a character cut off at the end allowed."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(body, final=False)
    except UnicodeDecodeError:
        return False
    return True


def _declared(body: bytes, content_type: str) -> tuple[str, ...]:
    names = _HEADER.findall(content_type) + [name.decode("ascii") for name in _DECLARED.findall(body[:4096])]
    return tuple(dict.fromkeys(encoding for name in names if (encoding := _python_name(name))))


@cache
def _python_name(name: str) -> str | None:
    """What Python calls the encoding the web means by this name; None for a name of no text encoding."""
    try:
        info = codecs.lookup(name)
    except LookupError:
        return None
    return _SUPERSET.get(info.name, info.name) if info._is_text_encoding else None


def _detect(body: bytes, declared: tuple[str, ...]) -> str:
    sample = b" ".join(_FOREIGN_RUN.findall(body[: 8 * SAMPLE_BYTES]))[:SAMPLE_BYTES]
    language = _LANGUAGE.search(body[:4096])
    latin = _LATIN.get(language[1].decode("ascii").lower(), "cp1252") if language else "cp1252"
    candidates = dict.fromkeys((*declared, "utf-8", *_CYRILLIC, *_ASIAN))
    scores = {
        encoding: _plausibility(sample.decode(encoding, "replace")) + TRUST_IN_DECLARATION * (encoding in declared)
        for encoding in candidates
    }
    best = max(scores, key=lambda encoding: scores[encoding])
    if scores[best] >= 0.4:
        return best
    # Too short to tell, or accented Latin letters, which are in no table. A declaration that makes some sense
    # is believed; a server's ISO-8859-1 is a habit, and says less than the page's language does.
    for name in declared:
        sense = scores[name] - TRUST_IN_DECLARATION
        if name != "cp1252" and (sense > 0.05 or (sense >= 0 and name not in (*_CYRILLIC, *_ASIAN))):
            return name
    return latin


def _plausibility(text: str) -> float:
    """The share of common letters among the non-ASCII ones, less what running text does not have."""
    foreign = [char for char in text if char > "\x7f"]
    if not foreign:
        return 0.0
    common = sum(char in _COMMON for char in foreign)
    odd = len(_HALFWIDTH_KANA.findall(text))
    odd += 2 * sum(len(found) for pattern in (_UNTEXTUAL, _BROKEN_CASE, _MIXED_WORD) for found in pattern.findall(text))
    return (common - odd) / len(foreign)
