"""Families of words that news prose uses for much the same thing, written as one reads and mends them.

Data of `lexicon`, no more: families stand between bars, and any two words of one are alike (not equal). They are not a
thesaurus: a family holds what reports and those who cite them put for each other, and what tells two events
apart stays apart. Words are in their plain form; `lexicon` makes stems of them.
"""

from __future__ import annotations

# What is done.
DEEDS = """
say tell state declare note remark add comment announce report claim assert stress inform reveal disclose
explain say justify | call describe term dub label characterize brand denounce dismiss
impose approve adopt introduce slap reimpose | reimpose restore reinstate reintroduce reinstitute
visit trip travel come | come arrive reach | meet talk negotiate discuss summit consult | receive host welcome bring
sign conclude ink seal | postpone delay defer wait shelve | prolong extend extension
abandon drop scrap cancel renounce forgo | drop abandon remove lift | withdraw abandon quit
slam criticise criticize condemn denounce blast deplore decry rebuke censure | complain protest object
restrict limit curb control constrain cap narrow | ban bar prohibit forbid outlaw | purchase buy order acquire procure
build construct erect raise dam | laid put install place | weld build assemble put | build construction work
begin start launch open commence | inaugurate open launch commission | build launch work
plan intend scheme mean aim propose prepare | want seek wish hope desire | expect forecast anticipate predict
show demonstrate indicate reveal signal | need require must | ask request urge demand call appeal turn
help aid assist assistance support | hurt damage harm undermine | kill die dead slay | give hand present | rescue save
levy impose | abduct kidnap | detain arrest seize hold custody | release free let | disperse break scatter
grant give award provide | wound injure hurt | unhurt unharmed uninjured | clash fight battle combat | spend cost
cost price charge worth | pay finance fund bankroll foot money | lend loan borrow credit | borrow loan lend take
forgive cancel waive | owe debt | export shipment sell deliver
protest demonstration rally demonstrate demonstrator protester march | vote ballot election poll | vote decide
probe investigate investigation inquiry | accuse blame allege | charge indict prosecute | appoint name nominate
resign quit step
suspend remove dismiss | suspend halt freeze stop interrupt | halt stop freeze cease
end finish conclude terminate complete | finish complete ready | threaten warn | shoot fire
hit strike attack raid bomb | fire launch | use deploy employ apply | schedule slate due plan
supply provide deliver carry bring ship transport | carry transport take bring haul | deliver delivery supply
produce manufacture output make | sell issue float | issue publish release
study examine consider review analyse weigh look | evacuate evacuee | decide resolve choose decision
agree settle accord arrange | agree promise pledge undertake
promise pledge vow undertake commit | resume reopen restart
continue proceed go persist | join enter accede | belong serve assign | withdraw leave quit exit pull
leave depart vacate | expel deport evict | close shut | divide share split | share divide bear | connect link tie join
cross traverse across | exceed surpass top | grow increase rise expand climb | shrink fall decline decrease drop
fall drop decline decrease plunge slump | treble triple | work function operate | distinguish detect recognize
worry concern fear alarm | believe think hold consider view regard | regard consider view see | deny refute reject
refuse reject decline turn | admit acknowledge concede confirm | confirm verify corroborate | allow permit let enable
prevent block hinder stop | force compel oblige | lead head chair | win gain obtain secure | lose forfeit
try attempt seek | fail unable cannot | succeed manage | attend participate join | gather assemble convene
discuss debate talk | negotiate talk bargain | replace substitute | resist oppose | evade circumvent bypass dodge
violate breach break infringe | respect observe honor comply | destroy wreck demolish | damage harm | collapse crumble
crash accident | flood inundate | burn fire blaze | escape flee | hide conceal | surrender yield cede
swap exchange trade | trade commerce turnover | invest investment | hire recruit employ | train exercise drill
test trial try | monitor watch observe track | search hunt | steal rob loot | smuggle traffic | arm equip
disarm demilitarize | recognize acknowledge | annex seize incorporate | occupy hold seize | shell bombard
intercept stop | spy espionage | hack cyberattack breach | sue litigate | rule judge decide | sentence jail imprison
convict sentence guilty | appeal challenge contest | promote advance | award confer | celebrate mark commemorate
mourn grieve | live reside | return restore | restore repair rebuild reconstruct | modernize upgrade
learn understand find | understand learn know | earn income revenue | waste squander | save economize | owe arrears
"""

# Who and what it is done with.
THINGS = """
deal agreement accord pact contract treaty | contract agreement | sanction restriction measure penalty
curb restriction limit | company firm corporation enterprise business concern | weapon arm armament | weapon missile
military army troop soldier force | military defense | navy fleet naval | police officer policeman
country nation state | ministry minister department | minister ministry secretary
government cabinet authority administration | government state official | official authority bureaucrat
parliament duma diet legislature assembly rada | parliament lawmaker deputy legislator
lawmaker deputy legislator mp parliamentarian | leader president premier head | premier prime
president chairman head chief | chief head director leader boss | director head manager chief
envoy ambassador emissary diplomat | illegal unlawful illegitimate | gas lng | liquefied lng | oil crude petroleum
tie relation relationship link | dead die kill fatality | harvest crop | amount total | bank lender
worker employee staff | trader dealer | money fund financing finance cash | loan credit | debt liability
currency money | hard foreign | grain wheat cereal | firefighter fireman | boat ship vessel
ship vessel frigate destroyer tanker | tanker ship | cargo shipment load consignment freight | cargo goods freight
goods product item merchandise | item goods | household home family | plane aircraft jet warplane airliner
rocket launcher | satellite spacecraft | car vehicle automobile | train railway rail | railway railroad rail line
railway line route | line route link | cable link line | pipeline pipe | road highway | poll survey | biggest largest
big large major huge | small little minor | annual yearly | disappoint regret disappointment
rapprochement normalise normalize | drug narcotic | talk conversation negotiation consultation | phone telephone
student pupil | town city | airport airfield | plant factory | plant station | power electricity energy | energy power
hydropower hydroelectric hydro | turbine generator | network grid | nuclear atomic
impact effect influence consequence | consequence effect result mean | disease illness | refugee migrant | autumn fall
ceasefire truce armistice | aggression invasion attack | war conflict fighting | rebel insurgent separatist militant
terror terrorism terrorist | corruption graft bribery | tender auction | tax levy duty | duty tariff customs
increase hike | wage salary pay | price cost | charge fee rate tariff | pension retirement | bill draft
law legislation act | court tribunal | prosecutor investigator | lawyer attorney counsel | citizen national
people population | village settlement | border frontier | crossing checkpoint | dispute row quarrel disagreement
obstacle hurdle block | reason cause | pressure coercion | aim goal purpose | document paper | letter note message
note protest | statement declaration communique | speech address | report account | journalist reporter correspondent
spokesman spokeswoman | expert analyst specialist | opponent critic opposition | opposition critic opponent
site facility | mine colliery pit | miner collier | store storage depot reserve | cavern store storage | port harbor
coast shore seaside | sea undersea maritime | underground subterranean | mountain highland | capital metropolis
south southern | north northern | east eastern | west western | quarter fourth | military armed | civilian civil
joint common | whole entire complete | new fresh additional | additional further extra | old former previous
early beginning opening start | first opening early | late end | last final | first maiden initial | quick fast rapid
long lengthy | main chief principal key | commercial business sale | free exempt | secret confidential classified
quiet calm | formal official | mutual bilateral | neighbor nearby | resolve resolution | exercise drill maneuver
peacekeeper peacekeeping | nato alliance | union bloc | shelter refuge | heat heating warmth | cold frost
drought dry | summer season | month monthly | decade decennial | schedule plan timetable | reserve stockpile
share stake | bond security debenture | security bond share stock | stock share | growth increase | decline decrease
budget spending | profit gain earnings | deficit shortfall | shortage lack scarcity | supplier seller vendor
buyer purchaser customer | client customer | owner proprietor | partner ally | detour roundabout bypass
traveler passenger | expensive costly dear | cheap inexpensive | visa permit | license permit
prompt pressure urge instigate | hostile unfriendly | conclusion inference | gauge track | delegation mission
request demand
"""

# Two words that are one verb: the first in any form, the second as it stands, and the verb they are.
PHRASAL = """
call off: cancel | put off: postpone | hold off: delay | put back: postpone | turn down: reject | shoot down: shoot
pull out: withdraw | move out: leave | step down: resign | take over: acquire | carry out: conduct | go up: rise
go down: fall | go on: continue | carry on: continue | go ahead: proceed | set up: establish | shut down: close
lay off: dismiss | give up: abandon | bring down: lower | bring back: restore | speed up: accelerate
back down: retreat | give in: yield | free trade: trade | blow up: explode | break off: stop | break up: disperse
scale back: reduce | hand over: deliver | walk out: leave | look into: investigate | write off: forgive
turn away: refuse | point out: note | make known: announce | call for: urge | ask for: request | wait for: wait
let go: release | take in: receive | draw up: prepare | work out: prepare | put down: laid | break out: begin
use up: exhaust | pay back: repay | pay for: pay | buy up: buy | cut back: reduce | stand by: support
"""
