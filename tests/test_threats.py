"""Every threat to the libraries that are used: what its author gets, with code and place, and never a traceback."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from briefgen.building import try_writing
from briefgen.content import Folder, house_assets
from briefgen.content.tree import MARKDOWN_LIMIT, YAML_LIMIT
from briefgen.formats.docx.reader import read_reviewed
from briefgen.live.access import LIMIT
from briefgen.pipeline import check
from briefgen.workspace import Workspace
from tests.archives import unzipped, zipped
from tests.commands import briefgen
from tests.content.test_data_sources import bound_desk
from tests.content.test_pictures import bomb
from tests.data_files.books import xlsx
from tests.desk import EDITION, FILES, replaced, write_desk
from tests.formats.docx.native import BOOK, CHART, parts
from tests.formats.docx.test_reference import UNFIT
from tests.live.serving import COOKIE, HOST, JSON, ORIGIN, Headers, status_of
from tests.review.sheet_answers import answers, save
from tests.review.test_checksheet import sheet
from tests.test_bad_input import FACTS_END, MORE, desk_at, fact, faults, section
from tests.work import HANG, seconds

Fault = tuple[str, str, int, int]
Changes = Mapping[str, str | None]

DESK_END = FILES["desk.yaml"].count("\n")
SCHEMES = (
    "javascript:",
    "JaVaScRiPt:",
    "file:///etc/passwd",
    "smb://host/",
    "data:text/html,",
    "ftp://host/",
    "//host/",
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'


def desk(lines: str) -> dict[str, str | None]:
    """desk.yaml with more lines behind the others."""
    return {"desk.yaml": FILES["desk.yaml"] + lines + "\n"}


def value(text: str) -> dict[str, str | None]:
    """The first fact with another value, which stands in line 2 from column 10."""
    return replaced("/facts.yaml", "value: 12480", f"value: {text}")


def titled(line: str) -> dict[str, str | None]:
    """The edition with another title, in line 1."""
    return replaced("/edition.yaml", "title: Herring", line)


def linked(name: str, target: str) -> Callable[[Path], None]:
    """A file of the edition replaced by a link."""

    def harm(content: Path) -> None:
        (content.parent / "secret").write_text("secret: {kind: k, title: t, undated: u}\n")
        path = content / EDITION / name
        path.unlink(missing_ok=True)
        path.symlink_to(target)

    return harm


def piped(name: str) -> Callable[[Path], None]:
    """A file of the edition replaced by a pipe to which nobody writes."""

    def harm(content: Path) -> None:
        path = content / EDITION / name
        path.unlink(missing_ok=True)
        os.mkfifo(path)

    return harm


def pictured(data: bytes) -> Callable[[Path], None]:
    """The edition's picture with these bytes."""
    return lambda content: (content / EDITION / "halves.png").write_bytes(data) and None


def in_utf16(name: str) -> Callable[[Path], None]:
    return lambda content: (content / name).write_text(FILES[name], "utf-16") and None


def untouched(_: Path) -> None:
    """No harm beyond the changed texts."""


@dataclass(frozen=True)
class Attack:
    """One try of a threat: the changed texts, what else is done to the folder, and the faults that it must give."""

    threat: str
    expected: list[Fault]
    changes: Changes = field(default_factory=dict)
    harm: Callable[[Path], None] = untouched


def attacks() -> dict[str, Attack]:
    """Every attack by its name."""
    return {
        "a picture by markup": Attack(
            "reportlab markup", [("BG160", MORE, 5, 3)], section('A <img src="/etc/passwd"/> b.')
        ),
        "markup in a title": Attack(
            "reportlab markup", [("BG160", "edition.yaml", 1, 8)], titled('title: <img src="/dev/zero"/>')
        ),
        **{
            f"a link to {scheme}": Attack("link", [("BG161", MORE, 5, 5)], section(f"See [it]({scheme}x)."))
            for scheme in SCHEMES
        },
        "a glyph that no font has": Attack("glyphs", [("BG152", MORE, 5, 3)], section("A 漢 b.")),
        "a tag": Attack("YAML tags", [("BG106", "facts.yaml", 2, 10)], value("!!python/object/apply:os.system [ls]")),
        "a tag of YAML's own": Attack("YAML tags", [("BG106", "facts.yaml", 2, 10)], value("!!binary AAAA")),
        "an anchor": Attack("YAML aliases", [("BG106", "facts.yaml", 2, 10)], value("&a 3")),
        "an alias": Attack("YAML aliases", [("BG106", "facts.yaml", 2, 10)], value("*a")),
        "a merge": Attack("YAML aliases", [("BG106", "desk.yaml", DESK_END + 1, 1)], desk("<<: {page: A4}")),
        "a bomb of aliases": Attack(
            "YAML aliases",
            [("BG106", "desk.yaml", DESK_END + 1 + n, 5 if n < 10 else 6) for n in range(40)],
            desk("a0: &a0 [x, x]\n" + "\n".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40))),
        ),
        "deep YAML": Attack("YAML nesting", [("BG110", "facts.yaml", 2, 41)], value("[" * 5000)),
        "many nodes": Attack(
            "YAML nesting", [("BG110", "desk.yaml", DESK_END + 1, 149_937)], desk(f"names: [{'a, ' * 60_000}]")
        ),
        "much YAML": Attack("YAML nesting", [("BG110", "desk.yaml", 0, 0)], desk("#" * YAML_LIMIT)),
        "a key twice": Attack("duplicate keys", [("BG102", "desk.yaml", DESK_END + 1, 1)], desk("name: Another")),
        "a null by its escape": Attack(
            "control characters", [("BG151", "edition.yaml", 1, 10)], titled('title: "a\\0b"')
        ),
        "a surrogate by its escape": Attack(
            "control characters", [("BG101", "edition.yaml", 1, 10)], titled('title: "a\\uD800"')
        ),
        "a bell in a text": Attack("control characters", [("BG151", MORE, 5, 2)], section("a\x07b")),
        "a null by its entity": Attack("control characters", [("BG152", MORE, 5, 2)], section("a&#0;b")),
        "an override of direction": Attack("bidi", [("BG151", MORE, 5, 2)], section("a\u202eb")),
        "an override by its entity": Attack("bidi", [("BG151", MORE, 5, 2)], section("a&#x202e;b")),
        "an isolate": Attack("bidi", [("BG151", MORE, 5, 2)], section("a\u2067b")),
        "a word of two alphabets": Attack("homoglyphs", [("BG171", MORE, 5, 5)], section("The p\u0430yment.")),
        "a label of two alphabets": Attack(
            "homoglyphs",
            [("BG171", "facts.yaml", 11, 12)],
            replaced("/facts.yaml", "label: Quota\n", "label: A qu\u03bfta\n"),
        ),
        "a person of two alphabets": Attack(
            "homoglyphs",
            [("BG171", "edition.yaml", 9, 14)],
            replaced("/edition.yaml", "prepared_by: Fisheries desk", "prepared_by: \u0410nna Berg"),
        ),
        "a list in lists": Attack(
            "Markdown nesting", [("BG164", MORE, 11, 13)], section("\n".join("  " * n + "- a" for n in range(8)))
        ),
        "quotations in quotations": Attack("Markdown nesting", [("BG164", MORE, 5, 1)], section("> " * 30 + "a")),
        "much Markdown": Attack("Markdown nesting", [("BG110", MORE, 0, 0)], section("a " * MARKDOWN_LIMIT)),
        "not a number": Attack("NaN", [("BG105", "facts.yaml", 2, 10)], value(".nan")),
        "infinity": Attack("NaN", [("BG105", "facts.yaml", 2, 10)], value("-.inf")),
        "a number beyond all": Attack("NaN", [("BG105", "facts.yaml", 2, 10)], value("1e999999999")),
        "an image bomb": Attack(
            "images", [("BG157", "sections/10-landings.md", 17, 1)], harm=pictured(bomb(13_000, 13_700))
        ),
        "an image larger than all": Attack(
            "images", [("BG157", "sections/10-landings.md", 17, 1)], harm=pictured(bomb(60_000, 60_000))
        ),
        "an SVG": Attack("images", [("BG157", "sections/10-landings.md", 17, 1)], harm=pictured(SVG)),
        "a path that climbs": Attack("paths", [("BG156", MORE, 5, 1)], section("![a](../../../../etc/passwd)")),
        "a path that climbs by escapes": Attack(
            "paths", [("BG156", MORE, 5, 1)], section("![a](%2e%2e/%2e%2e/secret)")
        ),
        "an absolute path": Attack("paths", [("BG156", MORE, 5, 1)], section("![a](/dev/zero)")),
        "a link out in a section's place": Attack(
            "paths", [("BG004", "sections/20-vote.md", 0, 0)], harm=linked("sections/20-vote.md", "/etc/passwd")
        ),
        "a link out in a YAML file's place": Attack(
            "paths", [("BG004", "deadlines.yaml", 0, 0)], harm=linked("deadlines.yaml", "../../secret")
        ),
        "a link out in a picture's place": Attack(
            "paths",
            [("BG004", "halves.png", 0, 0), ("BG156", "sections/10-landings.md", 17, 1)],
            harm=linked("halves.png", "../../secret"),
        ),
        "a link to itself": Attack(
            "paths", [("BG003", "deadlines.yaml", 0, 0)], harm=linked("deadlines.yaml", "deadlines.yaml")
        ),
        "a link to /dev/zero": Attack(
            "paths", [("BG004", "deadlines.yaml", 0, 0)], harm=linked("deadlines.yaml", "/dev/zero")
        ),
        "a pipe in a YAML file's place": Attack(
            "paths", [("BG004", "deadlines.yaml", 0, 0)], harm=piped("deadlines.yaml")
        ),
        "a pipe in a section's place": Attack(
            "paths", [("BG004", "sections/20-vote.md", 0, 0)], harm=piped("sections/20-vote.md")
        ),
        "UTF-16": Attack("UTF-16", [("BG004", "desk.yaml", 0, 0)], harm=in_utf16("desk.yaml")),
        "a list as key": Attack("YAML keys", [("BG101", "desk.yaml", DESK_END + 1, 3)], desk("? [a, b]\n: c")),
        "a map as key": Attack("YAML keys", [("BG101", "desk.yaml", DESK_END + 1, 1)], desk("{a: b}: c")),
        "a number of many digits": Attack("long integers", [("BG105", "facts.yaml", 2, 10)], value("9" * 4301)),
        "a key of many digits": Attack(
            "long integers", [("BG101", "facts.yaml", FACTS_END + 1, 4302)], fact("9" * 4301 + ": {value: 1, label: l}")
        ),
        "a formula of many digits": Attack(
            "long integers",
            [("BG204", "facts.yaml", FACTS_END + 1, 17)],
            fact("more: {formula: " + "9" * 4301 + ", label: l}"),
        ),
    }


ATTACKS = attacks()


@pytest.mark.sample(28)
@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_a_threat_is_a_fault_at_its_place(tmp_path: Path, attack: Attack) -> None:
    content = write_desk(tmp_path, attack.changes)
    attack.harm(content)
    assert faults(content) == attack.expected


def test_every_threat_has_an_attack() -> None:
    assert {attack.threat for attack in ATTACKS.values()} == {
        *("reportlab markup", "link", "glyphs", "YAML tags", "YAML aliases", "YAML nesting", "YAML keys"),
        *("duplicate keys", "control characters", "bidi", "homoglyphs", "Markdown nesting", "NaN", "images", "paths"),
        *("UTF-16", "long integers"),
    }


def test_a_duplicate_key_names_both_places(tmp_path: Path) -> None:
    content = write_desk(tmp_path, desk("name: Another"))
    (found,) = check(desk_at(content), EDITION).diagnostics
    assert "line 1" in found.message + found.hint


@pytest.mark.parametrize("case", ["entities", "entities in UTF-16", "an entity from outside", "a bomb", "macros"])
def test_a_hostile_reference_document_is_a_fault_of_the_edition(tmp_path: Path, case: str) -> None:
    found = with_reference(tmp_path, UNFIT[case][0])
    assert found == [("BG432", "reference.docx")]


@pytest.mark.parametrize("case", ["too much", "too many", "nesting", "a part that does not unpack"])
def test_a_reference_document_beyond_the_limits_is_a_fault_of_the_edition(tmp_path: Path, case: str) -> None:
    assert with_reference(tmp_path, UNFIT[case][0]) == [("BG431", "reference.docx")]


@pytest.mark.parametrize("case", ["a template from outside", "a picture from outside", "a font from outside"])
def test_a_reference_document_that_loads_from_outside_is_a_fault_of_the_edition(tmp_path: Path, case: str) -> None:
    assert with_reference(tmp_path, UNFIT[case][0]) == [("BG432", "reference.docx")]


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
SHEET = "xl/worksheets/sheet1.xml"
HOSTILE_CHARTS: dict[str, tuple[str, dict[str, bytes]]] = {
    "a sheet that fills the memory": (BOOK, {SHEET: b" " * (1 << 24)}),
    "entities in a sheet": (BOOK, {SHEET: ENTITIES}),
    "macros in a workbook": (BOOK, {"xl/vbaProject.bin": b"x"}),
    "no workbook": (BOOK, {}),
    "entities in a chart": (CHART, {}),
}


@pytest.mark.parametrize("case", HOSTILE_CHARTS)
def test_a_hostile_chart_of_a_reviewed_document_is_not_read(case: str) -> None:
    name, hostile = HOSTILE_CHARTS[case]
    sent = parts("grouped")
    part = zipped({**unzipped(sent[name]), **hostile}) if hostile else ENTITIES
    (chart,) = read_reviewed(zipped({**sent, name: part})).drawn
    assert chart.fault and not chart.series


@pytest.mark.parametrize("case", ["entities", "a bomb", "macros", "nesting", "a picture from outside"])
def test_a_hostile_word_document_is_not_imported(tmp_path: Path, case: str) -> None:
    write_desk(tmp_path)
    (tmp_path / "old.docx").write_bytes(UNFIT[case][0])
    done = briefgen(tmp_path, "import", "old.docx", "--date", "2031-05-12", "--slug", "old")
    assert (done.returncode, done.stderr.startswith("error: old.docx: ")) == (2, True), done.stderr
    assert not (tmp_path / "content/2031-05-12-old").exists()


def with_reference(folder: Path, reference: bytes) -> list[tuple[str, str]]:
    """The faults of the small desk with another reference document: their codes and files' names."""
    assets = Path(shutil.copytree(house_assets().path, folder / "assets"))
    (assets / "reference.docx").write_bytes(reference)
    found = check(Workspace(Folder(write_desk(folder)), Folder(assets), folder / "out"), EDITION)
    assert found.brief is None
    return [(fault.code, Path(fault.place.file).name) for fault in found.diagnostics]


HARMLESS = {
    "an ampersand": "AT&T at Q&A",
    "money": "US$m to US$n",
    "a name that matplotlib hides": "_label",
    "markup of a PDF": "(a) ET endstream endobj %PDF",
    "a template": "%(x)s #{x}",
}


@pytest.mark.sample(2)
@pytest.mark.parametrize("text", HARMLESS.values(), ids=HARMLESS)
def test_what_is_no_markup_is_printed_to_the_letter(tmp_path: Path, text: str) -> None:
    """In a fact's label, which stands in a chart, and in a chart's title, in both documents."""
    changes = {
        **replaced("/facts.yaml", "label: Quota\n", f"label: '{text}'\n"),
        **replaced("/figures.yaml", "title: Landings passed the quota", f"title: '{text}'"),
    }
    checked, files = try_writing(check(desk_at(write_desk(tmp_path, changes)), EDITION))
    assert {fault.code for fault in checked.diagnostics} <= {"BG452"}  # letters that might be an acronym
    pdf = "".join(page.extract_text() for page in PdfReader(BytesIO(files[f"{EDITION}.pdf"])).pages)
    with ZipFile(BytesIO(files[f"{EDITION}.docx"])) as archive:
        docx = re.sub("<[^>]*>", "", archive.read("word/document.xml").decode()).replace("&amp;", "&")
    wanted = "".join(text.split())
    assert "".join(pdf.split()).count(wanted) >= 2
    assert wanted in "".join(docx.split())


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return briefgen(folder, *arguments, "--assets", str(house_assets().path), **environment)


@pytest.mark.sample(2)
@pytest.mark.parametrize("epoch", ["", "x", "-1", "1e9", "9" * 400, "1.5", " 12 "])
def test_an_epoch_that_is_none_stops_no_build_and_changes_nothing(tmp_path: Path, epoch: str, plain: Path) -> None:
    write_desk(tmp_path)
    done = run(tmp_path, "build", EDITION, SOURCE_DATE_EPOCH=epoch)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    for name in (f"{EDITION}.pdf", f"{EDITION}.docx", "figures/landed.svg", "figures/landed.png"):
        assert (tmp_path / "out" / EDITION / name).read_bytes() == (plain / name).read_bytes()


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pack as it is without an epoch."""
    folder = tmp_path_factory.mktemp("plain")
    write_desk(folder)
    assert run(folder, "build", EDITION).returncode == 0
    return folder / "out" / EDITION


@pytest.mark.parametrize("name", ["a pipe in a YAML file's place", "a link to /dev/zero", "a bomb of aliases"])
def test_the_command_ends_with_the_diagnostic(tmp_path: Path, name: str) -> None:
    attack = ATTACKS[name]
    content = write_desk(tmp_path, attack.changes)
    attack.harm(content)
    done = run(tmp_path, "check", EDITION)
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    assert attack.expected[0][0] in done.stdout + done.stderr


LONG = {
    "a word": section("a" * 15_000),
    "a word that might be an address": section("a-" * 7_000 + "a"),
    "a name that might be an address": replaced("desk.yaml", "name: Fisheries desk", "name: " + "a-" * 30_000),
    "a title": titled("title: " + "a" * 15_000),
    "a title of many words": titled("title: " + "ab " * 5_000),
}


@pytest.mark.sample(2)
@pytest.mark.parametrize("changes", LONG.values(), ids=LONG)
def test_what_is_long_takes_no_long_time(tmp_path: Path, changes: Changes) -> None:
    desk = desk_at(write_desk(tmp_path, changes))
    assert seconds(lambda: try_writing(check(desk, EDITION))) < HANG


@pytest.mark.parametrize(
    ("workbook", "code"),
    [
        (xlsx("", more={"xl/styles.xml": '<!DOCTYPE a [<!ENTITY b "c">]><styleSheet/>'}), "BG601"),
        (xlsx("", more={"xl/worksheets/sheet1.xml": b" " * (1 << 22)}), "BG602"),
        (xlsx("", more={"xl/vbaProject.bin": b""}), "BG602"),
        (xlsx("<row r='1'>" * 9), "BG601"),
    ],
    ids=["entity", "large part", "macros", "open rows"],  # not by its bytes, which have the time
)
def test_a_workbook_that_could_do_harm_is_one_fault(tmp_path: Path, workbook: bytes, code: str) -> None:
    content = bound_desk(tmp_path, workbook)
    assert [(found[0], found[1]) for found in faults(content)] == [(code, "data/2031-05.xlsx")]


def test_a_data_file_that_leads_out_of_the_content_is_not_read(tmp_path: Path) -> None:
    content = bound_desk(tmp_path)
    (tmp_path / "outside.xlsx").write_bytes((content / "data/2031-05.xlsx").read_bytes())
    (content / "data/2031-05.xlsx").unlink()
    (content / "data/2031-05.xlsx").symlink_to(tmp_path / "outside.xlsx")
    assert ("BG004", "data/2031-05.xlsx") in [(found[0], found[1]) for found in faults(content)]


SAVE: Headers = {**HOST, **COOKIE, **ORIGIN, **JSON}
NO_LENGTH: Headers = {**HOST, **COOKIE, **ORIGIN, "Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        # somebody else on the machine, who has no token
        ("GET", "/", HOST, 403),
        ("GET", "/?token=", HOST, 403),
        ("GET", "/?token=secre", HOST, 403),
        ("GET", "/?token=s%C3%A9cret", HOST, 403),
        ("GET", "/api/state?token=secret", HOST, 403),  # only the page itself takes it from the address
        ("GET", "/", {**HOST, "Cookie": "briefgen-8123=other"}, 403),
        ("GET", "/", {**HOST, "Cookie": "briefgen-8124=secret"}, 403),
        ("GET", "/", {**HOST, "Cookie": 'briefgen-8123="sec'}, 403),
        ("POST", "/?token=secret", {**HOST, **JSON, **ORIGIN}, 403),
        # a page of another machine whose name comes to mean this one (DNS rebinding)
        ("GET", "/?token=secret", {"Host": "evil.example:8123"}, 403),
        ("GET", "/api/state", {**COOKIE, "Host": "evil.example:8123"}, 403),
        ("GET", "/?token=secret", {"Host": "127.0.0.1"}, 403),
        ("GET", "/?token=secret", {}, 403),
        # another page in the same browser, also of another port of this machine, which gets the cookie sent
        ("GET", "/api/state", {**HOST, **COOKIE, "Sec-Fetch-Site": "cross-site"}, 403),
        ("GET", "/api/state", {**HOST, **COOKIE, "Sec-Fetch-Site": "same-site"}, 403),
        ("GET", "/api/state", {**HOST, **COOKIE, "Origin": "http://127.0.0.1:9999"}, 403),
        ("POST", "/api/save", {**HOST, **COOKIE, **JSON}, 403),
        ("POST", "/api/save", {**SAVE, "Origin": "null"}, 403),
        ("POST", "/api/save", {**SAVE, "Origin": "http://evil.example"}, 403),
        ("POST", "/api/save", {**SAVE, "Sec-Fetch-Site": "cross-site"}, 403),
        ("POST", "/api/save", {**SAVE, "Content-Type": "text/plain"}, 415),
        ("POST", "/api/save", {**SAVE, "Content-Type": "application/x-www-form-urlencoded"}, 415),
        # a body that would fill the memory, or never ends
        ("POST", "/api/save", NO_LENGTH, 411),
        ("POST", "/api/save", {**SAVE, "Content-Length": "-1"}, 411),
        ("POST", "/api/save", {**SAVE, "Content-Length": "²"}, 411),
        ("POST", "/api/save", {**SAVE, "Content-Length": str(LIMIT + 1)}, 413),
        ("POST", "/api/save", {**SAVE, "Content-Length": "9" * 5000}, 413),
    ],
)
def test_the_live_page_is_for_nobody_else(method: str, path: str, headers: Headers, status: int) -> None:
    assert status_of(method, path, headers) == status


def test_a_check_sheet_shows_what_people_wrote_and_runs_none_of_it(tmp_path: Path) -> None:
    title = 'title: "</title></section><script>alert(1)</script><img src=x onerror=alert(1)>"'
    write_desk(tmp_path, {"sources.yaml": FILES["sources.yaml"].replace("title: Coastal survey", title)})
    page = sheet(tmp_path).read_text("utf-8")
    assert page.count("<script>") == 1
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_answers_that_somebody_has_edited_tick_nothing(tmp_path: Path) -> None:
    write_desk(tmp_path)
    path = save(tmp_path, answers(sheet(tmp_path), {"landings": "wrong"}))
    path.write_bytes(path.read_bytes().replace(b'"wrong"', b'"right"'))
    done = briefgen(tmp_path, "facts", "--sign-off", "--from", str(path))
    assert (done.returncode, "error BG420" in done.stderr) == (1, True)
    assert not (tmp_path / "content" / EDITION / "signoffs.yaml").exists()
