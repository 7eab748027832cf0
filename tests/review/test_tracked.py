"""A redline in Word: an independent reader that accepts all has the new text, one that rejects all the old one."""

from __future__ import annotations

import pytest

from briefgen.review.compare import redlined
from briefgen.writers.docx import write
from tests.house import house
from tests.review.pairs import pair
from tests.review.test_compare import WHO
from tests.review.tracked import as_in_word, paragraphs, settled
from tests.samples import MEDIA


@pytest.mark.parametrize("seed", range(60))
def test_docx_plus_has_the_new_text_or_the_old_one(seed: int) -> None:
    made = pair(seed)
    old, new, redline = (
        write(document, MEDIA, house()).data for document in (made.old, made.new, redlined(made.old, made.new, WHO))
    )
    for accepted, document in ((True, new), (False, old)):
        assert settled(redline, accepted=accepted) == "".join(paragraphs(document)), made.edits
        assert as_in_word(redline, accepted=accepted) == paragraphs(document), made.edits
