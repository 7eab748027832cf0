"""Typed figures in texts of other languages, what words beside printed ones make of them, and what is not read."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest

from briefgen.content import Folder, house_assets
from briefgen.languages import GUARDS, guards, languages
from briefgen.pipeline import check
from briefgen.workspace import Workspace
from tests.commands import briefgen
from tests.desk import EDITION, FILES, write_desk

# Each sentence with the figures that nothing binds; BG214 is a number in words.
SENTENCES = [
    ("fr", "Le HCR a recensé 1 640,5 milliers de retours au poste de Torkham.", ["BG201"]),
    ("fr", "Le ministère chiffre les besoins à 2,4 milliards de dollars, couverts à 63 %.", ["BG201", "BG201"]),
    ("fr", "Trois cent douze écoles ont fermé dans la province.", ["BG214"]),
    ("fr", "L’article 5 de l’accord et l’annexe 2 restent en vigueur ; un ministre l’a confirmé.", []),
    ("de", "Bis zum 3. März 2025 kehrten 1.640 Familien zurück.", ["BG201", "BG201"]),
    ("de", "Das Auswärtige Amt stellt 2,5 Mio. Euro bereit.", ["BG201"]),
    ("de", "Siebenunddreißig Schulen wurden geschlossen.", ["BG214"]),
    ("de", "Nach Artikel 5 des Abkommens und Seite 12 des Berichts ist das eine Frage der Auslegung.", []),
    ("es", "La ACNUR registró 1.640,5 toneladas y el 63 % de los hogares.", ["BG201", "BG201"]),
    ("es", "El acuerdo vence el 3 de marzo de 2025.", ["BG201"]),
    ("es", "Cerraron treinta y siete escuelas.", ["BG214"]),
    ("es", "El artículo 5 del acuerdo sigue vigente, según una fuente del ministerio.", []),
    ("pt", "O programa atende 2,5 milhões de pessoas, 63% delas mulheres.", ["BG201", "BG201"]),
    ("pt", "Fecharam trinta e sete escolas.", ["BG214"]),
    ("pt", "O artigo 5 do acordo continua em vigor, disse um porta-voz.", []),
    ("ru", "За неделю вернулись 1 640 семей, из них 63 % через Торхам.", ["BG201", "BG201"]),
    ("ru", "Потребности оцениваются в 2,4 млрд долларов.", ["BG201"]),
    ("ru", "Закрыты тридцать семь школ.", ["BG214"]),
    ("ru", "Статья 5 соглашения остаётся в силе, сообщил один из министров.", []),
    ("ar", "عاد ١٬٦٤٠ شخصا و٦٣٪ منهم نساء.", ["BG201", "BG201"]),
    ("ar", "بلغت الاحتياجات 2.4 مليار دولار.", ["BG201"]),
    ("ar", "أغلقت سبع وثلاثون مدرسة.", ["BG214"]),
    ("ar", "ما زالت المادة ٥ من الاتفاق سارية، حسب أحد الوزراء.", []),
    ("ur", "طورخم سے ۱٬۶۴۰ خاندان واپس آئے، جن میں %63 بچے ہیں۔", ["BG201", "BG201"]),
    ("ur", "حکومت نے 25 لاکھ روپے مختص کیے۔", ["BG201"]),
    ("ur", "سینتیس سکول بند ہوئے۔", ["BG214"]),
    ("ur", "معاہدے کی دفعہ 5 بدستور نافذ ہے، ایک وزیر نے کہا۔", []),
    ("fa", "۱٬۶۴۰ خانواده بازگشتند و ۶۳ درصد آنان کودک\u200cاند.", ["BG201", "BG201"]),
    ("fa", "نیازها ۲٫۴ میلیارد دالر برآورد شده است.", ["BG201"]),
    ("fa", "سی و هفت مکتب بسته شد.", ["BG214"]),
    ("fa", "ماده ۵ توافقنامه همچنان نافذ است، یک وزیر گفت.", []),
    ("ps", "۱٬۶۴۰ کورنۍ راستنې شوې، ۶۳ سلنه یې ماشومان دي.", ["BG201", "BG201"]),
    ("ps", "د ۲۰۲۵ کال د مارچ تر ۳ نېټې پورې.", ["BG201", "BG201"]),
    ("ps", "د تړون ماده ۵ لا هم نافذه ده.", []),
]
BESIDE = [
    ("fr", "{{ landings }} millions", "millions"),
    ("fr", "{{ landings }} pour cent", "pour cent"),
    ("fr", "{{ landings }} dollars", "dollars"),
    ("fr", "{{ landings }} d’euros", "d’euros"),
    ("es", "{{ landings }} de euros", "de euros"),
    ("de", "{{ landings }} Mio. Euro", "Mio"),
    ("de", "{{ landings }} Prozentpunkte", "Prozentpunkte"),
    ("es", "{{ landings }} mil", "mil"),
    ("pt", "{{ landings }} milhões", "milhões"),
    ("ru", "{{ landings }} млн", "млн"),
    ("ar", "{{ landings }} مليون", "مليون"),
    ("ur", "{{ landings }} لاکھ", "لاکھ"),
    ("ur", "{{ landings }} فیصد", "فیصد"),
    ("fa", "{{ landings }} میلیون", "میلیون"),
    ("ps", "{{ landings }} سلنه", "سلنه"),
]


HEDGED = [
    ("en", "xyz {{ about }} or so", "or so"),
    ("fr", "un peu plus de {{ about }} xyz", "un peu plus de"),
    ("fr", "xyz {{ about }} environ", "environ"),
    ("de", "schätzungsweise {{ about }} xyz", "schätzungsweise"),
    ("es", "poco más de {{ about }} xyz", "poco más de"),
    ("pt", "por volta de {{ about }} xyz", "por volta de"),
    ("ru", "без малого {{ about }} xyz", "без малого"),
    ("ar", "ما يزيد على {{ about }} xyz", "ما يزيد على"),
    ("ar", "xyz {{ about }} على الأقل", "على الأقل"),
    ("ur", "xyz {{ about }} سے زائد", "سے زائد"),
    ("fa", "بالغ بر {{ about }} تقریباً", "بالغ بر"),
    ("ps", "xyz {{ about }} څخه زیات", "څخه زیات"),
]
PROPOSED = [
    ("fr", "Le plan coûte 12 millions d’euros.", ("value: 12000000", "unit: EUR")),
    ("fr", "Le budget est de 3,5 Md€.", ("value: 3500000000\n", "unit: EUR")),
    ("fr", "La séance ouvre à 14 h 30.", ("value: 14:30",)),
    ("de", "Die Sitzung beginnt um 14.30 Uhr.", ("value: 14:30",)),
    ("pt", "A sessão abre às 14h30.", ("value: 14:30",)),
    ("ru", "План стоит 12 млн рублей.", ("unit: RUB",)),
    ("ur", "منصوبے پر 3 کروڑ روپے خرچ ہوں گے۔", ("value: 30000000", "unit: PKR")),
    ("ar", "بلغت الكلفة ٣ مليارات دولار.", ("value: 3000000000", "unit: USD")),
]


def found(folder: Path, paragraphs: list[str]) -> dict[int, list[tuple[str, str]]]:
    """The faults of paragraphs of one section, by the number of each, with what is marked."""
    text = "\n\n".join(paragraphs)
    content = write_desk(folder, {"/sections/30-more.md": f"---\ntitle: More\n---\n\n{text}\n"})
    faults = check(Workspace(Folder(content), house_assets(), folder / "out"), EDITION).diagnostics
    lines, by_paragraph = text.splitlines(), defaultdict[int, list[tuple[str, str]]](list)
    for fault in faults:
        shown = lines[fault.place.line - 5][fault.place.column - 1 :][: fault.place.width]
        if fault.code in ("BG201", "BG214", "BG215"):
            by_paragraph[(fault.place.line - 5) // 2].append((fault.code, shown))
    return by_paragraph


def test_words_that_make_an_approximate_figure_so_again_are_found_on_both_of_its_sides(tmp_path: Path) -> None:
    assert {language for language, _, _ in HEDGED} == set(languages())
    lines = [f"[{text}]{{lang={language}}}" for language, text, _ in HEDGED]
    about = "\nabout: {value: 77, unit: boats, approx: true, label: At sea, source: {id: survey, at: page 5}}\n"
    section = "---\ntitle: More\n---\n\n" + "\n\n".join(lines) + "\n"
    facts = FILES[f"{EDITION}/facts.yaml"] + about
    content = write_desk(tmp_path, {"/sections/30-more.md": section, "/facts.yaml": facts})
    faults = check(Workspace(Folder(content), house_assets(), tmp_path / "out"), EDITION).diagnostics
    for number, (_, text, words) in enumerate(HEDGED):
        found = [each for each in faults if each.code == "BG215" and each.place.line == 5 + 2 * number]
        assert [lines[number][each.place.column - 1 :][: each.place.width] for each in found] == [words], text


def test_a_typed_figure_is_proposed_as_the_fact_that_it_is_in_every_language(tmp_path: Path) -> None:
    text = "\n\n".join(f"[{sentence}]{{lang={language}}}" for language, sentence, _ in PROPOSED)
    content = write_desk(tmp_path, {"/sections/30-more.md": f"---\ntitle: More\n---\n\n{text}\n"})
    faults = check(Workspace(Folder(content), house_assets(), tmp_path / "out"), EDITION).diagnostics
    hints = {(fault.place.line - 5) // 2: fault.hint for fault in faults if fault.code in ("BG201", "BG214")}
    for number, (_, sentence, words) in enumerate(PROPOSED):
        assert all(word in hints[number] for word in words), (sentence, hints[number])


def test_planted_figures_are_found_in_every_language_and_no_others(tmp_path: Path) -> None:
    assert {language for language, _, _ in SENTENCES} == set(languages()) - {"en"}
    faults = found(tmp_path, [f"[{text}]{{lang={language}}}" for language, text, _ in SENTENCES])
    for number, (_, text, codes) in enumerate(SENTENCES):
        assert [code for code, _ in faults[number]] == codes, (text, faults[number])


def test_words_beside_a_printed_figure_make_another_one_of_it_in_every_language(tmp_path: Path) -> None:
    faults = found(tmp_path, [f"[{text} xyz]{{lang={language}}}" for language, text, _ in BESIDE])
    for number, (_, text, words) in enumerate(BESIDE):
        assert faults[number] == [("BG215", words)], text


@pytest.mark.parametrize(("language", "is_noted"), [("en-GB", False), ("de", True)])
def test_check_says_once_what_it_does_not_look_for(tmp_path: Path, language: str, is_noted: bool) -> None:
    write_desk(tmp_path, {"desk.yaml": FILES["desk.yaml"].replace("language: en-GB", f"language: {language}")})
    done = briefgen(tmp_path, "check", "--strict", "--format", "json")
    notes = [row for row in json.loads(done.stdout) if row["code"] == "BG231"]
    assert [row["severity"] for row in notes] == ["note"] * is_noted
    assert all("ranges, bounds" in row["message"] and "words of size" not in row["message"] for row in notes)


def test_a_guard_is_named_for_what_a_language_lacks() -> None:
    assert set(guards("en").values()) == {True}
    assert [guard for guard in GUARDS if not guards("fa")[guard]] == [
        guard for guard, (_, key) in GUARDS.items() if key == "grammar"
    ]
