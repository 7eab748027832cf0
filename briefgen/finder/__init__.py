"""The finder: every figure in a piece of prose, with all that it can mean; text in, mentions out."""

from briefgen.finder.mention import Day, Kind, Mention, Weekday
from briefgen.finder.naming import is_figure
from briefgen.finder.reading import find, weekdays

__all__ = ["Day", "Kind", "Mention", "Weekday", "find", "is_figure", "weekdays"]
