"""What nothing prints does not go out: not in documents, data, comparisons, comments or what a record says."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from briefgen.building import outward
from briefgen.content import Folder, house_assets
from briefgen.errors import UsageError
from briefgen.model.traverse import blocks_of, plain_text, texts_of
from briefgen.pipeline import Checked, check
from briefgen.publishing import PublishOptions, archive_of, publish
from briefgen.render import Brief, ledger_files
from briefgen.review.diff.inline_diff import Reviser
from briefgen.review.redline import Titles, compared
from briefgen.scaffold import carry_forward
from briefgen.workspace import Workspace
from tests.desk import CLEARED, EDITION, FILES, replaced, write_desk

pytestmark = pytest.mark.slow

SECOND = "2031-05-12-herring"
FLOOR = """
floor_offer:
  value: 7350
  unit: tonnes
  label: What the minister would settle for
  period: 2030
  source: {id: cable, at: page 4}
"""
CABLE = """
cable:
  kind: cable
  title: Instructions to the delegation
  date: 2031-04-29
"""
SECRETS = ("floor_offer", "7,350", "7350", "settle for", "Instructions")


def desk_with(folder: Path, facts: str = FLOOR, changes: dict[str, str] | None = None) -> Workspace:
    """The small desk with more facts in its ledger."""
    text = FILES[f"{EDITION}/facts.yaml"] + facts
    sources = FILES["sources.yaml"] + CABLE
    content = write_desk(folder, {**CLEARED, "/facts.yaml": text, "sources.yaml": sources, **(changes or {})})
    return Workspace(Folder(content), house_assets(), folder / "out")


def brief_of(checked: Checked) -> Brief:
    assert checked.brief is not None, checked.diagnostics
    return checked.brief


def said(brief: Brief) -> str:
    """All that goes out as text or data: the document's words, its charts' pictures, and the ledger's files."""
    blocks = [*brief.document.blocks, *(block for note in brief.document.notes for block in note.content)]
    words = [plain_text(text) for block in blocks_of(blocks) for text in texts_of(block)]
    return "\n".join((*words, *brief.charts, *(data.decode() for data in ledger_files(brief).values())))


def leaks(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


def test_a_fact_that_nothing_prints_is_in_no_annex_list_or_ledger(tmp_path: Path) -> None:
    text = said(brief_of(check(desk_with(tmp_path), EDITION)))
    assert "Landed above the quota" in text
    assert leaks(text) == []


PLACES = {
    "a text": {"/sections/20-vote.md": FILES[f"{EDITION}/sections/20-vote.md"] + "\nAt least {{ floor_offer }}.\n"},
    "a called note": replaced("/sections/10-landings.md", "Weighed at", "Of {{ floor_offer }}, weighed at"),
    "a placed chart": replaced("/figures.yaml", "[landings, quota, excess]", "[landings, quota, floor_offer]"),
    "a chart's caption": replaced("/figures.yaml", "caption: The vote.", 'caption: "Over {{ floor_offer }}."'),
    "a key figure": replaced("/edition.yaml", "fact: landings,", "fact: floor_offer,"),
    "a deadline": replaced("/deadlines.yaml", "vote on the quota", 'vote on "{{ floor_offer }}"'),
    "a printed fact's label": replaced("/facts.yaml", "Landed above the quota", "'Above {{ floor_offer }}'"),
    "a printed fact's formula": replaced("/facts.yaml", "formula: landings - quota", "formula: landings - floor_offer"),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_fact_that_is_printed_anywhere_is_listed_with_its_source(tmp_path: Path, place: str) -> None:
    changes = dict(PLACES[place])
    facts = changes.pop("/facts.yaml", FILES[f"{EDITION}/facts.yaml"]) + FLOOR
    checked = check(desk_with(tmp_path, changes={**changes, "/facts.yaml": facts}), EDITION)
    assert {"7,350", "settle for", "Instructions"} <= set(leaks(said(brief_of(checked))))
    assert not [fault for fault in checked.diagnostics if fault.code == "BG222" and "floor_offer" in fault.message]


UNSEEN = {
    "a note that nothing calls": {
        "/sections/20-vote.md": FILES[f"{EDITION}/sections/20-vote.md"] + "\n[^spare]: Over {{ floor_offer }}.\n"
    },
    "a chart in no place": {
        "/figures.yaml": FILES[f"{EDITION}/figures.yaml"]
        + "\nspare:\n  kind: bars\n  facts: [landings, floor_offer]\n  title: Floor\n  caption: The floor.\n"
    },
    "an unprinted fact's label": {
        "/facts.yaml": FILES[f"{EDITION}/facts.yaml"]
        + FLOOR
        + '\nspare: {value: 2, unit: boats, label: "Below {{ floor_offer }}", source: {id: survey, at: page 1}}\n'
    },
    "an unprinted fact's formula": {
        "/facts.yaml": FILES[f"{EDITION}/facts.yaml"]
        + FLOOR
        + "\nspare: {formula: quota - floor_offer, label: Room to move}\n"
    },
}


@pytest.mark.parametrize("place", UNSEEN)
def test_what_is_not_printed_itself_prints_nothing(tmp_path: Path, place: str) -> None:
    checked = check(desk_with(tmp_path, changes=UNSEEN[place]), EDITION)
    text = said(brief_of(checked))
    assert (leaks(text), "spare" in text) == ([], False)
    assert any(fault.code == "BG222" and "floor_offer" in fault.message for fault in checked.diagnostics)


def test_a_part_that_is_not_printed_adds_up_in_silence(tmp_path: Path) -> None:
    total = "landings:\n  value: 12480\n"
    parts = replaced("/facts.yaml", total, f"{total}  parts: [floor_offer, rest]\n")["/facts.yaml"]
    rest = "rest: {value: 5130, unit: tonnes, label: The rest, period: 2030, source: {id: survey, at: page 1}}\n"
    checked = check(desk_with(tmp_path, changes={"/facts.yaml": f"{parts}{FLOOR}\n{rest}"}), EDITION)
    assert not [fault for fault in checked.diagnostics if fault.code == "BG222"]
    assert leaks(said(brief_of(checked))) == []


def test_an_acronym_of_a_note_that_nothing_calls_is_not_listed(tmp_path: Path) -> None:
    note = FILES[f"{EDITION}/sections/20-vote.md"] + "\n[^spare]: The SBS will be there.\n"
    acronyms = FILES["desk.yaml"] + "acronyms: {SBS: Special Boat Service}\n"
    brief = brief_of(check(desk_with(tmp_path, changes={"/sections/20-vote.md": note, "desk.yaml": acronyms}), EDITION))
    assert "Special Boat Service" not in said(brief)


class TestComparisons:
    """Since the last brief, and in redlines, a fact is there only as far as it is printed."""

    @pytest.fixture
    def desk(self, tmp_path: Path) -> Workspace:
        desk = desk_with(tmp_path)
        carry_forward(desk.content.path, EDITION, date(2031, 5, 12), "herring")
        return desk

    def change(self, desk: Workspace, old: str, new: str) -> None:
        facts = desk.content.path / SECOND / "facts.yaml"
        assert old in facts.read_text()
        facts.write_text(facts.read_text().replace(old, new))

    def since(self, desk: Workspace) -> str:
        text = said(brief_of(check(desk, SECOND)))
        return text[text.index("Since the last brief") : text.index("References")]

    def test_a_changed_one_that_nothing_prints(self, desk: Workspace) -> None:
        self.change(desk, "7350", "7300")
        assert "7,300" not in self.since(desk) and leaks(self.since(desk)) == []

    def test_a_redline_has_it_neither(self, desk: Workspace) -> None:
        self.change(desk, "7350", "7300")
        self.change(desk, "value: 12480", "value: 12490")
        reviser = Reviser("Desk", datetime(2031, 5, 12, tzinfo=UTC))
        redline = compared(check(desk, EDITION), check(desk, SECOND), Titles(EDITION, SECOND), reviser)
        assert redline is not None
        words = "\n".join(plain_text(t) for block in blocks_of(redline.summary.blocks) for t in texts_of(block))
        assert "12,490" in words and "7,300" not in words and leaks(words) == []

    def test_one_that_is_gone_was_never_there(self, desk: Workspace) -> None:
        self.change(desk, FLOOR, "")
        assert leaks(self.since(desk)) == []

    def test_one_that_is_printed_now_is_new(self, desk: Workspace) -> None:
        section = desk.content.path / SECOND / "sections/20-vote.md"
        section.write_text(section.read_text() + "\nAt least {{ floor_offer }}.\n")
        self.change(desk, "7350", "7300")
        assert "7,300" in self.since(desk) and "7,350" not in self.since(desk)

    def test_errors_in_a_text_take_no_fact_away(self, desk: Workspace) -> None:
        section = desk.content.path / EDITION / "sections/20-vote.md"
        section.write_text(section.read_text().replace("{{ chair }}", "{{ chair"))
        assert "Chair of the council" not in self.since(desk) and leaks(self.since(desk)) == []


def test_warnings_that_tell_of_it_stay_at_the_desk(tmp_path: Path) -> None:
    checked = check(desk_with(tmp_path, FLOOR.replace("{id: cable, at: page 4}", "cable")), EDITION)
    assert [fault.code for fault in checked.diagnostics] == ["BG222", "BG213"]
    assert leaks("\n".join(f"{fault.message} {fault.hint}" for fault in outward(checked))) == []


EMBEDDING = {"desk.yaml": f"{FILES['desk.yaml']}embed_sources: true\n"}


def test_content_with_one_is_not_attached(tmp_path: Path) -> None:
    checked = check(desk_with(tmp_path, changes=EMBEDDING), EDITION)
    attached = brief_of(checked).attachments
    assert {"ledger.csv", "figures/landed.csv"} <= {each.name for each in attached}
    assert not [each.name for each in attached if leaks(each.data.decode()) or each.name.startswith("content/")]
    (fault,) = (each for each in checked.diagnostics if each.code == "BG008")
    assert Path(fault.place.file).name == "facts.yaml" and fault.hint == "print or delete floor_offer"


def test_content_without_one_is_attached(tmp_path: Path) -> None:
    checked = check(desk_with(tmp_path, "", changes=EMBEDDING), EDITION)
    assert f"content/{EDITION}/facts.yaml" in {each.name for each in brief_of(checked).attachments}
    assert "BG008" not in {each.code for each in checked.diagnostics}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"/sections/20-vote.md": FILES[f"{EDITION}/sections/20-vote.md"] + "\n[^settle]: For less.\n"}, "BG159"),
        (UNSEEN["a chart in no place"], "BG305"),
        ({"sources.yaml": FILES["sources.yaml"] + CABLE + CABLE.replace("cable:", "later:", 1)}, "BG223"),
    ],
)
def test_warnings_of_what_nothing_prints_stay_at_the_desk(tmp_path: Path, changes: dict[str, str], code: str) -> None:
    checked = check(desk_with(tmp_path, changes=changes), EDITION)
    assert code in {each.code for each in checked.diagnostics}
    assert code not in {each.code for each in outward(checked)}


class TestPublishing:
    def test_it_is_refused_until_it_is_confirmed(self, tmp_path: Path) -> None:
        desk = desk_with(tmp_path)
        with pytest.raises(UsageError, match=r"facts that nothing uses: floor_offer; .*--leave-out-unused"):
            publish(desk, EDITION, PublishOptions(), datetime(2031, 5, 5, tzinfo=UTC))
        assert not list(archive_of(desk).glob("2031/*"))

    def test_a_record_has_it_in_its_sources_alone(self, tmp_path: Path) -> None:
        desk = desk_with(tmp_path)
        published = publish(desk, EDITION, PublishOptions(leave_out_unused=True), datetime(2031, 5, 5, tzinfo=UTC))
        assert published.record is not None
        assert (published.unused, published.embeds) == (1, False)
        data = published.record.data
        own = [path for path in data.rglob("*") if path.is_file() and data / "source" not in path.parents]
        assert {path.suffix for path in own} >= {".pdf", ".docx", ".json", ".csv", ".svg"}
        telling = {path.name for path in own if any(secret.encode() in path.read_bytes() for secret in SECRETS)}
        assert telling == set()
        described = json.loads((data / "record.json").read_bytes())
        assert described["unused_facts_left_out"] == 1
        assert "floor_offer" in (data / "source/content" / EDITION / "facts.yaml").read_text()
