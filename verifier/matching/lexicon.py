"""What English words have to do with each other in news prose: same meaning, opposite meaning, little meaning.

Small tables that are part of the algorithm, written as words and kept as stems. They are not a thesaurus:
only what reports and their citations are often told apart by.
"""

from __future__ import annotations

from functools import lru_cache

from verifier.matching.families import DEEDS, PHRASAL, THINGS
from verifier.prose.words import listed, stem

# Left against right is the opposite; each side by itself means much the same.
_OPPOSITES = """
rise increase grow climb jump soar surge gain expand | fall decrease decline drop plunge shrink slump slip decreas
raise hike boost lift | cut lower reduce slash trim
impose introduce approve adopt tighten expand | lift remove revoke cancel ease
approve adopt endorse ratify support | reject oppose veto dismiss
accept | reject refuse
allow permit let authorize | ban prohibit bar forbid outlaw block prevent
win defeat beat | lose
agree consent | refuse disagree decline
start begin launch open resume commence continue | stop end halt cease close suspend finish
continue resume | stop halt cease suspend interrupt
unchanged | raise hike
unchanged | cut lower reduce
unchanged | change
import | export
buy acquire purchase | sell divest
join enter accede | leave quit exit withdraw
arrest detain jail imprison | release free
strengthen | weaken
improve | worsen deteriorate
praise welcome hail applaud | criticise criticize condemn denounce slam blast deplore disappoint regret protest
confirm acknowledge admit | deny
attack | defend
advance | retreat
convict sentence jail imprison | acquit clear
sign | postpone delay cancel abandon
guilty | innocent
succeed successful success | fail unsuccessful
more | less fewer
before | after
legal lawful | illegal unlawful
north northern | south southern
east eastern | west western
public | secret
deploy | withdraw
accelerate hasten | delay postpone slow
arrive | depart
survive | die kill
earlier | later
stronger | weaker
higher | lower
profit | loss
appoint name | dismiss sack fire
unanimous | divided
keep maintain retain | abandon scrap drop
tighten | ease relax loosen
peaceful | violent
create establish found | dissolve abolish disband
include | exclude
majority | minority
sooner | later
"""

# Carry little of what a sentence asserts: reporting verbs, evaluation, scaffolding.
_LIGHT = """
say tell state declare note remark add announce report claim assert stress according stat statement
year month week day time today yesterday tomorrow recent recently new news official officials
also however moreover clearly apparently predictably obviously indeed certainly evidently naturally seemingly
seem appear indicate suggest show make take give get go come put see know think believe
thing way part case fact number people one other certain major great big
article agency newspaper tv spokesman spokeswoman source
mr mrs while amid among anytime soon despite albeit generally already still simply already really
able longer whole entire together altogether almost nearly about some another each shortly little bit
"""

# A report names a place, or a people, where a claim names the power that sits there, and the other way round.
# The peoples that every stem knows are in `prose.stems`.
_SEATS = """
russia: moscow kremlin | japan: tokyo | china: beijing prc | ukraine: kyiv kiev | america: washington
britain: london uk | france: paris | germany: berlin | korea: seoul pyongyang dprk | europe: brussels eu
turkey: ankara | poland: warsaw | iran: tehran | belarus: minsk | kazakhstan: astana | georgia: tbilisi
azerbaijan: baku | armenia: yerevan | india: delhi | israel: jerusalem | syria: damascus | saudi: riyadh | egypt: cairo
moldova: chisinau | uzbekistan: tashkent | kyrgyzstan: bishkek | tajikistan: dushanbe
turkmenistan: ashgabat turkmen turkmens | pakistan: islamabad | afghanistan: kabul | bangladesh: dhaka
estonia: tallinn | latvia: riga | lithuania: vilnius | finland: helsinki | sweden: stockholm | norway: oslo
denmark: copenhagen danish danes | iceland: reykjavik icelandic | hungary: budapest | czechia: prague
slovakia: bratislava slovak slovaks | slovenia: ljubljana slovene slovenian | austria: vienna austrian austrians
switzerland: bern swiss | bulgaria: sofia bulgarian bulgarians | romania: bucharest romanian romanians
serbia: belgrade | croatia: zagreb croatian croat croats | greece: athens | italy: rome | spain: madrid
portugal: lisbon portuguese | netherlands: hague dutch | belgium: belgian belgians | ireland: dublin irish
cuba: havana cuban cubans | venezuela: caracas venezuelan | brazil: brasilia brazilian | argentina: argentine
mexico: mexican mexicans | australia: canberra | canada: ottawa | vietnam: hanoi | thailand: bangkok thai
philippines: manila philippine filipino | indonesia: jakarta indonesian | malaysia: malaysian | taiwan: taipei
mongolia: ulaanbaatar mongolian | iraq: baghdad | jordan: amman jordanian | lebanon: beirut lebanese
qatar: doha qatari | kuwait: kuwaiti | libya: tripoli libyan libyans | tunisia: tunis tunisian
algeria: algiers algerian | morocco: rabat moroccan | nigeria: abuja nigerian | kenya: nairobi kenyan
nepal: kathmandu nepalese | abkhazia: abkhaz abkhazian | ossetia: tskhinvali ossetian | transnistria: tiraspol
"""

# Verbs that say little beside their object: "raised the question", "expressed disappointment".
_SUPPORTING = (
    "raise express make take give hold reach conduct carry pay put show lead provide issue receive launch face"
)

# Things that happen without a verb.
_EVENTS = "trip talk summit sanction ceasefire evidence decision involvement inquiry war"

# Name parts that say what a thing is, not which: "Osaka Gas" is not "Tokyo Gas".
_GENERIC = """
gas bank oil ministry party union university airlines airways group court army institute region island news times
post minister foreign federal national state central international company agency council president government
authority cabinet leader official premier chief north south
east west northern southern eastern western new
"""

_VERBS = """
accuse acquire adopt agree allow announce annex appoint approve arrest arrive ask attack attend back ban bar begin
blame block boost break bring build buy call cancel capture carry cause change charge claim climb close complete
condemn conduct confirm consider continue convict cooperate create criticize cut deal decide declare decline
decrease defeat defend delay deliver demand deny deploy destroy detain develop die discuss dismiss double drop
ease elect end endorse evacuate expand expel expand explode export express extend face fail fall fight fine fire
fly force freeze fund gain give grant grow halt help hit hold host impose import impound improve include increase
injure invade invest invite issue join jump keep kill launch lead leave lift limit lose lower maintain make
manufacture
meet merge move name negotiate nominate note offer open oppose order participate pass pay plan pledge postpone praise
produce promise propose protest provide publish purchase put quit raise ratify reach receive recognize reduce refuse
reject release remain remove repair replace request resign respond restore restrict resume retreat return reveal
ride rise rule run sack say seek seize sell send sentence set shell shoot shut sign slam slash slow soar spend
stage start state steal step stop strengthen strike study suffer suggest support supply surge surrender suspend take
talk target tell test threaten tighten train travel triple urge use veto visit vote vow want warn weaken welcome win
withdraw work worsen wound want need see show damage inhibit raise facilitate normalize meet delay study hand reopen
rebuild lend borrow bomb raid exclude sue rescue tamper
abandon appeal survive escape perish flood burn collapse crash sink arm train equip station pull push boycott
picket march gather rally evict deport extradite repatriate pardon amnesty execute torture beat rob loot smuggle
seize confiscate nationalize privatize auction tender award contract insure compensate reimburse subsidize tax
exempt levy collect owe default restructure refinance devalue depreciate appreciate peg float trade
drill extract pump transport ship transit store refine consume save generate connect disconnect
vaccinate infect cure treat hospitalize quarantine diagnose
broadcast televise air censor leak hack spy intercept eavesdrop
inaugurate unveil dedicate commemorate celebrate mark honor decorate reward promote demote transfer recall
convene adjourn chair preside host mediate arbitrate guarantee verify monitor observe inspect search investigate
forecast estimate predict exceed match surpass total account comprise amount
ally annex occupy liberate encircle besiege shell bombard ambush kidnap hijack blockade
restart reverse repeal abolish amend draft table debate pass ratify enact

"""


def _lines(table: str) -> list[str]:
    return table.strip().splitlines()


def _entries(table: str) -> list[str]:
    """What stands between bars or the ends of lines."""
    return [entry.strip() for entry in table.strip().replace("\n", "|").split("|")]


def _stems(line: str) -> tuple[str, ...]:
    return tuple(map(stem, listed(line)))


def _groups() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    sides = [side for line in _lines(_OPPOSITES) for side in line.split("|")]
    for number, line in enumerate([*sides, *_entries(DEEDS), *_entries(THINGS)]):
        for word in _stems(line):
            found.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


def _seats() -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in _entries(_SEATS):
        power, _, names = entry.partition(":")
        found |= {name: stem(power.strip()) for name in _stems(names)}
    return found


def _phrases() -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for line in _entries(PHRASAL):
        words, _, verb = line.partition(":")
        first, second = words.split()
        found[stem(first), second] = stem(verb.strip())
    return found


def _opposed() -> frozenset[tuple[str, str]]:
    pairs = set()
    for line in _lines(_OPPOSITES):
        left, right = line.split("|")
        pairs |= {(a, b) for a in _stems(left) for b in _stems(right)}
    return frozenset(pairs | {(b, a) for a, b in pairs})


SEATS = _seats()
PHRASES = _phrases()
"""(first stem, second word) → the stem of the verb that both are."""
_GROUPS = _groups()
_OPPOSED = _opposed()
LIGHT = frozenset(_stems(_LIGHT))
VERBS = frozenset(_stems(_VERBS))
SUPPORTING = frozenset(_stems(_SUPPORTING))
EVENTFUL = VERBS | frozenset(_stems(_EVENTS))
GENERIC = frozenset(_stems(_GENERIC))
SAYING = frozenset(_stems(_entries(DEEDS)[0]))


def seat(name: str) -> str:
    """The power that a capital stands for: "moscow" → "russia"; any other stem unchanged."""
    return SEATS.get(name, name)


@lru_cache(maxsize=65536)
def likeness(one: str, other: str) -> float:
    """How far two stems say the same, 0..1: 1 equal, less for synonyms, seats of power and close forms."""
    if one == other:
        return 1.0
    if seat(one) == seat(other):
        return 0.9
    if not _GROUPS.get(one, frozenset()).isdisjoint(_GROUPS.get(other, ())):
        return 0.85
    if len(one) >= 5 and len(other) >= 5 and one.isalpha() and other.isalpha():
        shared = next(
            (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
        )
        longer = max(len(one), len(other))
        if shared >= 5 and longer - shared <= 3:
            return 0.7
    return 0.0


def opposite(one: str, other: str) -> bool:
    return (one, other) in _OPPOSED and one != other
