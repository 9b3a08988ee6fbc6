"""Words that tell a publisher's name from other names: the vocabulary of `names`, nothing else.

The registry of outlets is data and lives elsewhere; this is the small part of language that a careful
reader without a registry would go by. Every word is in lower case, without its points.
"""

from __future__ import annotations


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


PRESS_WORDS = _listed(
    """news newspaper newspapers newswire newsletter times post daily weekly monthly gazette gazeta tribune herald
    journal telegraph guardian observer chronicle chronicles mirror press radio tv television telegram twitter
    youtube facebook agency agencies agence agentur agencia agenzia wire wires zeitung zeitschrift presse prensa
    stampa novosti pravda vedomosti komsomolets komsomolskaya courier kurier courrier kuryer bulletin review
    magazine monitor broadcasting broadcaster media shimbun shinbun shimpo ribao xinwen online report reports
    reporter insider standard independent express examiner inquirer globe dispatch messenger echo ekho svoboda
    channel kanal telekanal network today zvezda uzel nachrichten tageblatt tagblatt allgemeine rundschau
    anzeiger morgenpost spiegel monde figaro humanité matin soir diario periódico noticias jornal giornale
    corriere gazzetta sera dagens dagblad aftenposten posten dziennik gazet hlas zpravy новости газета газеты
    правда ведомости известия коммерсант коммерсантъ комсомолец радио тв телевидение телеканал канал агентство
    агентства информагентство пресса вестник журнал еженедельник тасс интерфакс эхо свобода звезда труд новини
    радіо телебачення голос україна-інформ суспільне newsroom newsweek today's blog podcast portal monitoring
    wochenblatt tageszeitung podrobnosti lenta sputnik lloyd's agentstvo izvestia izvestiya izvestija kommersant
    argumenty profil ogonyok vremya vesti vestnik times-union post-dispatch post-gazette al-jazeera al-arabiya
    al-ahram al-hayat aljazeera asharq zaman akhbar awsat mail analyst fm nachrichtenagentur pressedienst
    infodienst parlamentskorrespondenz rundfunk fernsehen channels reporters rytas nemzet nyheter noviny fronta
    novine vijesti wyborcza rzeczpospolita sanomat paevaleht päevaleht hírlap světa slovo dienas žinios oggi
    popolare international fakty sme lehti idnes website site twitter.com x.com weibo wechat telegramm
    livejournal substack dossier eurasianet газеті російська-газета вести независимая комсомольская новая
    российская"""
)
"""One of these words in it makes a name a publisher's."""

KNOWN_NAMES = _listed(
    """reuter reuters interfax interfax-ukraine interfax-belarus interfax-kazakhstan itar-tass tass xinhua bloomberg
    ap afp upi dpa efe ansa apa adn bbc cnn cnbc nbc abc cbs npr pbs msnbc cbc ctv nhk kbs mbc sbs ytn cctv cgtn
    yonhap kyodo jiji ntv ort rtr tvc tvts ren orf ard zdf wdr ndr mdr rtl rai rtve rtbf rts srf svt nrk yle tvn
    tvp rbc rbk unian ukrinform liga rferl rfe/rl voa dw rfi rt politico axios vox slate wired forbes fortune
    barron's economist semafor puck propublica intercept vice buzzfeed huffpost quartz guancha caixin sina sohu
    netease cri thepaper taz faz bild welt zeit stern focus süddeutsche handelsblatt libération mediapart
    lesechos repubblica messaggero país mundo vanguardia haaretz ynet maariv anadolu hurriyet hürriyet sabah
    milliyet cumhuriyet yeniçağ irna isna fars mehr tasnim sana wam spa qna kuna mena petra dawn pti ani ians
    nikkei asahi mainichi yomiuri sankei chosun joongang hankyoreh meduza lenta fontanka mediazona dozhd rosbalt
    regnum utro strana gazeta slon republic vzglyad newsru grani polit kavkaz-center caucasus-online civil
    akipress kabar trend turan azertac azertag armenpress arka news.am belta belapan nasha-niva nashaniva
    moldpres infotag bns leta delfi lrt err pap čtk ctk mti tanjug bta agerpres mediafax hina sta kazinform
    tengrinews khabar uza ferghana fergana fergananews asia-plus avesta khovar jamestown edm wikipedia tagesschau
    heute hill monitor prime-news t24 k24 br24 tv8 n-tv trud-7 tv-6 ut-1 тв-6 n1 charter97 15min 20min 24tv i24
    bdnews24 hk01 network18 news18 b92 rustavi-2 mtavari formula imedi baltinfo pravo gorod gestión milenio
    khreshchatyk хрещатик lragir aravot hetq panarmenian sozcu aljazeera cnnturk trt usatoday wsj nyt wapo ft
    scmp tolo tolonews pajhwok khaama tsn hromadske zn glavcom lb gordon nv babel espreso rada obozrevatel
    korrespondent censor suspilne интерфакс интерфакс-украина тасс итар-тасс рбк нтв орт ртр твц рен-тв ббс
    медуза лента фонтанка регнум росбалт взгляд дождь уніан унiан унн укрінформ укринформ уп лiга ліга суспільне
    громадське афп рейтер блумберг"""
)
"""Names that carry no word of the press and are as good as one wherever a date stands beside them."""

COMMON_WORDS = _listed(
    """civil polit trend vice slate wired fortune focus stern zeit welt bild gordon nv rada babel lb strana utro
    mundo republic sta pap leta mena ap ft grani vzglyad petra fox mint time liga ana sana sina agenda censor
    puck taz turan arka apa dawn uza hill formula heute pravo gorod взгляд дождь громадське уп лента"""
)
"""Of those, the ones that are also common words. In a longer name they say nothing; alone, they want a full date,
unless they are written in capitals ("AP")."""

KNOWN_PHRASES = frozenset(
    """war on the rocks|the hill|foreign affairs|wall street journal|foreign policy|the nation|the diplomat
    |al arabiya|al jazeera|al hurra|the atlantic|the new yorker|the conversation|national interest
    |the national interest|time|the week|the sun|the star|private eye|business insider|ars technica|the verge
    |the intercept|the wire|the print|the quint|asia times|caixin global|white house|el mundo|la nación|la croix
    |la vanguardia|der standard|die zeit|die welt|die presse|neue zürcher|moskovskii komsomolets|za rulem
    |ukrainska pravda|zerkalo nedeli|zerkalo tyzhnya|dzerkalo tyzhnia|le temps|le soir|de standaard|de morgen
    |de volkskrant|het parool|gazeta wyborcza|rossiya 1|россия 1|россия 24|первый канал|pervyi kanal|tv rain
    |current time|настоящее время|вёрстка|важные истории|vazhnyye istorii|the insider|the bell
    |the barents observer|the age|the asian age|the province|the island|the ukrainian week|new republic
    |the new republic|the war zone|new europe|east asia forum|folha de s.paulo|il sole 24 ore|globe and mail
    |the globe and mail|mail & guardian|u.s. news & world report|u.s. news and world report|mail on sunday
    |argumenty & fakty|argumenty i fakty|аргументы и факты|conversation|arutz 7|i newspaper|rustavi 2|rossia 1
    |russia 1|jane's 360|turkish radio and television corporation|hurriyet daily news and economic review
    |oil & gas journal|aviation week & space technology|зеркало недели|дзеркало тижня|holy see|quai d'orsay
    |время новостей|kavkazky uzel|кавказский узел|эхо москвы|эхо кавказа
    """.replace("\n    ", "").split("|")
)
"""Names of several words of which none would tell."""

PICTURE_WORDS = _listed("photo photos foto фото getty shutterstock depositphotos istock epa-efe courtesy screenshot")
"""They make a name a picture's credit, whatever else is in it."""

PRESS_ENDINGS = tuple(
    _listed(
        """zeitung blatt blad bladet gazeta pravda news press presse inform tass tv radio bote anzeiger kurier rundschau
    post times wire online media пресс информ ньюс медиа инфо газета новости info информбюро тв 24"""
    )
)
"""One-word names made of such a word: "Kazinform", "Handelsblatt", "EurasiaNews"."""

CJK_PRESS_ENDINGS = tuple(
    _listed(
        """社 报 報 新聞 新闻 网 網 通信 電視 电视 電視台 电视台 テレビ 放送 日報 日报 時報 时报 周刊 週刊 杂志
    雜誌 广播 ニュース タイムズ 신문 일보 통신 뉴스 방송 台 オンライン"""
    )
)

ARTICLES = _listed("the die der das le la les el los las il lo")

LOWER_WORDS = _listed(
    """of the and for & de la le les du des del della dello di da do dos das der die den dem und et y e el al los
    las i в и на по für im in on at a an o as to van von zu zum zur sur sous aux par am 's -daily gazeta zvezda
    komsomolets pravda uzel radio tv daily weekly online newspaper news website agency agencies press service
    channel television site portal magazine correspondent bureau edition release wire media reports services
    newspapers outlets mesto novosti vedomosti moskva vremya delo mir krai versiya izvestiya obozreniye газета
    звезда правда комсомолец жизнь время дело радио телевидение новости ведомости газеты агентства телеканал
    служба украины україни россии росії портал сайт журнал агентство інформаційне українська"""
)
"""Lower-case words that stand inside names: articles, prepositions, and the second words of Russian titles."""

LEADING_LOWER = _listed(
    """all various several other local regional state state-run official national international foreign western news
    wire media press der die das le la el the newspaper agency radio daily weekly magazine journal portal
    website channel газета газеты газети газете журнал журнала телеканала издания портала сайта агентство
    агентства телеканал портал сайт радио издание радіо видання агенція agence zeitung magazin diario"""
)
"""Lower-case words a name may open with."""

NOT_PRESS = _listed(
    """cjeu ecj icj pca itlos ecthr icty ictr icsid ot battle war siege treaty agreement accord accords convention
    protocol law act bill statute decree directive regulation resolution article section chapter clause
    amendment constitution code order case vs versus court judgment ruling appeal plaintiff defendant olympics
    olympiad summit conference congress championship championships cup tournament league final semifinal
    festival exhibition concert album song film movie novel book version volume vol issue part table figure fig
    appendix annex page line note see above below photo image picture credit courtesy map graphic illustration
    cover born died aged age day eve anniversary christmas easter ramadan holiday election elections referendum
    revolution uprising coup earthquake hurricane typhoon storm flight boeing airbus flug room floor street
    avenue road building hotel lake river mount mountain island islands airport station episode season series
    phase stage round step level option team no nr number par percent pct approx usd eur rub gdp gnp cpi ppi pmi
    ppp vat lng ipo rate rates price prices total average estimate estimates population inflation phd mba ceo
    cfo dr mr mrs ms prof president minister senator governor general colonel lieutenant captain king queen
    prince pope interview conversation correspondence email e-mail author's authors speech address statement
    letter telephone phone personal communication university college faculty stadium arena theater theatre
    museum park square palace cathedral church закон указ статья постановление решение договор соглашение
    протокол битва война саммит конференция форум чемпионат кубок олимпиада выборы референдум революция фото
    рисунок таблица том глава стр суд дело президент министр сенатор генерал указом закону розділ угода договір
    війна вибори gesetz verordnung artikel urteil az krieg schlacht vertrag abkommen gipfel wahl abb kapitel
    band seite loi décret traité guerre bataille arrêt sommet élection ley decreto tratado guerra batalla cumbre
    elecciones prize prizes award awards medal trophy patent isbn issn doi session meeting forum visit talks
    ceasefire operation oblast region province district krai raion village deadline monday tuesday wednesday
    thursday friday saturday sunday effective estab established founded formed launched released renamed opened
    closed aka"""
)
"""One of these words in a name makes it no publisher's, unless a word of the press is there too
("Law Review", "War Journal", "Case Western Observer")."""

ORGANISATIONS = _listed(
    "ministry institute center centre department embassy office foundation association bureau council"
)
"""A name that begins so is an organisation's, whatever its matter: "Institute for the Study of War"."""

NOT_NAMES = _listed(
    """o.s n.s gdp gnp cpi ppi pmi ppp vat lng lpg ipo ceo cfo cto wwi wwii ww1 ww2 ad bc ce bce est edt gmt utc msk
    cet pst am pm tba tbd aka dob ussr usa us uk uae apec asean brics sco cis eaeu g7 g8 g20 g-7 g-8 g-20 icbm
    uav eez fta fdi npp mou nda q1 q2 q3 q4 h1 h2 fy today yesterday tomorrow ссср сша ес снг рф"""
)
"""Capital letters that stand for something else than a publisher, unless the date is a full day of it."""

GIVEN_NAMES = _listed(
    """john james robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark
    donald steven paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan jacob
    gary nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory frank alexander
    raymond patrick jack dennis jerry peter henry adam mary patricia jennifer linda elizabeth barbara susan
    jessica sarah karen nancy lisa margaret betty sandra ashley emily donna michelle carol amanda melissa deborah
    stephanie rebecca laura helen anna emma julia jane anne catherine christine maria vladimir dmitry dmitri
    dmitriy sergei sergey aleksandr alexei aleksei alexey andrei andrey mikhail nikolai ivan igor oleg pavel
    boris viktor victor yuri yury konstantin maxim maksim roman ilya anton denis evgeny yevgeny vitaly anatoly
    leonid gennady valery stanislav ruslan ramzan vasily petro oleksandr volodymyr serhiy andriy mykola ihor
    yulia olga svetlana natalia natalya tatiana elena irina ekaterina marina galina ludmila hans klaus jürgen
    wolfgang stefan andreas martin jean pierre françois jacques michel philippe marie nicolas antoine josé juan
    carlos luis jorge miguel pedro manuel francisco mohammed muhammad ahmed ahmad ali hassan hussein omar
    abdullah recep shinzo xi angela barack joe hillary emmanuel владимир дмитрий сергей александр алексей андрей
    михаил николай иван игорь олег павел борис виктор юрий константин максим роман илья антон евгений мария анна
    ольга наталья елена ирина екатерина татьяна петро олександр володимир"""
)
"""First words of persons' names. With a family name and nothing else, a person and not a publisher."""

TITLES = _listed("president minister senator governor general colonel captain dr mr mrs ms prof king queen pope prince")
"""Before a name, they make it a person's."""

COLLECTIVE_ENDS = _listed(
    """agencies media services newspapers outlets channels sources reports press broadcasters papers wires dailies
    агентства агентств сми газеты телеканалы агенції змі agenturen medien zeitungen médias agences agencias
    medios"""
)
"""Last words of what is not one outlet but several: "Russian agencies"."""

GENERIC = _listed(
    """the newspaper paper agency news radio tv television channel daily weekly magazine journal portal website site
    online internet service blog газета газете газеты газети журнал журнала
    агентства телеканала портала сайта радиостанции издания агентство информагентство телеканал канал портал сайт радио
    издание еженедельник радіо видання агенція информационное інформаційне zeitung magazin nachrichtenagentur
    agence revue quotidien chaîne diario revista periódico agencia cadena telegram telegram-канал"""
)
"""Words for kinds of publishers, which stand before the name itself: телеканал «Дождь»."""

PLATFORMS = _listed(
    "telegram twitter x facebook youtube vk vkontakte instagram tiktok weibo wechat x/twitter livejournal"
)

PLACES = _listed(
    """moscow kyiv kiev minsk petersburg leningrad vladivostok grozny kazan sochi sevastopol simferopol donetsk
    luhansk lugansk kharkiv kharkov odessa odesa lviv mariupol tbilisi yerevan baku astana nur-sultan almaty
    tashkent bishkek dushanbe ashgabat samarkand vilnius riga tallinn chisinau tiraspol warsaw prague budapest
    bucharest sofia belgrade zagreb sarajevo athens ankara istanbul berlin hannover hanover cologne köln
    stuttgart dresden leipzig düsseldorf nürnberg nuremberg munich münchen bonn frankfurt hamburg vienna geneva
    zurich bern paris lyon marseille strasbourg brussels hague amsterdam rotterdam luxembourg london edinburgh
    dublin glasgow rome milan madrid barcelona lisbon copenhagen stockholm oslo helsinki reykjavik washington
    york chicago boston angeles francisco houston ottawa toronto montreal havana mexico brasilia rio buenos
    santiago lima bogota caracas cairo tripoli tunis algiers rabat khartoum addis nairobi lagos pretoria
    johannesburg jerusalem aviv beirut damascus amman baghdad tehran riyadh doha dubai abu kabul kandahar
    islamabad karachi lahore delhi mumbai kolkata dhaka colombo kathmandu beijing shanghai hong taipei tokyo
    osaka kyoto hiroshima seoul busan pyongyang ulaanbaatar hanoi saigon bangkok manila jakarta singapore kuala
    canberra sydney melbourne auckland wellington davos yalta potsdam kursk chernobyl beslan srebrenica fukushima
    budyonnovsk tskhinvali sukhumi debaltseve ilovaisk slovyansk bucha bakhmut avdiivka kherson zaporizhzhia
    dnipro dnipropetrovsk poltava sumy chernihiv uzhhorod yekaterinburg novosibirsk omsk samara rostov volgograd
    krasnodar murmansk arkhangelsk kaliningrad irkutsk khabarovsk magadan nalchik makhachkala vladikavkaz
    stepanakert gyumri ganja batumi poti kutaisi osh khujand turkestan karaganda brest grodno gomel kaunas tartu
    narva gdansk krakow salzburg basel venice turin naples seville porto malmo tampere aleppo idlib mosul basra
    kirkuk najaf karbala nasiriyah fallujah tikrit ramadi erbil
    isfahan mashhad herat peshawar chabahar gwadar chennai wuhan guangzhou shenzhen nagasaki sapporo russia
    ukraine belarus georgia armenia azerbaijan kazakhstan uzbekistan kyrgyzstan tajikistan turkmenistan moldova
    lithuania latvia estonia poland germany france britain england scotland wales ireland spain italy portugal
    greece turkey china japan korea india pakistan afghanistan iran iraq syria israel lebanon jordan egypt libya
    tunisia algeria morocco sudan ethiopia kenya nigeria canada australia vietnam thailand indonesia malaysia
    philippines mongolia crimea chechnya dagestan ingushetia siberia sakhalin donbas donbass abkhazia ossetia
    karabakh transnistria austria switzerland hungary romania bulgaria serbia croatia slovenia slovakia czechia
    czech bosnia montenegro macedonia albania kosovo cyprus malta sweden norway denmark finland iceland
    netherlands belgium brazil argentina chile peru colombia venezuela cuba nepal bangladesh lanka taiwan myanmar
    burma cambodia laos kuwait qatar oman yemen bahrain emirates saudi arabia south north east west new united
    states kingdom republic city san los haven st saint tel d.c dc la el europe asia africa america california
    texas florida virginia maryland ohio москва киев київ минск санкт-петербург грозный донецк луганск тбилиси
    ереван баку астана ташкент бишкек варшава берлин париж лондон брюссель вена женева вашингтон пекин токио сеул
    россия украина україна львів харків одеса москві берлін відень moskau kiew warschau prag wien genf brüssel
    peking moscou varsovie vienne genève bruxelles londres pékin moscú pekín 北京 東京 东京 上海
    莫斯科 モスクワ ソウル"""
)
"""Single words of places that datelines and gazetteers name most. A name made only of these is a place."""
