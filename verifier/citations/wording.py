"""The words that stand around names and dates in a citation: leads, relays, remarks, references back.

Patterns only, in the languages the documents are in; `items` applies them.
"""

from __future__ import annotations

import re

SEE = re.compile(
    r"(?:see|cf|compare|vgl|siehe|см|див|voir|véase|ver)(?:\b\.?[:,]?\s+|\.\s*)"
    r"(?:(?:also|especially|auch|aussi|также|також|también|e\.g\.|for (?:example|instance|details)|inter alia)"
    r"[,:]?\s+)*",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"(?:sources?|quellen?|источники?|джерел[оа]|fuentes?|selon|laut|according to|по данным|за даними|según"
    r"|d[’']après)(?:\s*:\s*|\s+)(?=\S)",
    re.IGNORECASE,
)
"""Says that a source follows."""

PREPOSITION = re.compile(
    r"(?:(?:as\s+)?(?:reported|quoted|cited|noted|republished)\s+(?:by|in|on)|(?:zit\.|zitiert)\s+nach|cité\s+(?:par|dans)"
    r"|citado\s+(?:por|en)|цит(?:\.|ируется)\s+по|via|per|from|in|also"
    r"|e\.g\.|for (?:example|instance)|inter alia|originally)[,:]?\s+(?=\S)",
    re.IGNORECASE,
)
VIA = re.compile(r"via\b|(?:zit|cit[éa]|цит)|(?:as )?(?:quoted|cited|reported|republished)\b", re.IGNORECASE)
"""The prepositions that make what follows the relay of something else."""

RELAY = re.compile(
    r"(?:^|,|\s)\s*(?:(?:as\s+|and\s+)?(?:reported|cited|quoted|republished|reprinted|carried|relayed|translated|posted"
    r"|retransmitted|monitored)\s+(?:by|in|on|at)|via|citing|quoting|со ссылкой на|з посиланням на|zitiert nach"
    r"|cité par|citado por)\s+",
    re.IGNORECASE,
)
"""Stands between a source and who relays it."""

CROSS = re.compile(
    r"(?:letters? to(?: the)?|part (?:one|two|three|four|five|\d|[ivx]+)|(?:articles?|item|stories|coverage|reports?)"
    r" in|an? (?:interview|article|report|story|editorial|commentary|op-ed) (?:in|by|with))(?:$|\b[:,]?\s*)",
    re.IGNORECASE,
)
"""Names a place within the source, or a kind of text, before the source itself."""

REMARK = re.compile(
    r"(?:in (?:russian|ukrainian|english|german|french|chinese|japanese|georgian|polish|arabic|persian|turkish)"
    r"(?: \d{4} gmt)?|\d{4} gmt|\d{1,2}[:.]\d\d(?:\s?(?:[ap]\.?m\.?|gmt|msk|uhr|h))?"
    r"|emphasis (?:added|mine)|(?:author[’']?s? |my |own )?translation(?: mine| by the author)?|translated from \w+"
    r"|(?:print|online|english|international|morning|evening|european) (?:edition|version)|online|video|audio|live"
    r"|paywall(?:ed)?|subscription required|front page|editorial|op-ed|local time|morning|evening"
    r"|issue|report|pp?\.?\s?[A-Z]?\d+(?:\s?[-–]\s?\d+)?|pages? [A-Z]?\d+(?:\s?[-–]\s?\d+)?"
    r"|(?:с|стр|S)\.\s?\d+(?:\s?[-–]\s?\d+)?"
    r"|(?:no|nr|№|#|vol|issue)\.?\s?\d+|на русском|на украинском|auf russisch|en russe)\.?",
    re.IGNORECASE,
)
"""Says something about the report, and names nothing."""

ACCESSED = re.compile(
    r"[,;]?\s*(?P<all>(?:both|all)\s+)?(?:(?:last|first|zuletzt)\s+)?"
    r"(?:accessed|retrieved|checked|visited|consulted|viewed|abgerufen|aufgerufen|Zugriff|consulté|consultado|accès"
    r"|дата обращения|дата звернення|проверено)\b\s*(?:on|at|am|le|el)?\s*:?\s*",
    re.IGNORECASE,
)
SEARCHED = re.compile(
    r"\s+via\s+(?:(?:a|the)\s+)?(?:search|web|google|snippet|cache|archive|wayback)\b[^;,]*", re.IGNORECASE
)
TAIL = re.compile(r"\s+[-–—]+\s.*$|:\s.*$")
"""A remark after the date."""

BACK = re.compile(r"(?:ibid|ibidem|idem|там же|там само|ebd|ebenda|loc\. cit)\.?", re.IGNORECASE)
SAME_DAY = re.compile(
    r"(?:on )?(?:the )?same (?:day|date)|(?:в )?тот же день|того ж дня|am selben tag|(?:le )?même jour|gleicher tag",
    re.IGNORECASE,
)
NO_DATE = re.compile(
    r"(?:n\.\s?d|s\.\s?[df]|o\.\s?[dj]|б\.\s?[дг])\.?|no date|undated|date unknown|ohne datum|без даты|без дати",
    re.IGNORECASE,
)
"""Says that the report bears no date."""

CREDIT = re.compile(
    r"\s*(?:file\s+)?(?:(?:photos?|images?|pictures?|courtesy|screenshot|infographic|fotos?|фото|photograph)\b"
    r"|(?:image |photo )?(?:credits?|crédit|bild|maps?|graphic|chart|illustration|изображение|ілюстрація)\s*[:/])",
    re.IGNORECASE,
)
"""Opens the credit of a picture, never a citation."""

IN = re.compile(r"\s+in\s+(?=the\s|[A-Z])")
"""Stands between a title and who published it."""

NAME_OPENING = re.compile(r"(?:(?:and|&|und|et|y|и|та|і)\s+)?(?:the\s+)?(?=\S)")
"""What may stand before a name and is no part of it: ", and the BBC"."""

NAME_ENDING = re.compile(
    r"(?:[’']s)?(?:\s+(?:news |press )?(?:report|article|story|dispatch|issue|interview|broadcast|newscast)s?)?"
    r"(?:\s+(?:of|from|dated|on))?$"
)
"""What may stand behind a name and is no part of it: "Interfax's report of March 3"."""

AND = re.compile(r"\s+(?:and|&|und|et|y|и|та|і)\s+(?:the\s+)?|/")
"""Joins two sources, or two words of one source's name."""

HINT = re.compile(
    r"\d|\b[nsoб]\. ?[dfDJгд]\b|[Nn]o date|[Uu]ndated|https?:|www\.|\.[a-z]{2,}/|[Ii]bid|[Ii]dem|[Ss]ame (?:day|date)"
    r"|[Тт]ам же|[Тт]ам само|[Тт]от же|[Тт]ого ж|[Ee]bd|[Ee]benda|[Ss]elben|[Mm]ême jour"
    r"|[A-ZА-Я][^\W\d_]{2,}, (?:early |mid-|late )?[A-ZА-Я]"
)
"""What a citing parenthesis cannot lack: a figure, a URL, a word back or one for no date, or else a bare month after
a name."""
