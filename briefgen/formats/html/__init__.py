"""The HTML writer: the brief as one page for screens of any width, which needs neither network nor script.

It conforms to WCAG 2.2 AA. With its one script, a click on a figure opens what is known of it.
"""

from __future__ import annotations

from functools import partial

from briefgen.formats.html.context import HtmlContext
from briefgen.formats.html.page import write_page
from briefgen.formats.written import Job, Written
from briefgen.model.labels import labels_for


def write(job: Job) -> Written:
    """The job's document as HTML; its figures lead to the evidence of the job's supplement.

    Raises ContentError for a picture that the media lack.
    """
    labels = labels_for(job.document.properties.language)
    context = HtmlContext(job.document, job.media, job.theme, labels, job.supplement)
    return Written(partial(write_page, context, job.cache))
