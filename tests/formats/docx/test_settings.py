"""What a document's settings let a reviewer do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefgen.formats.docx.markup import NAMESPACES
from briefgen.model.protection import Protection, ReviewRules
from tests.formats.docx.reading import document_written
from tests.samples import DOCUMENT


@pytest.mark.parametrize(
    ("review", "tracks", "edits"),
    [
        (ReviewRules(), True, []),
        (ReviewRules(track_changes=False), False, []),
        (ReviewRules(protection=Protection.COMMENTS), True, ["comments"]),
        (ReviewRules(protection=Protection.TRACKED_CHANGES), True, ["trackedChanges"]),
        (ReviewRules(protection=Protection.READ_ONLY, track_changes=False), False, ["readOnly"]),
    ],
)
def test_word_tracks_and_lets_in_what_the_desk_says(review: ReviewRules, tracks: bool, edits: list[str]) -> None:
    document = replace(DOCUMENT, blocks=DOCUMENT.blocks[:1], properties=replace(DOCUMENT.properties, review=review))
    settings = document_written(document).xml("word/settings.xml")
    assert settings.xpath("boolean(w:trackRevisions)", namespaces=NAMESPACES) is tracks
    protected = settings.xpath("w:documentProtection[@w:enforcement=1]/@w:edit", namespaces=NAMESPACES)
    assert protected == edits
