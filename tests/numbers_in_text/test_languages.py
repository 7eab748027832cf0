"""Figures in texts of the languages that have a file, as ministries and agencies write them there."""

from __future__ import annotations

from decimal import Decimal

import pytest
from babel import Locale
from num2words import num2words

from briefgen.languages import GUARDS, guards, languages
from briefgen.ledger.forms import NumberWords
from briefgen.numbers_in_text import MentionKind, find
from briefgen.numbers_in_text.identifiers import FIGURES, identifiers
from briefgen.numbers_in_text.vocabulary import vocabulary_of, with_plain_digits

IN_WORDS = "numbers and fractions in words (thirty-seven, two thirds)"
NUMBERS = [
    ("fr", "Le convoi a livré 1 640,5 tonnes de farine.", "1640.5"),
    ("fr", "Le pays compte 2,5 millions de déplacés.", "2500000"),
    ("fr", "Le plan coûte 1,2 milliard d’euros.", "1200000000"),
    ("fr", "Les 40\u202f000 familles de Kunduz ont été enregistrées.", "40000"),
    ("fr", "Le budget est de 3 Md€ cette année.", "3000000000"),
    ("fr", "Trente-sept écoles ont rouvert.", "37"),
    ("fr", "Deux cent mille trois cents personnes sont revenues.", "200300"),
    ("fr", "Quatre-vingt-dix-sept postes restent fermés.", "97"),
    ("es", "Se entregaron 1.640,5 toneladas de harina.", "1640.5"),
    ("es", "Hay 2,5 millones de desplazados.", "2500000"),
    ("es", "El plan cuesta 1,2 mil millones de dólares.", "1200000000"),
    ("es", "Reabrieron treinta y siete escuelas.", "37"),
    ("es", "Regresaron doscientas mil trescientas personas.", "200300"),
    ("pt", "Foram entregues 1.640,5 toneladas de farinha.", "1640.5"),
    ("pt", "Há 2,5 milhões de deslocados.", "2500000"),
    ("pt", "O plano custa 1,2 bilhão de dólares.", "1200000000"),
    ("pt", "Reabriram trinta e sete escolas.", "37"),
    ("pt", "Voltaram duzentas e quarenta e cinco mil pessoas.", "245000"),
    ("ru", "Доставлено 1 640,5 тонны муки.", "1640.5"),
    ("ru", "В стране 2,5 млн перемещённых лиц.", "2500000"),
    ("ru", "План стоит 1,2 млрд. долларов.", "1200000000"),
    ("ru", "Вновь открылись тридцать семь школ.", "37"),
    ("ru", "Вернулись двести тысяч триста человек.", "200300"),
    ("ru", "Помощь получили около двухсот сорока пяти семей.", "245"),
    ("de", "Es wurden 1.640,5 Tonnen Mehl geliefert.", "1640.5"),
    ("de", "Der Plan kostet 2,5 Mio. Euro.", "2500000"),
    ("de", "Zugesagt sind 3 Mrd. Dollar.", "3000000000"),
    ("de", "Betroffen sind 12 Tsd. Haushalte.", "12000"),
    ("de", "Siebenundneunzig Posten bleiben geschlossen.", "97"),
    ("de", "Rund zweihunderttausenddreihundert Menschen kehrten zurück.", "200300"),
    ("ar", "تم تسليم ١٬٦٤٠٫٥ طن من الدقيق.", "1640.5"),
    ("ar", "يقيم في المخيم 1,640 أسرة.", "1640"),
    ("ar", "عاد ٢٫٥ مليون شخص إلى البلد.", "2500000"),
    ("ar", "عاد نحو خمسة وعشرين ألفا في أسبوع.", "25000"),
    ("ar", "سُجلت ثلاثمائة وسبع وثلاثون حالة.", "337"),
    ("ar", "وصل 12 طنا و63 سيارة.", "63"),
    ("ur", "آٹے کے ۱٬۶۴۰٫۵ ٹن پہنچائے گئے۔", "1640.5"),
    ("ur", "۲۵ لاکھ افراد واپس آئے۔", "2500000"),
    ("ur", "منصوبے پر 3.5 کروڑ روپے خرچ ہوں گے۔", "35000000"),
    ("ur", "پچیس ہزار خاندان متاثر ہوئے۔", "25000"),
    ("ur", "ڈیڑھ لاکھ افراد بے گھر ہوئے۔", "150000"),
    ("ur", "ڈھائی کروڑ روپے مختص کیے گئے۔", "25000000"),
    ("ur", "سوا لاکھ افراد واپس آئے۔", "125000"),
    ("ur", "پچھتر خاندان متاثر ہوئے۔", "75"),
    ("ru", "Вернулись полтора миллиона человек.", "1500000"),
    ("ru", "Пострадали пятеро детей.", "5"),
    ("ru", "Помощь оказана тридцатью клиниками.", "30"),
    ("de", "Anderthalb Millionen Menschen sind geflohen.", "1500000"),
    ("de", "Eine halbe Million Menschen ist geflohen.", "500000"),
    ("de", "Fuenf Kliniken sind offen.", "5"),
    ("es", "Huyó medio millón de personas.", "500000"),
    ("es", "Hay dieciseis escuelas cerradas.", "16"),
    ("pt", "Fugiu meio milhão de pessoas.", "500000"),
    ("fr", "Un demi-million de personnes a fui.", "500000"),
    ("ar", "فر نصف مليون شخص.", "500000"),
    ("ar", "وصلت المساعدات إلى مليوني شخص.", "2000000"),
    ("ar", "نزح ألفان في أسبوع.", "2000"),
    ("fa", "۱٬۶۴۰٫۵ تن آرد تحویل داده شد.", "1640.5"),
    ("fa", "۲٫۵ میلیون نفر بازگشتند.", "2500000"),
    ("fa", "۲۵\u200cهزار خانواده ثبت شدند.", "25000"),
    ("fa", "بیست و سه هزار و دویست نفر آمدند.", "23200"),
    ("ps", "۱٬۶۴۰٫۵ ټنه اوړه ورسول شول.", "1640.5"),
    ("ps", "۲٫۵ میلیونه کسان راستانه شول.", "2500000"),
    ("ps", "1,640 کورنۍ ثبت شوې.", "1640"),
]
PERCENTAGES = [
    ("fr", "Soit 63 % du total."),
    ("fr", "Soit 63\u202f% du total."),
    ("fr", "Soit 63 pour cent du total."),
    ("fr", "Soit soixante-trois pour cent du total."),
    ("es", "Es el 63 % del total."),
    ("es", "Es el 63 por ciento del total."),
    ("pt", "São 63% do total."),
    ("pt", "São 63 por cento do total."),
    ("ru", "Это 63 % всех жителей."),
    ("ru", "Это 63 процента всех жителей."),
    ("ru", "Это шестьдесят три процента всех жителей."),
    ("de", "Das sind 63 % der Fläche."),
    ("de", "Das sind 63 Prozent der Fläche."),
    ("de", "Das sind dreiundsechzig Prozent der Fläche."),
    ("ar", "يمثل ذلك ٦٣٪ من المجموع."),
    ("ar", "يمثل ذلك %63 من المجموع."),
    ("ar", "يمثل ذلك ٪ ٦٣ من المجموع."),
    ("ar", "يمثل ذلك 63 في المائة من المجموع."),
    ("ar", "النساء و٦٣٪ من الأطفال."),
    ("ar", "يمثل ذلك \u2066٦٣٪\u2069 من المجموع."),
    ("ur", "یہ کل کا ۶۳ فیصد ہے۔"),
    ("ur", "یہ کل کا 63% ہے۔"),
    ("ur", "یہ کل کا %63 ہے۔"),
    ("fa", "این ۶۳ درصد کل است."),
    ("fa", "این ۶۳٪ کل است."),
    ("ps", "دا د ټولو ۶۳ سلنه ده."),
    ("ps", "دا د ټولو ٪۶۳ ده."),
]
DAYS = [
    ("fr", "Le délai court jusqu’au 3 mars 2025.", "3 mars 2025"),
    ("fr", "Le délai court jusqu’au 3ème mars 2025.", "3ème mars 2025"),
    ("es", "El plazo vence el 3 de marzo de 2025.", "3 de marzo de 2025"),
    ("es", "El plazo vence el lunes, 3 de marzo de 2025.", "lunes, 3 de marzo de 2025"),
    ("pt", "O prazo termina em 3 de março de 2025.", "3 de março de 2025"),
    ("ru", "Срок истекает 3 марта 2025 г.", "3 марта 2025 г."),
    ("de", "Die Frist endet am 3. März 2025.", "3. März 2025"),
    ("ar", "تنتهي المهلة في ٣ مارس ٢٠٢٥.", "٣ مارس ٢٠٢٥"),
    ("ar", "تنتهي المهلة في 3 آذار/مارس 2025.", "3 آذار/مارس 2025"),
    ("ur", "مہلت ۳ مارچ ۲۰۲۵ء کو ختم ہو گی۔", "۳ مارچ ۲۰۲۵ء"),
    ("fa", "مهلت در ۳ مارس ۲۰۲۵ پایان می\u200cیابد.", "۳ مارس ۲۰۲۵"),
    ("fa", "مهلت در ۳ مارچ ۲۰۲۵ پایان می\u200cیابد.", "۳ مارچ ۲۰۲۵"),
    ("ps", "موده د ۳ مارچ ۲۰۲۵ پای ته رسېږي.", "۳ مارچ ۲۰۲۵"),
]
NO_FIGURES = [
    ("fr", "Un homme et une femme ont été relâchés ; des milliers d’autres attendent."),
    ("fr", "Un gouvernement neuf a été formé à Kaboul."),
    ("es", "Un hombre y una mujer fueron liberados; miles esperan."),
    ("pt", "Um homem e uma mulher foram libertados; milhares esperam."),
    ("ru", "Один мужчина и одна женщина освобождены, тысячи ждут."),
    ("de", "Ein Mann und eine Frau wurden freigelassen, Millionen warten."),
    ("ar", "أفرج عن واحد منهم وينتظر الآلاف في المعبر."),
    ("ur", "ایک شخص کو رہا کیا گیا اور ہزاروں انتظار کر رہے ہیں۔"),
    ("fa", "یک نفر آزاد شد و هزاران نفر در انتظارند."),
    ("ps", "یو کس خوشې شو او زرګونه نور انتظار باسي."),
]
NAMED = [
    ("fr", "l’article 5 de la Constitution"),
    ("fr", "selon la résolution 2593 (2021) du Conseil"),
    ("es", "según el artículo 5 de la Constitución"),
    ("pt", "nos termos do artigo 5 da Constituição"),
    ("ru", "согласно статье 5 Конституции"),
    ("ru", "в резолюции 2593 (2021) Совета"),
    ("de", "nach Artikel 5 der Verfassung"),
    ("de", "siehe Seite 12 und Tabelle 3"),
    ("ar", "عملا بالمادة ٥ من الدستور"),
    ("ar", "بموجب القرار 2593 (2021)"),
    ("ur", "دفعہ ۵ کے تحت"),
    ("fa", "بر پایهٔ ماده ۵ قانون"),
    ("ps", "د ماده ۵ له مخې"),
]


NAMED_NUMBERS = {
    "fr": "la résolution 2254, la loi n° 2021-1104, le règlement (UE) 2016/679, § 5, tél. 01 42 34 56 78",
    "es": "la resolución 2254, la Ley 39/2015, el Real Decreto 203/2021, § 5, teléfono 91 123 45 67",
    "de": "die Resolution 2254, die Verordnung 2016/679, die Richtlinie 2004/38/EG, § 5 Abs. 2, Tel. 030 1234567",
    "pt": "a resolução 2254, a Lei 13.709/2018, a Lei n.º 39/2015, tel. 21 123 45 67",
    "ru": "резолюция 2254, закон № 152, закон 152-ФЗ, тел. 8 495 123 45 67",
    "ar": "القرار 2254، القانون رقم 12، المادة 5، هاتف 021234567",
    "ur": "قرارداد 2254، دفعہ 5، قانون 12، فون 021234567",
    "fa": "قطعنامه 2254، ماده 5، تلفن 021234567",
    "ps": "ماده 5، قانون 12، ټیلیفون 021234567",
}


@pytest.mark.parametrize("language", NAMED_NUMBERS)
def test_numbers_of_laws_and_telephones_are_names(language: str) -> None:
    text = NAMED_NUMBERS[language]
    named = set[int]()
    for start, end in identifiers(text, frozenset(), language):
        named.update(range(start, end))
    assert [text[at:] for at, sign in enumerate(text) if sign.isdigit() and at not in named] == []


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "3 500 personnes de cette loi"), ("de", "Die Richtlinie nennt 3500 Menschen"), ("ur", "3500 افراد")],
)
def test_figures_beside_such_words_are_none(language: str, text: str) -> None:
    assert list(identifiers(text, frozenset(), language)) == []


@pytest.mark.parametrize(("language", "text", "amount"), NUMBERS)
def test_a_number_is_read_as_it_is_written_in_its_language(language: str, text: str, amount: str) -> None:
    assert Decimal(amount) in [value for mention in find(text, language) for value in mention.amounts[:1]]


@pytest.mark.parametrize(("language", "text"), PERCENTAGES)
def test_a_percentage_is_one_in_signs_and_in_words(language: str, text: str) -> None:
    assert [(mention.amounts, mention.unit) for mention in find(text, language)] == [((Decimal(63),), "%")]


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "cent pour cent"), ("de", "hundert Prozent"), ("pt", "cem por cento"), ("ur", "سو فیصد")],
)
def test_a_word_that_is_no_figure_alone_is_one_before_per_cent(language: str, text: str) -> None:
    assert [(mention.amounts, mention.unit) for mention in find(text, language)] == [((Decimal(100),), "%")]


@pytest.mark.parametrize(("language", "text", "written"), DAYS)
def test_a_day_is_found_whole(language: str, text: str, written: str) -> None:
    (mention,) = find(text, language)
    assert mention.text == written
    assert [(day.year, day.month, day.day) for day in mention.days] == [(2025, 3, 3)]


@pytest.mark.parametrize(
    ("language", "text", "amount"), [("ar", "اثني\u00a0عشر شخصا", "12"), ("pt", "o dobro\u00a0do previsto", "2")]
)
def test_words_of_a_number_are_joined_by_any_space(language: str, text: str, amount: str) -> None:
    assert [mention.amounts for mention in find(text, language)] == [(Decimal(amount),)]


@pytest.mark.parametrize(("language", "text"), NO_FIGURES)
def test_articles_and_vague_amounts_are_no_figures(language: str, text: str) -> None:
    assert find(text, language) == []


@pytest.mark.parametrize(("language", "text"), NAMED)
def test_a_number_behind_its_label_is_part_of_a_name(language: str, text: str) -> None:
    mentions = find(text, language)
    named = list(identifiers(with_plain_digits(text), frozenset(), language))
    assert mentions
    for mention in (each for each in mentions if each.kind not in FIGURES):
        assert any(start <= mention.start and mention.end <= end for start, end in named), mention.text


@pytest.mark.parametrize("language", languages())
def test_digits_of_every_kind_are_found_in_every_language(language: str) -> None:
    for written in ("4321", "٤٣٢١", "۴۳۲۱", "4\u202f321", "x4321", "(4321)", "4321%", "%4321", "\u20664321\u2069"):
        text = f"abc {written} def"
        covered = {at for mention in find(text, language) for at in range(mention.start, mention.end)}
        assert {at for at, character in enumerate(text) if character.isdecimal()} <= covered, written


@pytest.mark.parametrize("language", ["ar", "fa", "ps", "ur"])
def test_a_day_of_another_calendar_is_no_gregorian_one(language: str) -> None:
    (mention,) = find("abc ۱۴۰۳/۱۲/۰۳", language)
    assert (mention.kind, mention.days) == (MentionKind.MARK, ())


@pytest.mark.parametrize("language", [name for name in languages() if guards(name)[IN_WORDS]])
def test_the_finder_reads_back_every_number_in_words_that_a_brief_prints(language: str) -> None:
    assert IN_WORDS in GUARDS
    words = NumberWords.of(Locale(language))
    for number in (*range(11, 100), *range(102, 1000, 37), 1_234, 12_345, 200_300, 999_999):
        if words.cardinals == "none" or words.agrees(number):
            continue
        said = words.said(number) if words.names else str(num2words(number, lang=language))
        if said.casefold() not in vocabulary_of(language).number_words_alone:
            assert [mention.amounts[0] for mention in find(said, language)] == [number], said


@pytest.mark.parametrize("language", languages())
def test_a_language_has_a_word_for_a_percentage_and_no_word_twice(language: str) -> None:
    words = vocabulary_of(language)
    assert words.words("percent")
    assert words.breaks
    assert words.scales
    alone = {word for each in words.number_words_alone for word in each.split()}
    assert words.has_grammar or alone <= set(words.number_words)
