"""The encodings of the press: what each name means on the web, and which one bytes are likeliest in.

Pages and files of the 1990s and 2000s often declare no encoding or a wrong one. So every likely encoding is tried on a
sample, and judged by how common the letters are that come out. Accented Latin letters are in no table: which of
their encodings it is, the language tells, and that is the caller's.
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

SURE = 0.4
"""The least score of an encoding that the letters tell by themselves."""

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
CYRILLIC = ("cp1251", "koi8-u", "cp866", "iso8859-5")
ASIAN = ("cp932", "euc_jp", "gb18030", "big5hkscs", "cp949")

# Runs of bytes that are not ASCII, with the few around them: an alphabet's neighbours, a character's second byte.
_FOREIGN_RUN = re.compile(rb"[ -~]?[\x80-\xff]+(?:[ -~]{1,3}[\x80-\xff]+)*[ -~]{0,2}")

# The superset is what the web means by each name (WHATWG Encoding): a page "in gb2312" uses GBK's characters, a
# file "in latin-1" has cp1252's dashes.
_SUPERSET = {
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "iso8859-1": "cp1252", "ascii": "cp1252",
    "euc_kr": "cp949", "iso8859-9": "cp1254", "big5": "big5hkscs", "tis-620": "cp874",
}  # fmt: skip
# Only these are believed: among Python's codecs are compressors and ones whose time is quadratic.
_TEXT_CODEC = re.compile(
    r"utf-(?:8|16(?:-[lb]e)?)|iso8859-\d+|cp(?:125\d|866|874|932|949)|koi8-[ru]|mac-(?:roman|cyrillic)"
    r"|gb18030|big5hkscs|euc_jp|iso2022_jp|johab"
)

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


@cache
def named(name: str) -> str | None:
    """What Python calls the encoding that the web means by this name; None for one that is unknown or not for text."""
    try:
        found = codecs.lookup(name.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    found = _SUPERSET.get(found, found)
    return found if _TEXT_CODEC.fullmatch(found) else None


def plain(data: bytes) -> str | None:
    """The text where its bytes leave no doubt: with a byte-order mark, or ASCII (ISO-2022-JP is written in it)."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if data.isascii():
        return data.decode("iso2022_jp", "replace") if b"\x1b$" in data else data.decode("ascii")
    return None


def scores(data: bytes, declared: tuple[str, ...] = ()) -> dict[str, float]:
    """How plausible each likely encoding is, and each declared one: the share of common letters, 1 at most but for
    the trust in a declaration."""
    sample = b" ".join(_FOREIGN_RUN.findall(data[: 8 * SAMPLE_BYTES]))[:SAMPLE_BYTES]
    return {
        encoding: _plausibility(sample.decode(encoding, "replace")) + TRUST_IN_DECLARATION * (encoding in declared)
        for encoding in dict.fromkeys((*declared, "utf-8", *CYRILLIC, *ASIAN))
    }


def is_utf8(body: bytes) -> bool:
    """Whether bytes are UTF-8, a character cut off at the end allowed."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(body, final=False)
    except UnicodeDecodeError:
        return False
    return True


def _plausibility(text: str) -> float:
    """The share of common letters among the non-ASCII ones, less what running text does not have."""
    foreign = [char for char in text if char > "\x7f"]
    if not foreign:
        return 0.0
    common = sum(char in _COMMON for char in foreign)
    odd = len(_HALFWIDTH_KANA.findall(text))
    odd += 2 * sum(len(found) for pattern in (_UNTEXTUAL, _BROKEN_CASE, _MIXED_WORD) for found in pattern.findall(text))
    return (common - odd) / len(foreign)
