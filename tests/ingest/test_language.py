"""The language of a text, mostly without a model."""

import subprocess
import sys

import pytest

from verifier.ingest.language import guess

TEXTS = {
    "en": "The foreign minister said on Wednesday that the talks had not been broken off.",
    "fr": "Le ministre des Affaires étrangères a déclaré que les négociations avec la Russie continuent.",
    "de": "Der Außenminister sagte am Mittwoch, dass die Gespräche nicht abgebrochen worden sind.",
    "es": "El ministro de Asuntos Exteriores dijo el miércoles que las negociaciones no se han roto.",
    "it": "Il ministro degli Esteri ha detto mercoledì che i colloqui non sono stati interrotti.",
    "pt": "O ministro das Relações Exteriores disse que as negociações não foram rompidas.",
    "pl": "Minister spraw zagranicznych powiedział w środę, że rozmowy nie zostały zerwane i są prowadzone w Genewie.",
    "tr": "Dışişleri Bakanı yaptığı açıklamada görüşmelerin kesilmediğini ve Cenevre için bir tarih dedi.",
    "ru": "Министр иностранных дел заявил, что эти переговоры не прерваны и продолжатся в Женеве, сообщил УНИАН.",
    "uk": "Міністр закордонних справ заявив у середу, що переговори не перервано і їх продовжать у Женеві.",
    "be": "Міністр замежных спраў заявіў у сераду, што перамовы не спыненыя і будуць працягнутыя ў Жэневе.",
    "bg": "Външният министър заяви в сряда, че преговорите не са прекъснати и ще продължат в Женева.",
    "sr": "Министар спољних послова изјавио је у среду да преговори нису прекинути и да ће бити настављени.",
    "kk": "Сыртқы істер министрі сәрсенбіде келіссөздердің үзілмегенін және Женевада жалғасатынын мәлімдеді.",
    "ja": "外務大臣は水曜日、交渉は決裂しておらず、ジュネーブで続けられると述べた。",
    "zh": "外交部长星期三表示，谈判没有破裂，将在日内瓦继续进行。",
    "ko": "외무장관은 수요일 협상이 결렬되지 않았으며 제네바에서 계속될 것이라고 말했다.",
    "ar": "قال وزير الخارجية يوم الأربعاء إن المحادثات لم تنقطع وستستمر في جنيف",
    "fa": "وزیر امور خارجه روز چهارشنبه گفت که مذاکرات قطع نشده و در ژنو ادامه می‌یابد",
    "he": "שר החוץ אמר ביום רביעי כי השיחות לא הופסקו ויימשכו בז'נבה",
    "ka": "საგარეო საქმეთა მინისტრმა ოთხშაბათს განაცხადა, რომ მოლაპარაკება გრძელდება",
}


@pytest.mark.parametrize("language", TEXTS)
def test_running_text_is_told_by_script_letters_and_common_words(language):
    assert guess(TEXTS[language]) == language


def test_foreign_names_do_not_change_the_language():
    assert guess(TEXTS["en"] * 3 + " (Известия, 24 сентября; 朝日新聞)") == "en"
    assert guess(TEXTS["ru"] * 3 + " Газета «Українська правда» и The Moscow Times.") == "ru"
    assert guess(TEXTS["ja"] + "漢字") == "ja"


@pytest.mark.parametrize("text", ["", "123 456", "Xinhua", "(TASS)"])
def test_too_little_text_has_no_language(text):
    assert guess(text) is None


def test_a_language_without_a_word_list_is_told_by_the_model():
    text = "Ulkoministeri sanoi keskiviikkona, että neuvottelut eivät ole katkenneet vaan jatkuvat Genevessä. "
    assert guess(text) == "fi"


def test_plain_text_is_read_without_loading_parsers_or_models():
    code = (
        "import sys; from verifier.ingest import ingest_text; "
        f"assert ingest_text({TEXTS['en']!r}).language == 'en'; "
        "print(sorted({'numpy', 'lxml', 'docx', 'pypdfium2', 'charset_normalizer', 'py3langid'} & sys.modules.keys()))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
