"""What is said of a typed figure, and that it helps: the fact that prints it, or an entry that can be pasted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from briefgen.content import Folder, house_assets
from briefgen.errors import Diagnostic
from briefgen.model.fact import Ledger
from briefgen.pipeline import check
from briefgen.workspace import Workspace
from tests.desk import EDITION, FILES, write_desk
from tests.fuzz import limited

FACTS = FILES[f"{EDITION}/facts.yaml"]
WITHOUT = "write the sentence without it, or add a fact; a name goes into edition.yaml:"
SECTION = "---\ntitle: More\n---\n\n"


def found(folder: Path, text: str, changes: Mapping[str, str | None] | None = None) -> tuple[Diagnostic, ...]:
    content = write_desk(folder, {"/sections/30-more.md": f"{SECTION}{text}\n", **(changes or {})})
    return check(Workspace(Folder(content), house_assets(), folder / "out"), EDITION).diagnostics


@pytest.mark.sample(6)
@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("12,480 tonnes", "write {{ landings }} (Landings)"),
        ("12 480 tonnes", "write {{ landings }} (Landings), which prints 12,480"),
        ("8%", "write {{ rise }} (Rise of the landings)"),
        ("8 per cent", "write {{ rise }} (Rise of the landings), which prints 8%"),
        ("1 June 2031", "write {{ vote }} (vote on the quota)"),
        ("Sunday 1 June 2031", "write {{ vote | weekday_long }} (vote on the quota)"),
        ("1 June", "write {{ vote | day_month }} (vote on the quota)"),
        (
            "in 2030",
            "write {{ landings | period }} (Landings) or {{ quota | period }} (Quota)"
            " or {{ excess | period }} (Landed above the quota)",
        ),
        ("Sunday 1 June", "write {{ vote | weekday }} {{ vote | day_month }} (vote on the quota)"),
        ("1 Jun 2031", "write {{ vote | short }} (vote on the quota)"),
        ("50km", 'set a space between the figure and "km": no fact is printed with letters that touch it'),
        ("0815 Zulu", 'add it to edition.yaml, if it is a name: names: ["0815 Zulu"]'),
        ("7/8", "make a fact of each of the two numbers, and write both here, or one of the percentage"),
        (
            "1870s",
            "add to facts.yaml, and write {{ decade }} here:\n"
            "decade:\n  value: 1870s\n  label: Decade\n  source: {id: ..., at: ...}",
        ),
        ("~4,321 boats", 'write "about" for "~", and check again: no fact is printed beside a sign'),
        ("5x more", 'write "5 times", and check again'),
        ("a 3-fold rise", 'write "3 times", and check again'),
        ("12.5m", 'write "12.5 million" or "12.5 metres", whichever is meant, and check again'),
        ("Hull-16", 'add it to edition.yaml, if it is a name: names: ["Hull-16"]'),
        (
            "two boats",
            "add to facts.yaml, and write {{ boats | words }} here:\n"
            "boats:\n  value: 2\n  unit: boats\n  label: Boats\n  source: {id: ..., at: ...}",
        ),
    ],
)
def test_the_hint_says_what_to_type(tmp_path: Path, text: str, hint: str) -> None:
    (fault,) = found(tmp_path, f"It says {text}.")
    assert fault.hint == hint


@pytest.mark.sample(4)
@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("4,321 boats", "boats", ("4321", "boats")),
        ("12.5 %", "share", ("12.5", "%")),
        ("£12.4m", "figure | compact", ("12400000", "GBP")),
        ("£12.44m", "figure", ("12440000", "GBP")),
        ("3.5 billion", "figure | compact", ("3500000000", "")),
        ("38th", "figure | ordinal", ("38", "")),
        ("Berth 9 shows", "berth_shows", ("9", "")),
        ("9.321 tonnes", "tonnes", ("9.321", "tonnes")),
        ("9.321 million", "figure", ("9321000", "")),
        ("4,000-pound", "pound", ("4000", "")),
    ],
)
def test_the_entry_of_the_hint_can_be_pasted(tmp_path: Path, text: str, key: str, value: tuple[str, str]) -> None:
    (fault,) = found(tmp_path, f"It says {text} in all.")
    ledger = pasted(tmp_path / "again", [fault], f"It says {{{{ {key} }}}} in all.")
    assert f"write {{{{ {key} }}}} here" in fault.hint
    fact = ledger[key.partition(" | ")[0]]
    assert (str(fact.value.amount), fact.value.unit) == value


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("£12,480", "cost: {value: 12480, unit: EUR, label: Cost, source: {id: survey, at: page 1}}"),
        ("12,480 boats", ""),
        ("12.48 thousand tonnes", ""),
        ("8 tonnes", ""),
        ("7,500 nets", "nets: {value: 7500, unit: boats, label: Nets and boats, source: {id: survey, at: page 1}}"),
        ("77%", "nets: {value: 77, unit: boats, label: Boats, source: {id: survey, at: page 1}}"),
    ],
)
def test_no_fact_of_another_unit_and_none_that_prints_otherwise_is_proposed(
    tmp_path: Path, text: str, facts: str
) -> None:
    hints = [fault.hint for fault in found(tmp_path, f"Then {text} came.", {"/facts.yaml": f"{FACTS}\n{facts}\n"})]
    assert any("add to facts.yaml" in hint for hint in hints)


@pytest.mark.parametrize(
    ("text", "id_and_label"),
    [
        ("In Hull 40 boats sank.", "hull_boats: Hull boats sank"),
        ("The council met 14 envoys from Bergen.", "council_met_envoys_bergen: Council met envoys from Bergen"),
        ("| Port | Lost boats |\n| --- | --- |\n| Hull | 40 |\n", "hull_lost_boats: Hull, Lost boats"),
        ("It is 41.", "figure: Figure"),
    ],
)
def test_ids_and_labels_come_from_the_words_around(tmp_path: Path, text: str, id_and_label: str) -> None:
    (hint,) = [fault.hint for fault in found(tmp_path, text) if fault.code == "BG201"]
    name, label = id_and_label.split(": ")
    assert hint.partition(":\n")[2].startswith(f"{name}:\n")
    assert f"  label: {label}\n" in hint


def test_the_entries_of_several_hints_can_be_pasted_together(tmp_path: Path) -> None:
    text = "There came 12 boats and 14 boats; 12 boats stayed.\n\nThen 77 was seen, and 78, and 14 boats."
    faults = found(tmp_path, text)
    keys = [fault.hint.partition("{{ ")[2].partition(" }}")[0] for fault in faults]
    assert keys == ["boats", "boats_2", "boats", "seen", "figure", "boats_2"]
    ledger = pasted(tmp_path / "again", faults, " and ".join(f"{{{{ {key} }}}}" for key in keys) + " came.")
    assert [str(ledger[key].value.amount) for key in keys] == ["12", "14", "12", "77", "78", "14"]


@pytest.mark.parametrize(
    ("text", "shown", "key", "value"),
    [
        (
            "35 million to 40 million people",
            "35 million to 40 million",
            "people | compact | to",
            "35000000 to 40000000",
        ),
        ("3–4 million tonnes", "3-4 million", "tonnes | compact", "3000000 to 4000000"),
        ("10–15%", "10-15%", "share", "10 to 15"),
        ("between 15 and 71 boats", "between 15 and 71", "boats | between", "15 to 71"),
        ("between four and six boats", "between four and six", "boats | words | between", "4 to 6"),
        ("more than 90%", "more than 90%", "share", "more than 90"),
        ("over 90%", "over 90%", "share | over", "more than 90"),
        ("up to 21 boats", "up to 21", "boats", "up to 21"),
        ("At least 21 boats", "At least 21", "boats | capital", "at least 21"),
        ("fewer than seven boats", "fewer than seven", "boats | words", "fewer than 7"),
    ],
)
def test_a_range_is_one_figure(tmp_path: Path, text: str, shown: str, key: str, value: str) -> None:
    units = {"desk.yaml": FILES["desk.yaml"].replace("  tonnes: tonne\n", "  tonnes: tonne\n  people: person\n")}
    (fault,) = found(tmp_path, f"It says {text} in all.", units)
    assert f'"{shown}"' in fault.message
    assert f"write {{{{ {key} }}}} here" in fault.hint
    ledger = pasted(tmp_path / "again", [fault], f"It says {{{{ {key} }}}} in all.", units)
    assert ledger[key.partition(" | ")[0]].value.text == value
    ranged = {"/facts.yaml": f"{FACTS}\n{fault.hint.partition('here:')[2]}\n", **units}
    ranged["/facts.yaml"] = ranged["/facts.yaml"].replace("...,", "survey,").replace("...", "page 1")
    hints = [each.hint for each in found(tmp_path / "known", f"Now {text}.", ranged)]
    assert any(hint.startswith(f"write {{{{ {key} }}}} (") for hint in hints)


@pytest.mark.parametrize(
    ("text", "form", "value"),
    [
        ("A third of boats", "fraction | capital", "33"),
        ("two fifths of boats", "fraction", "40"),
        ("nine in ten boats", "fraction", "90"),
        ("half of the boats", "fraction", "50"),
    ],
)
def test_fractions_in_words_are_facts_in_percent(tmp_path: Path, text: str, form: str, value: str) -> None:
    (fault,) = found(tmp_path, f"{text} came.")
    assert f"| {form} }}}} here" in fault.hint
    assert f'value: {value}\n  unit: "%"' in fault.hint
    key = fault.hint.partition("{{ ")[2].partition(" }}")[0]
    assert (
        str(pasted(tmp_path / "again", [fault], f"{{{{ {key} }}}} of them came.")[key.split()[0]].value.amount) == value
    )
    known = f"{FACTS}\nthird: {{value: {value}, unit: '%', label: x, source: {{id: survey, at: page 1}}}}\n"
    hints = [fault.hint for fault in found(tmp_path / "known", f"{text} came.", {"/facts.yaml": known})]
    assert any(f"write {{{{ third | {form} }}}}" in hint for hint in hints)


def test_so_many_in_so_many_are_one_figure(tmp_path: Path) -> None:
    (fault,) = found(tmp_path, "It says 3 in 10 boats.")
    key = fault.hint.partition("{{ ")[2].partition(" }}")[0]
    assert f"{key}:\n  value: 3 in 10\n" in fault.hint
    assert pasted(tmp_path / "again", [fault], f"It says {{{{ {key} }}}} in all.")[key].value.unit == "in 10"
    known = f"{FACTS}\nit: {{value: 3 in 10, label: x, source: {{id: survey, at: page 1}}}}\n"
    hints = [each.hint for each in found(tmp_path / "known", "It says 3 in 10 boats.", {"/facts.yaml": known})]
    assert any(hint.startswith("write {{ it }}") for hint in hints)


@pytest.mark.parametrize(
    ("text", "shown", "key", "entry"),
    [
        ("12 per 100,000", "12 per 100,000", "says_all", "value: 12\n  unit: per 100,000"),
        (
            "3 deaths per 1,000 births",
            "3 deaths per 1,000 births",
            "deaths | unit",
            "value: 3\n  unit: deaths per 1,000 births",
        ),
        ("12.5 per thousand", "12.5 per thousand", "per_thousand", "value: 12.5\n  unit: per thousand"),
        ("AFN 75 per USD", "AFN 75 per USD", "afn_all | unit", "value: 75\n  unit: AFN per USD"),
        ("more than 12 per 1,000", "more than 12 per 1,000", "says_all", "value: more than 12\n  unit: per 1,000"),
        ("one in three boats", "one in three", "boats | words", "value: 1 in 3"),
        ("3–5 May 2031", "3-5 May 2031", "says_all", "value: 2031-05-03/2031-05-05"),
        ("28 April to 2 May 2031", "28 April to 2 May 2031", "says_all | to", "value: 2031-04-28/2031-05-02"),
        ("3 to 5 May", "3 to 5 May", "says_all | day_month | to", "value: 2031-05-03/2031-05-05"),
        ("28 Apr – 2 May 2031", "28 Apr - 2 May 2031", "says_all | short", "value: 2031-04-28/2031-05-02"),
        ("March to May 2031", "March to May 2031", "says_all | to", "value: 2031-03/2031-05"),
        ("14:30", "14:30", "says_all", "value: 14:30"),
        ("9 a.m.", "9 a.m.", "says_all | am_pm", "value: 09:00"),
        ("14:30 GMT", "14:30 GMT", "says_all", "value: 14:30 GMT"),
    ],
)
def test_rates_times_and_spans_of_days_are_one_figure(
    tmp_path: Path, text: str, shown: str, key: str, entry: str
) -> None:
    """What is proposed is taken by the next check, prints what was typed, and is proposed again where it is known."""
    (fault,) = found(tmp_path, f"It says {text} in all.")
    assert f'"{shown}"' in fault.message
    name, _, forms = fault.hint.partition("{{ ")[2].partition(" }}")[0].partition(" | ")
    assert forms == key.partition(" | ")[2]
    assert fault.hint.partition(f"\n{name}:\n  ")[2].startswith(f"{entry}\n")
    braces = f"{{{{ {name} | {forms} }}}}" if forms else f"{{{{ {name} }}}}"
    pasted(tmp_path / "again", [fault], f"It says {braces} in all.")
    ledger = f"{FACTS}\n{fault.hint.partition('here:')[2]}\n".replace("...,", "survey,").replace("...", "page 1")
    hints = [each.hint for each in found(tmp_path / "known", f"Now {text} came.", {"/facts.yaml": ledger})]
    assert [hint for hint in hints if hint.startswith(f"write {braces} (")]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("75 AFN per USD", "AFN 75 per USD"),
        ("6pm", "6 p.m."),
        ("1 in every 5", "1 in 5"),
        ("3rd to 5th May 2031", "3 to 5 May 2031"),
        ("between 3 May and 5 May 2031", "between 3 and 5 May 2031"),
        ("May 3–5, 2031", "3-5 May 2031"),
        ("16 – 21 Sept 2031", "16-21 Sept 2031"),
        ("1 to 31 May 2031", "May 2031"),
        ("28 February–3 March", "28 February - 3 March"),
        ("$5 billion", "US$5 billion"),
    ],
)
def test_the_house_style_of_rates_and_times_is_told(tmp_path: Path, text: str, printed: str) -> None:
    (fault,) = found(tmp_path, f"It says {text} in all.")
    assert f"which prints {printed}:" in fault.hint


@pytest.mark.parametrize("day", ["29 February 2031", "31 April", "31 June 2030"])
def test_no_other_day_is_proposed_for_one_that_there_is_not(tmp_path: Path, day: str) -> None:
    (fault,) = found(tmp_path, f"It met on {day} in all.")
    assert fault.hint == "there is no such day in the calendar: look the date up"


@pytest.mark.parametrize("language", ["en-GB", "en-US"])
def test_a_bare_sign_means_the_desks_own_currency(tmp_path: Path, language: str) -> None:
    own = FILES["desk.yaml"].replace("language: en-GB", f"language: {language}") + "numbers: {currency: AUD}\n"
    assert "language: en-US" in own or language == "en-GB"
    quoted = 'aid: {value: 5, unit: AUD, label: Aid, quote: "gave $5", source: {id: survey, at: page 9}}\n'
    files = {"desk.yaml": own, "/facts.yaml": f"{FACTS}\n{quoted}"}
    faults = found(tmp_path, "It gave $250 million, then $5, then 12 million dollars. {{ aid }} came.", files)
    assert {fault.code for fault in faults} == {"BG201", "BG226"}  # of which the latter misses the source's text
    hints = [fault.hint for fault in faults if fault.code == "BG201"]
    assert "value: 250000000\n  unit: AUD" in hints[0] and "which prints" not in hints[0]
    assert hints[1] == "write {{ aid }} (Aid)"
    assert "value: 12000000\n  unit: AUD" in hints[2]


@pytest.mark.parametrize(
    "text",
    [
        "3 boats per day and 1,000 boats",
        "5 and 6 May 2031",
        "7 to 5 May 2031",
        "29 February 2031 to 2 March 2031",
        "31 April to 2 May 2031",
        "5 May 2032 to 3 May 2031",
    ],
)
def test_two_figures_that_are_no_rate_and_no_span(tmp_path: Path, text: str) -> None:
    assert len(found(tmp_path, f"It says {text} in all.")) == 2


@pytest.mark.parametrize(
    "text", ["from 40 to 35 boats", "it rose from 40 to 45 boats", "12 and 14 boats", "14 to 12 boats"]
)
def test_two_figures_that_are_no_range(tmp_path: Path, text: str) -> None:
    assert len(found(tmp_path, f"It says {text}.")) == 2


@pytest.mark.slow
@pytest.mark.parametrize("numbers", [[5] * 9000, [5, 6] * 4500, range(1000, 4500)], ids=["same", "two", "all differ"])
def test_thousands_of_figures_in_one_text_are_each_reported(tmp_path: Path, numbers: Sequence[int]) -> None:
    with limited():
        faults = found(tmp_path, " ".join(map(str, numbers)))
    assert len(faults) == len(numbers)
    keys = {fault.hint.partition("{{ ")[2].partition(" }}")[0] for fault in faults}
    assert len(keys) == len(set(numbers))


def pasted(
    folder: Path,
    faults: Sequence[Diagnostic],
    text: str,
    changes: Mapping[str, str] | None = None,
    honest: Sequence[str] = (),
) -> Ledger:
    """The ledger when the entries of hints and the text are taken over, with only honest faults left."""
    proposed = dict.fromkeys(fault.hint.partition(":\n")[2].split("\nor,")[0] for fault in faults)
    entries = "\n".join(proposed).replace("{id: ..., at: ...}", "{id: survey, at: page 1}")
    content = write_desk(
        folder,
        {"/sections/30-more.md": f"{SECTION}{text}\n", "/facts.yaml": f"{FACTS}\n{entries}\n", **(changes or {})},
    )
    checked = check(Workspace(Folder(content), house_assets(), folder / "out"), EDITION)
    assert [fault for fault in checked.diagnostics if fault.code not in honest] == []
    assert checked.brief
    return checked.brief.ledger


def test_names_of_the_desk_and_of_the_edition_are_no_figures(tmp_path: Path) -> None:
    text = "Marina 47 and Hall 1200 were shut, and Marina 48 was not."
    changes = {
        "desk.yaml": FILES["desk.yaml"] + "names: [Marina 47]\n",
        "/edition.yaml": FILES[f"{EDITION}/edition.yaml"] + "names: [Hall 1200]\n",
    }
    (fault,) = found(tmp_path, text, changes)
    assert fault.message == 'figure "48" is not in the ledger'
    assert fault.hint.endswith('names: ["Marina 48"]')


@pytest.mark.parametrize(
    "text",
    [
        "See [table 1, line 3](#source:survey) and [](#figure:landed).",
        "The [survey](https://example.org/2031/12) is at <https://example.org/2031/12>.",
        "It was {{ landings | unit }}, {{ rise | signed }} on {{ before }}; {{ vote | weekday_long }}.",
        "Between {{ before }} and {{ landings }}, {{ before }}–{{ landings }}, up to ({{ landings }}).",
        "One of the first, once, at a single sitting, both of them.",
        "On Sunday, {{ vote }}, and on {{ vote | long }} (Sunday).",
        "A {{ rise | bare }}-point rise; pre-{{ edition_date | year }} boats.",
    ],
)
def test_what_is_bound_or_no_figure(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, text) == ()


def test_words_of_another_language_are_not_read_as_english_ones(tmp_path: Path) -> None:
    assert found(tmp_path, "They said [lo sciopero di dieci giorni]{lang=it}.") == ()
    assert [fault.code for fault in found(tmp_path, "They said [la grève de dix jours]{lang=fr}.")] == ["BG214"]
    assert found(tmp_path, "They said [dans dix-huit mois ten mois]{lang=ar}.") == ()
    assert [fault.code for fault in found(tmp_path, "They said [la grève de 10 jours]{lang=fr}.")] == ["BG201"]


@pytest.mark.parametrize(
    ("label", "codes"),
    [
        ("Quota of 11,000 tonnes in 2030", []),
        ("Quota of the year 2031", ["BG201"]),
        ("Quota of {{ edition_date | year }}", []),
        ("Quota after {{ nobody }}", ["BG202"]),
        ("Quota after {{ landings | long }}", ["BG208"]),
    ],
)
def test_a_label_may_say_what_its_fact_says_and_print_others(tmp_path: Path, label: str, codes: list[str]) -> None:
    changes = {"/facts.yaml": FACTS.replace("label: Quota\n", f'label: "{label}"\n')}
    assert [fault.code for fault in found(tmp_path, "More.", changes)] == codes


def test_labels_are_printed_with_their_facts(tmp_path: Path) -> None:
    label = "label: Quota, of {{ landings }} landed by {{ vote | year }}\n"
    content = write_desk(tmp_path, {"/facts.yaml": FACTS.replace("label: Quota\n", label)})
    brief = check(Workspace(Folder(content), house_assets(), tmp_path / "out"), EDITION, date(2031, 5, 5)).brief
    assert brief
    assert brief.ledger["quota"].fact.label == "Quota, of 12,480 landed by 2031"


@pytest.mark.sample(6)
@pytest.mark.parametrize(
    "text",
    [
        *("half of them", "a dozen boats", "two sides", "Two Rivers", "Twelve Boats Left", "TWO SIDES"),
        *(
            "12 sank",
            "12 dead",
            "12 killed were",
            "12 Boats",
            "Marina 12",
            "Form 12km",
            "Resolution 12%",
            "12 Years On",
        ),
        *(
            "at 14:30",
            "Hull-16",
            "978-3-16",
            "the 9/12 talks",
            "4\u200b321\tboats",
            "£\u20095 million",
            "3\u2003210 nets",
        ),
    ],
)
def test_what_a_hint_proposes_is_accepted(tmp_path: Path, text: str) -> None:
    (fault,) = found(tmp_path / "before", f"Then {text}.")
    if ": names: [" in fault.hint:
        names = fault.hint.rpartition("names: ")[2]
        header = FILES[f"{EDITION}/edition.yaml"]
        assert found(tmp_path / "named", f"Then {text}.", {"/edition.yaml": f"{header}names: {names}\n"}) == ()
    if "add to facts.yaml" in fault.hint:
        key = fault.hint.partition("{{ ")[2].partition(" }}")[0]
        again = pasted(tmp_path / "pasted", [fault], f"Then {{{{ {key} }}}} came.", honest=("BG227",))
        assert key.partition(" | ")[0] in {entry.fact.id for entry in again}


@pytest.mark.parametrize(
    ("text", "shown"),
    [("4\u200b321 nets", "4321"), ("4\u2009321 nets", "4 321"), ("US$\t5", "US$ 5"), ("4\u00ad321", "4321")],
)
def test_a_figure_is_shown_without_what_cannot_be_seen(tmp_path: Path, text: str, shown: str) -> None:
    (fault,) = [fault for fault in found(tmp_path, f"Then {text}.") if fault.code == "BG201"]
    assert fault.message == f'figure "{shown}" is not in the ledger'


@pytest.mark.parametrize(
    "text",
    [
        "the past decade",
        "a decade ago",
        "one-to-one talks",
        "no one at one",
        "THE ONE QUAY",
        "first-hand",
        "a\tb\u2003c",
    ],
)
def test_what_counts_nothing_is_no_fault(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, f"## {text}\n\nThen {text}.") == ()


@pytest.mark.parametrize("unit", ["m³", "m²", "km²", "cm³", "ft²", "км²", "م³"])
def test_measures_of_areas_and_volumes_are_no_figures(tmp_path: Path, unit: str) -> None:
    facts = f"{FACTS}\nroom:\n  value: 5000\n  unit: {unit}\n  label: Room of the holds\n"
    facts += "  source: {id: fleet, at: page 2}\n"
    text = f"Holds have {{{{ room | unit }}}}, or {{{{ room }}}} {unit}; some are bare, in {unit}/day."
    codes = {each.code for each in found(tmp_path, text, {"/facts.yaml": facts})}
    assert not codes & {"BG201", "BG212"}


@pytest.mark.parametrize("text", ["South²", "CO₂", "m⁴", "km²³"])
def test_other_raised_and_lowered_digits_may_be_marks_of_notes(tmp_path: Path, text: str) -> None:
    assert [each.code for each in found(tmp_path, f"So it is in {text} now.") if each.code == "BG201"] == ["BG201"]
