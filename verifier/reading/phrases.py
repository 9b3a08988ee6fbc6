"""What walls and error pages say to their visitors, by kind and in the languages of the press.

Each table is what such pages themselves say, in the second person or in a server's words. Whether a phrase
means anything is decided in `walls`, by the page's structure: no table convicts a page alone.
"""

from __future__ import annotations

import re


def _any(*phrases: str) -> re.Pattern[str]:
    return re.compile("|".join(phrases), re.IGNORECASE)


BOT_MARKUP = _any(
    r"/cdn-cgi/challenge-platform/",
    r"id=.?challenge-(?:form|running|error)",
    r"captcha-delivery\.com",
    r"px-captcha",
    r"_Incapsula_Resource",
    r"window\._cf_chl_opt",
    r"ddos-guard\.net/check",
    r"servicepipe\.ru/",
    r"awswaf\.com/\S{0,200}challenge",
    r"/_sec/cp_challenge",
    r"validate\.perfdrive\.com",
)
"""The interstitials of the services that stand before sites, as they sign their markup: Cloudflare, DataDome,
PerimeterX, Imperva, DDoS-Guard, AWS, Akamai."""

BOT = _any(
    r"just a moment\.\.\.",
    r"checking your browser before",
    r"verify(?:ing)? (?:that )?you are (?:a )?human",
    r"are you a robot\?",
    r"unusual (?:traffic|activity) (?:from|on) your",
    r"complete the (?:security check|captcha)",
    r"pardon our interruption",
    r"attention required! \| cloudflare",
    r"ddos protection by",
    r"access to this page has been denied",
    r"you (?:don't|do not) have permission to access .{0,80}on this server",
    r"подтвердите,? что (?:запросы|вы) .{0,40}(?:робот|человек)",
    r"проверка (?:вашего )?браузера",
    r"вы не робот",
    r"ロボットではありません",
    r"请完成(?:安全)?验证",
    r"人机验证",
    r"访问过于频繁",
)
"""What those services, and search engines, say to a visitor they take for a machine."""

CONSENT = _any(
    r"before you continue to",
    r"we (?:value|care about) your privacy",
    r"we and our (?:\d+ )?partners (?:store|use|process)",
    r"accept (?:all )?cookies",
    r"manage (?:your )?(?:cookie )?(?:preferences|options|choices|settings)",
    r"legitimate interest",
    r"by clicking .{0,40}(?:accept|agree)",
    r"reject all",
    r"your privacy choices",
    r"consent to (?:the use|our use) of cookies",
    r"wir und unsere (?:\d+ )?partner",
    r"alle akzeptieren",
    r"(?:akzeptieren|zustimmen) und weiter",
    r"zustimmung .{0,40}widerrufen",
    r"mit werbung weiterlesen",
    r"nous et nos (?:\d+ )?partenaires",
    r"tout (?:accepter|refuser)",
    r"accepter et (?:continuer|fermer)",
    r"continuer sans accepter",
    r"accetta (?:e continua|tutti)",
    r"aceptar (?:y continuar|todas)",
    r"принять (?:все|и продолжить)",
    r"согласие на обработку",
    r"クッキーの使用に同意",
)
"""The texts of the consent platforms (IAB TCF and its vendors) and of their buttons. Two of them make a wall."""

PAYWALL = _any(
    r"subscribe (?:now )?to (?:continue|keep) reading",
    r"to (?:continue|keep) reading,? .{0,40}(?:subscribe|sign up|register)",
    r"subscribe to (?:read|unlock|access)",
    r"this (?:article|story|content) is (?:for|only available to|reserved for|exclusive(?:ly)? "
    r"(?:for|to)) (?:our )?(?:paying |premium |paid )?(?:subscribers|members)",
    r"you(?:['’]ve| have) (?:reached|used|read|viewed) (?:all )?your .{0,30}(?:limit|free (?:articles|stories))",
    r"subscribe for (?:full|unlimited) access",
    r"already a subscriber\?",
    r"continue reading with a subscription",
    r"to read the full (?:article|story)",
    r"unlock this article",
    r"(?:доступ|материал|статья|полный текст).{0,60}(?:только|доступ\w+).{0,30}(?:подписчик|по подписке)",
    r"оформите подписку",
    r"чтобы (?:про)?читать (?:дальше|полностью|далее)",
    r"(?:доступн\w+|матеріал).{0,40}передплатник",
    r"оформіть передплату",
    r"この記事は(?:有料)?会員限定",
    r"有料会員(?:限定|登録|になると)",
    r"残り[\d,]+文字",
    r"続きを読むには",
    r"(?:会員|ログイン)して続きを",
    r"(?:本文|全文).{0,12}(?:仅限|限).{0,6}(?:会员|订阅)",
    r"订阅后(?:阅读|查看)",
    r"付费(?:阅读|内容)",
    r"購読者限定",
    r"유료 (?:회원|기사)",
    r"réservé(?:e)? (?:à nos|aux) abonnés",
    r"la suite (?:de cet article )?est réservée",
    r"il vous reste .{0,20}de cet article",
    r"weiterlesen mit .{0,20}(?:abo|plus|\+)",
    r"dieser artikel ist (?:abonnenten|für abonnenten)",
    r"nur für abonnenten",
    r"contenido (?:exclusivo|solo) para suscriptores",
    r"suscríbete para (?:leer|seguir)",
    r"riservato agli abbonati",
    r"(?:alleen voor|exclusief voor) abonnees",
    r"dostęp(?:ny|na) (?:tylko )?dla (?:prenumerator|subskrybent)",
)
"""What stands below a teaser: the English, Russian, Ukrainian, Japanese, Chinese, Korean, French, German,
Spanish, Italian, Dutch and Polish press."""

LOGIN = _any(
    r"(?:please )?(?:log|sign) ?in (?:to|or (?:register|create)|with your)",
    r"you must be logged in",
    r"login required",
    r"(?:войдите|авторизуйтесь|необходимо войти|требуется авторизация)",
    r"увійдіть",
    r"ログイン(?:してください|が必要)",
    r"请(?:先)?登录",
    r"veuillez vous connecter",
    r"bitte (?:melden sie sich|loggen sie sich|anmelden)",
    r"inicia(?:r)? sesión para",
)
"""Requests to log in."""

SCRIPT = _any(
    r"(?:enable|turn on|requires?|without|need(?:s)?|activate) (?:to enable )?java ?script",
    r"javascript (?:is )?(?:disabled|required|must be)",
    r"включите (?:поддержку )?java ?script",
    r"увімкніть java ?script",
    r"javascript\s?を有効",
    r"请(?:启用|开启)\s?java ?script",
    r"activ(?:er|ez) (?:le )?javascript",
    r"javascript (?:aktivieren|einschalten|deaktiviert)",
    r"자바스크립트",
)
"""Requests to switch JavaScript on."""

MISSING = _any(
    r"page (?:not|cannot be|can't be|could not be) found",
    r"(?:can(?:['’]t|not)|couldn['’]t|could not|unable to) find (?:the|that|this) (?:page|article|story)",
    r"link (?:you )?(?:have )?(?:followed|clicked) (?:may|might|is|was) .{0,20}(?:broken|outdated|expired)",
    r"(?:page|article|story|document) (?:you (?:are looking|were looking|requested)|.{0,30}no longer "
    r"(?:exists?|available))",
    r"(?:error|erreur|fehler|ошибка|http|помилка|エラー|错误)\W{0,3}404\b",
    r"\b404\W{0,3}(?:error|not found|page)",
    r"^\W*404\W*$",
    r"(?:doesn't|does not) exist or has been (?:moved|removed|deleted)",
    r"page (?:does not|doesn't) exist",
    r"страниц[аы] не (?:найден|существует|обнаружен)",
    r"(?:материал|документ|публикация|новость) не найден",
    r"запрашиваем\w+ (?:вами )?страниц",
    r"сторінк[ау] не (?:знайден|існує)",
    r"(?:ページ|記事|ファイル)(?:が|は)(?:見つかりません|存在しません|削除|ありません|掲載期間)",
    r"お探しのページ",
    r"掲載(?:期間)?(?:が|は)?(?:を)?終了",
    r"(?:页面|文章|网页|内容)(?:不存在|未找到|已(?:被)?删除|已下线)",
    r"找不到(?:该)?(?:页面|頁面|網頁)",
    r"頁面不存在",
    r"您(?:要)?访问的页面",
    r"페이지를 찾을 수 없",
    r"page (?:introuvable|non trouvée)",
    r"cette page n'existe (?:pas|plus)",
    r"seite (?:wurde )?nicht gefunden",
    r"diese seite existiert nicht",
    r"página no (?:encontrada|existe)",
    r"pagina non trovata",
    r"página não encontrada",
    r"nie znaleziono strony",
    r"sayfa bulunamadı",
    r"wayback machine (?:has not|hasn't|doesn't have) (?:archived )?that (?:url|page)",
)
""""Page not found" with status 200; also what the Wayback Machine says of a page it lacks."""

ERROR = _any(
    r"internal server error",
    r"\b50[0234]\b.{0,30}(?:error|gateway|unavailable|timeout|time-out)",
    r"bad gateway",
    r"service (?:temporarily )?unavailable",
    r"error establishing a database connection",
    r"(?:under|scheduled) maintenance",
    r"temporarily (?:unavailable|down)",
    r"account (?:has been )?suspended",
    r"an error (?:has )?occurred (?:while|on|during)",
    r"this url has been excluded from the wayback",
    r"got an http \d{3} response at crawl time",
    r"unavailable (?:due to|for) legal reasons",
    r"(?:not|un)available in your (?:country|region|location|area)",
    r"cannot grant you access at this time",
    r"domain (?:name )?(?:is|may be) for sale",
    r"(?:buy this|has expired.{0,40}renew (?:this|your)) domain",
    r"технические работы",
    r"технічні роботи",
    r"wird (?:gerade|derzeit) gewartet",
    r"wartungsarbeiten",
    r"site est en (?:cours de )?maintenance",
    r"sitio .{0,20}en mantenimiento",
    r"сайт временно недоступен",
    r"ошибка сервера",
    r"メンテナンス中",
    r"システムエラー",
    r"服务器(?:内部)?错误",
    r"系统(?:维护|错误)",
    r"\bMySQL (?:server|error)",
    r"index of /",
)
"""A server that failed, is being mended or is for sale, and the Wayback Machine on what it may not show."""
