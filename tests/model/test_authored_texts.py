"""Every text that people write is listed, so that none escapes the checks."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from briefgen.content import Folder, load_edition
from briefgen.model import edition as module
from briefgen.model.authored_texts import authored_texts, plain_texts
from briefgen.model.fact import Fact
from briefgen.model.traverse import plain_text
from tests.desk import EDITION, FILES, write_desk

CLASSES = (
    module.Edition,
    module.Section,
    module.KeyFigureSpec,
    module.ChartSpec,
    module.SeriesSpec,
    module.FactItem,
    module.Deadline,
    Fact,
)
FIGURES = """\
landed:
  kind: bars
  categories: [ChartSpec.categories one, two]
  series:
    - {name: SeriesSpec.name, facts: [{fact: landings, label: FactItem.label}, quota]}
  title: ChartSpec.title
  caption: ChartSpec.caption
  alt: ChartSpec.alt
  notes: ChartSpec.notes

dates:
  kind: timeline
  facts: [vote]
  title: The vote comes in June
  caption: The vote.
"""
DEADLINES = """\
vote:
  by: 2031-06-01
  who: Deadline.who
  what: Deadline.what
  where: Deadline.where
  document: Deadline.document
  decision: Deadline.decision
  source: {id: minutes, at: page 3}
"""


def texts(folder: Path) -> set[str]:
    """All texts of an edition each of whose fields says its own name."""
    header = FILES[f"{EDITION}/edition.yaml"]
    header = header.replace("title: Herring\n", "title: Edition.title\nshort_title: Edition.short_title\n", 1).replace(
        "Landings and quota", "Edition.subtitle"
    )
    header = header.replace("caption: tonnes landed", "caption: KeyFigureSpec.caption")
    facts = FILES[f"{EDITION}/facts.yaml"].replace(
        "label: Quota\n", "label: Fact.label_text\n  caveat: Fact.caveat_text\n"
    )
    section = FILES[f"{EDITION}/sections/20-vote.md"].replace("title: The vote", "title: Section.title")
    files = {
        "/edition.yaml": header,
        "/facts.yaml": facts,
        "/figures.yaml": FIGURES,
        "/deadlines.yaml": DEADLINES,
        "/sections/20-vote.md": section,
    }
    loaded = load_edition(Folder(write_desk(folder, files)), EDITION)
    assert loaded.edition is not None
    assert not [fault for fault in loaded.diagnostics if fault.is_error]
    return {plain_text(text) for text in (*authored_texts(loaded.edition), *plain_texts(loaded.edition))}


def test_every_field_of_inlines_is_listed(tmp_path: Path) -> None:
    named = {
        f"{each.__name__}.{field.name}" for each in CLASSES for field in fields(each) if "Inlines" in str(field.type)
    }
    assert len(named) > 15
    found = texts(tmp_path)
    missing = {name for name in named if not any(text.startswith(name) for text in found)}
    assert missing == set()


def test_the_texts_of_blocks_notes_and_images_are_listed(tmp_path: Path) -> None:
    found = texts(tmp_path)
    assert {"Weighed at the quay.", "The fields.", "A blue field beside a sand one", "Tonnes", "Minister"} <= found
