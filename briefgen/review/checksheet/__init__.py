"""Check sheets: figures with their evidence for somebody who has a browser only, and what they answer."""

from briefgen.review.checksheet.answers import JudgedAnswers, SheetAnswers, check_person, judge_answers, read_answers
from briefgen.review.checksheet.choice import SheetOptions
from briefgen.review.checksheet.page import CheckSheet, make_sheet

__all__ = [
    "CheckSheet",
    "JudgedAnswers",
    "SheetAnswers",
    "SheetOptions",
    "check_person",
    "judge_answers",
    "make_sheet",
    "read_answers",
]
