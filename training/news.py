"""Synthetic pairs of the news kind: a claim, a passage of a report, and whether the passage bears the claim out.

Made from `events.toml` (what can be told, in several wordings each) and the tables below (who, where, how
much). Deterministic by its seed. `pairs(seed, count, events)` gives the pairs of the events named; events
kept out of training measure whether anything but the wording was learned.
"""

from __future__ import annotations

import random
import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path


@dataclass(frozen=True)
class Pair:
    claim: str
    passage: str
    context: str
    label: str
    """"supports", "contradicts" or "neither"."""
    kind: str
    """What the pair tries: "paraphrase", "figure swapped", "weaker told"…"""
    group: str
    """Pairs of one group are never divided between training and measuring."""


def lines(text: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


def listed(text: str, mark: str | None = None) -> list[str]:
    return [word.strip() for word in text.strip().split(mark)]


def timed(text: str) -> list[list[tuple[str, str]]]:
    """A line for one time: its wordings as they stand alone, each "=" as it stands after "until", "in"."""
    return [[tuple(map(str.strip, cell.split("="))) for cell in line] for line in lines(text)]  # type: ignore[misc]


# name | adjective | seat | towns
COUNTRIES = lines("""
Russia | Russian | Moscow, the Kremlin | Omsk, Kazan, Saratov, Murmansk
Japan | Japanese | Tokyo | Osaka, Nagoya, Sendai, Sapporo
China | Chinese | Beijing | Wuhan, Harbin, Xian, Urumqi
Ukraine | Ukrainian | Kyiv, Kiev | Kharkiv, Lviv, Dnipro, Odesa
Germany | German | Berlin | Hamburg, Leipzig, Bremen, Rostock
France | French | Paris | Lyon, Nantes, Toulon, Lille
Britain | British | London | Leeds, Bristol, Hull, Glasgow
Poland | Polish | Warsaw | Gdansk, Lublin, Poznan, Lodz
Turkey | Turkish | Ankara | Izmir, Adana, Trabzon, Bursa
Iran | Iranian | Tehran | Tabriz, Shiraz, Isfahan, Mashhad
India | Indian | New Delhi, Delhi | Mumbai, Chennai, Pune, Jaipur
Kazakhstan | Kazakh | Astana | Almaty, Aktau, Shymkent, Karaganda
Uzbekistan | Uzbek | Tashkent | Samarkand, Bukhara, Andijan, Namangan
Georgia | Georgian | Tbilisi | Batumi, Kutaisi, Poti, Gori
Armenia | Armenian | Yerevan | Gyumri, Vanadzor, Kapan, Sevan
Azerbaijan | Azerbaijani | Baku | Ganja, Sumgait, Lankaran, Sheki
Belarus | Belarusian | Minsk | Brest, Gomel, Vitebsk, Grodno
Lithuania | Lithuanian | Vilnius | Kaunas, Siauliai, Panevezys, Alytus
Latvia | Latvian | Riga | Liepaja, Ventspils, Jelgava, Daugavpils
Estonia | Estonian | Tallinn | Tartu, Narva, Parnu, Viljandi
Finland | Finnish | Helsinki | Turku, Oulu, Kotka, Vaasa
Norway | Norwegian | Oslo | Bergen, Tromso, Stavanger, Kirkenes
Sweden | Swedish | Stockholm | Malmo, Lulea, Uppsala, Kiruna
Hungary | Hungarian | Budapest | Debrecen, Szeged, Pecs, Miskolc
Serbia | Serbian | Belgrade | Nis, Novi Sad, Subotica, Kragujevac
Israel | Israeli | Jerusalem | Haifa, Eilat, Ashdod, Beersheba
Egypt | Egyptian | Cairo | Suez, Luxor, Aswan, Damietta
Syria | Syrian | Damascus | Homs, Hama, Latakia, Idlib
Canada | Canadian | Ottawa | Calgary, Halifax, Winnipeg, Regina
Australia | Australian | Canberra | Perth, Darwin, Hobart, Cairns
Vietnam | Vietnamese | Hanoi | Danang, Hue, Vinh, Haiphong
Mongolia | Mongolian | Ulaanbaatar | Darkhan, Erdenet, Khovd, Choibalsan
""")
SURNAMES = listed("""
Sokolov Tanaka Weber Moreau Kowalski Demir Rahimi Sharma Nurlanov Karimov Beridze Sargsyan Aliyev Novik Petrauskas
Ozols Tamm Virtanen Hansen Lindberg Nagy Jovanovic Cohen Hassan Haddad Tremblay Walker Nguyen Batbayar Orlov Suzuki
Li Shevchenko Fischer Laurent Harris Nowak Yilmaz Karimi Gupta Akhmetov Yusupov Gelashvili Petrosyan Mammadov Kozlov
Kazlauskas Berzins Saar Laine Johansen Nilsson Szabo Petrovic Levy Mansour Khalil Roy Campbell Tran Ganbold Belov
""")
FIRST = listed("""
Igor Kenji Anna Pierre Marek Emre Leila Arjun Dana Rustam Nino Armen Elena Viktor Jonas Marta Kalev Aino Erik Ingrid
Laszlo Mila David Omar Rania Claire Peter Linh Bat Sergei Haruka Wei Oksana Karl Julie Thomas Zofia Murat Reza Priya
""")
OFFICES = [
    ("President", "the {adj} president", "the head of state"),
    ("Prime Minister", "the {adj} prime minister", "the {adj} premier", "the head of government"),
    ("Foreign Minister", "the {adj} foreign minister", "{name}'s top diplomat"),
    ("Defense Minister", "the {adj} defence minister", "{name}'s defence chief"),
    ("Energy Minister", "the {adj} energy minister", "the minister in charge of energy in {name}"),
]
COMPANIES = listed(
    """
Norvik Oil|Baltona|Transkavkaz Rail|Sayan Gas|Hokuto Electric|Volgamash|Ardena|Mirova|Kestrel Energy|Orient Steel|
Polaris Shipping|Tengri Bank|Sunda Motors|Danubia|Lumera|Azov Grain|Fortis Chemical|Hanse Logistics|Pacific Copper|
Yamato Gas|Ural Aluminium|Karelia Paper|Bosphorus Telecom|Nordlys|Caspian Drilling|Delta Pharma|Ostbank|Zarya Aircraft
""",
    "|",
)
TIMES = timed("""
on Monday = Monday
on Thursday = Thursday
on Saturday = Saturday
in the autumn = the autumn | in autumn = autumn | this fall = the fall | this autumn = this autumn
in early March = early March | in the first days of March = the first days of March
at the end of the year = the end of the year | in late December = late December
next spring = next spring | in the spring of next year = the spring of next year
in May = May
in mid-July = mid-July | in the middle of July = the middle of July
last week = last week | a week ago = last week
overnight = last night | during the night = last night
on October 12 = October 12 | on Oct. 12 = Oct. 12 | on 12 October = 12 October
in summer = the summer | in the summer = the summer months
shortly before Christmas = Christmas | just before Christmas = Christmas
""")
SMALL = listed("zero one two three four five six seven eight nine ten eleven twelve")
SHARES = {
    25: ["a quarter", "25 percent", "25%"],
    33: ["a third", "one-third"],
    50: ["half", "50 percent", "50%"],
    67: ["two-thirds", "two thirds"],
}
UNITS = lines("""
${0} {1} | {0} {1} dollars | {0} {1} U.S. dollars
€{0} {1} | {0} {1} euros
{0} {1} rubles | {0} {1} roubles
{0} {1} yen | {0} {1} Japanese yen
""")
CITES = ["", "", "", ""] + [
    f", {cite}"
    for cite in (
        "officials said on Wednesday", "the ministry said in a statement", "several government sources said",
        "according to a spokesman", "state television reported", "local media reported on Friday", "the agency learned",
    )
]  # fmt: skip
HEADS = [""] * 3 + [
    "{TOWN}, Sept. 24 (Reuters) - ", "{TOWN} -- ", "(Interfax) - ", "Oct 3 (TASS) - ", "{town}, Nov. 2 - ",
]  # fmt: skip
CLAIM_HEADS = [""] * 7 + [
    "Meanwhile, ", "Moreover, ", "Officials said that ", "As was to be expected, ", "Apparently, ", "Then ",
]  # fmt: skip
FILLERS = [
    "No further details were given.", "The decision had been expected for some time.", "Analysts had not foreseen it.",
    "Neither side would say more.", "The matter will be discussed again next week.", "A spokesman declined to comment.",
    "It is the second such case this year.", "Opposition politicians criticised the government.",
    "Markets in the region hardly reacted.", "The announcement came late in the evening.",
    "Experts differ on what this means.", "The two sides have known each other for years.",
]  # fmt: skip
SYMMETRIC = {"exercise", "ceasefire", "talks-resumed", "treaty", "summit", "lawsuit"}
_LOWERED = frozenset(listed("The A An No Nobody Work Police In After Never People More"))
_SLOT = re.compile(r"\{(\w+)(?::(\w+))?\}")
_DETAIL = re.compile(r"\[([^\]]*)\]")


def events() -> dict[str, dict[str, list[str]]]:
    table = tomllib.loads((Path(__file__).parent / "events.toml").read_text(encoding="utf-8"))
    return {event["id"]: event for event in table["event"]}


class Scene:
    """One filling of the slots. The same thing can be written in several ways."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        one, two = chance.sample(COUNTRIES, 2)
        self.fill: dict[str, object] = {
            "A": one, "B": two, "P": self._person(one), "Q": self._person(two), "C": chance.choice(COMPANIES),
            "town": chance.choice(one[3].split(", ")), "year": str(chance.randint(1995, 2021)),
            "when": chance.choice(TIMES), "n": self._count(), "p": self._share(), "m": self._money(),
        }  # fmt: skip
        self.fill["K"] = chance.choice([name for name in COMPANIES if name != self.fill["C"]])

    def _person(self, country: list[str]) -> tuple[str, str, tuple[str, ...], list[str]]:
        return self.chance.choice(FIRST), self.chance.choice(SURNAMES), self.chance.choice(OFFICES), country

    def _count(self) -> int:
        return self.chance.choice([self.chance.randint(2, 12), self.chance.randint(13, 99)])

    def _share(self) -> float:
        plain = [self.chance.randint(3, 95) for _ in range(4)]
        return self.chance.choice([*SHARES, *plain, round(self.chance.uniform(1, 20), 1)])

    def _money(self) -> tuple[float, str, list[str]]:
        amount = self.chance.choice([self.chance.randint(2, 900), round(self.chance.uniform(1.1, 9.9), 1)])
        return amount, self.chance.choice(["million", "billion"]), self.chance.choice(UNITS)

    def swapped(self, slot: str) -> Scene:
        """The same scene but for one thing."""
        other, mine = Scene(self.chance), Scene(self.chance)
        mine.fill = dict(self.fill)
        for _ in range(20):
            if slot == "town":
                mine.fill[slot] = self.chance.choice(self.chance.choice(COUNTRIES)[3].split(", "))
            elif slot in ("P", "Q") and self.chance.random() < 0.4:
                first, surname, _, country = self.fill[slot]  # type: ignore[misc]
                mine.fill[slot] = (first, surname, self.chance.choice(OFFICES), country)
            else:
                mine.fill[slot] = other.fill[slot]
            if mine.fill[slot] != self.fill[slot] and mine.fill[slot] not in (self.fill["A"], self.fill["B"]):
                break
            other = Scene(self.chance)
        return mine

    def exchanged(self) -> Scene:
        mine = Scene(self.chance)
        mine.fill = dict(self.fill) | {
            "A": self.fill["B"],
            "B": self.fill["A"],
            "P": self.fill["Q"],
            "Q": self.fill["P"],
        }
        mine.fill |= {"C": self.fill["K"], "K": self.fill["C"]}
        return mine

    def write(self, template: str, details: float) -> tuple[str, frozenset[str]]:
        """The sentence, and the slots it names. Each [detail] stays with probability `details`."""
        text = _DETAIL.sub(lambda m: m[1] if self.chance.random() < details else "", template)
        named = frozenset(slot for slot, _ in _SLOT.findall(text))
        written = _SLOT.sub(lambda m: self._written(m[1], m[2], text[: m.start()]), text)
        written = re.sub(r" +([,.])", r"\1", re.sub(r"\s+", " ", written)).strip(" ,")
        return written[0].upper() + written[1:], named

    def _written(self, slot: str, form: str | None, before: str) -> str:
        value, pick = self.fill[slot], self.chance.choice
        if slot in ("A", "B"):
            name, adjective, seats, _ = value  # type: ignore[misc]
            if form == "adj":
                return adjective
            if form == "name":
                return name
            seat = seats.split(", ")
            rulers = [f"the {adjective} government", f"the government in {seat[0]}", f"{name}'s leadership"]
            return pick([name, name, pick(seat), *rulers])
        if slot in ("P", "Q"):
            first, surname, office, (name, adjective, *_) = value  # type: ignore[misc]
            alias = pick(office[1:]).format(adj=adjective, name=name)
            full = f"{first} {surname}"
            titled = [f"{office[0]} {surname}", f"{office[0]} {full}", f"{adjective} {office[0]} {full}"]
            return pick([full, surname, f"{alias}, {full},", *titled])
        if slot == "n":
            return pick([SMALL[value], str(value)]) if value <= 12 else str(value)  # type: ignore[index,operator]
        if slot == "p":
            return pick(SHARES.get(value, [f"{value} percent", f"{value}%", f"{value} per cent"]))  # type: ignore[call-overload]
        if slot == "m":
            amount, scale, forms = value  # type: ignore[misc]
            return pick(forms).format(amount, scale)
        if slot == "when":
            adverb, noun = pick(value)  # type: ignore[arg-type]
            led = re.search(r"\b(?:for|in|until|before|since|from|to|after)\s*$", before)
            return noun if led else adverb
        return str(value)


def pairs(seed: int, count: int, names: list[str]) -> list[Pair]:
    """`count` pairs of these events, about two in five of them supported."""
    chance, table = random.Random(seed), events()
    made: list[Pair] = []
    while len(made) < count:
        name = chance.choice(names)
        made.extend(_of_event(table[name], name, chance))
    return made[:count]


def _of_event(event: dict[str, list[str]], name: str, chance: random.Random) -> list[Pair]:
    scene = Scene(chance)
    says, weaker, against, beside = (event[key] for key in ("says", "weaker", "against", "beside"))
    told, claimed = chance.sample(says, 2)
    report, told_slots = scene.write(told, 0.8)
    passage, context = _passage(scene, report, beside, chance)
    made: list[Pair] = []

    def add(claim: str, label: str, kind: str, text: str = passage) -> None:
        made.append(Pair(_claim(claim, chance), text, context, label, kind, f"news/{name}"))

    def attempt(trick: float) -> None:
        if trick < 0.3:
            for slot in chance.sample(sorted(told_slots), min(2, len(told_slots))):
                claim, slots = scene.swapped(slot).write(chance.choice(says), 0.6)
                if slot in slots and slots <= told_slots:
                    add(claim, "contradicts" if slot in ("n", "p", "m") else "neither", f"{slot} swapped")
        elif trick < 0.45 and name not in SYMMETRIC and ({"A", "B"} <= told_slots or {"C", "K"} <= told_slots):
            claim, slots = scene.exchanged().write(chance.choice(says), 0.3)
            if {"A", "B"} <= slots or {"C", "K"} <= slots:
                add(claim, "contradicts", "roles exchanged")
        elif trick < 0.6:
            text, _ = scene.write(chance.choice(weaker), 0.9)
            claim, _ = scene.write(claimed, 0.3)
            add(claim, "neither", "weaker told", _passage(scene, text, beside, chance)[0])
        elif trick < 0.75:
            turned, straight = scene.write(chance.choice(against), 0.9)[0], scene.write(claimed, 0.2)[0]
            if chance.random() < 0.5:
                add(turned, "contradicts", "opposite told")
            else:
                add(straight, "contradicts", "opposite told", _passage(scene, turned, beside, chance)[0])
        elif trick < 0.83:
            text, _ = scene.write(chance.choice(beside), 1.0)
            claim, _ = scene.write(claimed, 0.3)
            add(claim, "neither", "other fact told", _passage(scene, text, [*beside, *weaker], chance)[0])
        else:
            claim, slots = scene.write(claimed, 0.4)
            other, _ = scene.write(chance.choice(beside), 1.0)
            if slots <= told_slots:
                facts = [claim, _lowered(other)] if chance.random() < 0.6 else [other, _lowered(claim)]
                joined = chance.choice([" and ", ", and ", ", while ", "; ", ", although "]).join(facts)
                if chance.random() < 0.6:
                    add(joined, "supports", "two facts told", f"{passage} {other}{chance.choice(CITES)}.")
                elif other not in passage:
                    add(joined, "neither", "half told")

    for _ in range(chance.choice([1, 1, 2])):
        claim, slots = scene.write(chance.choice(says), 0.5)
        extra = slots - told_slots
        add(claim, "neither" if extra else "supports", "detail added" if extra else "paraphrase")
    for trick in (chance.uniform(0, 0.6), chance.uniform(0.4, 1.0)):
        attempt(trick)
    return made


def _claim(text: str, chance: random.Random) -> str:
    head = chance.choice(CLAIM_HEADS)
    return head + _lowered(text) if head else text


def _lowered(text: str) -> str:
    """As it stands within a sentence."""
    return text[0].lower() + text[1:] if text.split()[0] in _LOWERED else text


def _passage(scene: Scene, report: str, around: list[str], chance: random.Random) -> tuple[str, str]:
    """(one to three sentences with the report among them, a title and lead for context)."""
    town = str(scene.fill["town"])
    head = chance.choice(HEADS).format(TOWN=town.upper(), town=town)
    sentences = [f"{head}{report}{chance.choice(CITES)}."]
    for _ in range(chance.choice([0, 1, 1, 2])):
        near = chance.random() < 0.6
        other = scene.write(chance.choice(around), 1.0)[0] + "." if near else chance.choice(FILLERS)
        sentences.insert(chance.choice([0, len(sentences)]) if not head else len(sentences), other)
    title = scene.write(chance.choice(around), 0.0)[0]
    return " ".join(dict.fromkeys(sentences)), title


def handmade() -> list[Pair]:
    """The pairs of `handmade.toml`, with each passage's own first sentence; a passage's pairs are one group."""
    table = tomllib.loads((Path(__file__).parent / "handmade.toml").read_text(encoding="utf-8"))
    made = []
    for number, report in enumerate(table["report"]):
        text, group = report["text"], f"hand/{number}"
        made += [Pair(claim, text, "", "supports", "by hand", group) for claim in report["yes"]]
        made += [Pair(claim, text, "", "neither", "by hand", group) for claim in report["no"]]
        first = re.split(r"(?<=\w)[.;] |, (?:the|he|two|officials)\b", text)[0].rstrip(".")
        made.append(Pair(first, text, "", "supports", "verbatim", group))
    return made


def elsewhere(pairs: list[Pair], chance: random.Random, share: float) -> list[Pair]:
    """Claims set before the passages of other groups: about something else altogether."""
    chosen = chance.sample(pairs, int(len(pairs) * share))
    others = [chance.choice(pairs) for _ in chosen]
    return [
        Pair(one.claim, two.passage, two.context, "neither", "elsewhere", one.group)
        for one, two in zip(chosen, others, strict=True)
        if one.group != two.group
    ]


def surrounded(pairs: list[Pair], chance: random.Random) -> list[Pair]:
    """The same with a dateline, or with a sentence of another passage before or after."""
    made = []
    for pair in pairs:
        other = re.split(r"(?<=[.]) ", chance.choice(pairs).passage)[0]
        head = chance.choice(HEADS).format(TOWN="RIGA", town="Almaty")
        shape = chance.choice(["{0}{1}", "{0}{1}", "{0}{1} {2}", "{2} {1}"])
        made.append(replace(pair, passage=shape.format(head, pair.passage, other)))
    return made
