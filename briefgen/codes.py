"""Every diagnostic's code: stable, documented by `briefgen explain`, and the only way to make a diagnostic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefgen.errors import Correction, Diagnostic, Fix, Severity
from briefgen.frozen import frozen
from briefgen.spans import Span

MENDED = {
    "BG002": True,
    "BG005": False,
    "BG103": True,
    "BG105": True,
    "BG151": False,
    "BG155": True,
    "BG158": True,
    "BG161": True,
    "BG166": True,
    "BG201": True,
    "BG202": True,
    "BG203": True,
    "BG204": True,
    "BG208": True,
    "BG214": True,
    "BG227": False,
    "BG301": True,
    "BG304": True,
    "BG403": True,
    "BG404": True,
    "BG406": False,
    "BG408": True,
    "BG451": True,
    "BG452": True,
    "BG455": False,
    "BG614": False,
}
"""The codes of faults that an edit can mend, and whether it may be made before anybody has looked at it."""


@frozen
class Code:
    """A kind of fault: its code, its severity, what it means and how to mend it."""

    code: str
    title: str
    meaning: str
    remedy: str
    severity: Severity = Severity.ERROR

    def at(self, place: Span, message: str, hint: str = "", fixes: Sequence[Fix] = ()) -> Diagnostic:
        """This fault at a place, in the words of the case, with what mends it if an edit does."""
        return Diagnostic(self.code, self.severity, place, message, str(hint), self._allowed(place, hint, fixes))

    @property
    def fixing(self) -> str:
        """What `briefgen check --fix` does about it, in words; "" where only a person can mend it."""
        if self.code not in MENDED:
            return ""
        return SAFE if MENDED[self.code] else OFFERED

    def _allowed(self, place: Span, hint: str, fixes: Sequence[Fix]) -> tuple[Fix, ...]:
        """The fixes that this kind of fault may have, those of a correction in its hint among them."""
        if self.code not in MENDED:
            return ()
        found = (*fixes, *(hint.fixes(place) if isinstance(hint, Correction) else ()))
        return found if MENDED[self.code] else tuple(replace(fix, safe=False) for fix in found)


SAFE = "`briefgen check --fix` mends it where there is one answer that prints what was meant."
OFFERED = "`--format json` has an edit that would mend it, for somebody to look at."

CODES: dict[str, Code] = {}


def _code(code: str, title: str, meaning: str, remedy: str, severity: Severity = Severity.ERROR) -> Code:
    CODES[code] = Code(code, title, meaning, remedy, severity)
    return CODES[code]


# Files and folders
CONTENT_MISSING = _code(
    "BG001",
    "no content folder",
    "The folder that should hold the editions is missing, empty, or not a folder.",
    "Run briefgen in or below the desk's folder, name it with --content, or make a new desk with `briefgen init DIR`.",
)
NO_EDITION = _code(
    "BG002",
    "no such edition",
    "No edition has the name or date that was asked for, or the desk has none at all.",
    "Name an edition by its folder or its date, or make one with `briefgen new DATE SLUG`.",
)
FILE_MISSING = _code(
    "BG003",
    "missing file",
    "A file that every desk or edition must have is not there.",
    "Make the file; `briefgen init` and `briefgen new` write complete examples.",
)
FILE_UNREADABLE = _code(
    "BG004",
    "unreadable file",
    "A content file is not UTF-8 text, not a regular file, too large, or not allowed to be read.",
    "Save the file as UTF-8 text, and keep it inside the content folder.",
)
EDITION_NAME = _code(
    "BG005",
    "edition's name and date",
    "An edition's folder must be named YYYY-MM-DD-slug, with the date that edition.yaml gives.",
    "Rename the folder, or correct the date in edition.yaml.",
)
FILE_UNKNOWN = _code(
    "BG006",
    "file not used",
    "A file in the edition's folder is none that briefgen reads.",
    "Move it out of the edition, or correct its name.",
    Severity.WARNING,
)
FILE_NAME = _code(
    "BG007",
    "file name that cannot be kept",
    "The name of a file that a record or the PDF keeps is not UTF-8, has a control character, a backslash or a percent "
    "sign, or is that of two files.",
    "Rename the file, or move it out of the edition.",
)
NOT_ATTACHED = _code(
    "BG008",
    "content files that the PDF does not carry",
    "The PDF is to carry the content files, and these have facts that the brief does not print, or a data file, "
    "which has sheets, rows and columns that it does not print. It goes without them.",
    "Print those facts, delete them, say that the data file may go out (`attach: true` of its source), or write "
    "`embed_sources: false` in desk.yaml.",
    Severity.WARNING,
)

# YAML and its values
YAML_SYNTAX = _code(
    "BG101",
    "bad YAML",
    "The file is not well-formed YAML.",
    "Look at the place and the line above it: indentation by spaces, a space behind each colon, quotes in pairs.",
)
DUPLICATE_KEY = _code(
    "BG102",
    "duplicate key",
    "A key stands twice in the same mapping, so that one of the two values would be lost.",
    "Remove or rename one of them.",
)
UNKNOWN_KEY = _code(
    "BG103",
    "unknown key",
    "The file has a key that briefgen does not know.",
    "Correct its spelling; `briefgen schema` shows the keys of each file.",
)
MISSING_KEY = _code(
    "BG104",
    "missing key",
    "A key that must be there is not.",
    "Add it; `briefgen schema` shows which keys are required.",
)
WRONG_VALUE = _code(
    "BG105",
    "wrong value",
    "A value has the wrong type, or is none of those allowed.",
    "Write a value of the kind that the message asks for.",
)
YAML_FEATURE = _code(
    "BG106",
    "YAML feature not allowed",
    "Tags, anchors, aliases and merge keys are not allowed in content files.",
    "Write the value out in full.",
)
BAD_DATE = _code(
    "BG107",
    "impossible date",
    "A date does not exist, or is not written YYYY-MM-DD.",
    "Write the date as YYYY-MM-DD, such as 2025-02-28.",
)
BAD_ID = _code(
    "BG108",
    "malformed id",
    "An id may hold small letters, digits, hyphens and underscores, and starts with a letter.",
    "Rename it.",
)
DUPLICATE_ID = _code(
    "BG109",
    "id given twice",
    "Two entries have the same id, in one file or in two that share their ids.",
    "Rename one of them; facts and deadlines share one set of ids.",
)
TOO_LARGE = _code(
    "BG110",
    "too large or too deep",
    "A file is larger, or nested deeper, than any brief needs.",
    "Split it, or flatten it.",
)

# Text and Markdown
FORBIDDEN_CHARACTER = _code(
    "BG151",
    "character not allowed",
    "Control characters, surrogates and characters that override the text's direction may not stand in content.",
    "Delete the character; retype the word if it is not visible.",
)
MISSING_GLYPH = _code(
    "BG152",
    "no font has this character",
    "A character has no glyph in the house fonts, so that it would print as an empty box.",
    "Write it with other characters, or add a font that has it to the theme.",
)
EMPTY_SECTION = _code(
    "BG153",
    "empty section",
    "A section has no text.",
    "Write its text, or delete the file.",
)
UNEVEN_TABLE = _code(
    "BG154",
    "table with uneven rows",
    "A row of a table has more or fewer cells than its header, or the line of dashes below the header is missing.",
    "Give each row one cell for each column; write \\| for an upright stroke inside a cell.",
)
IMAGE_MISSING = _code(
    "BG155",
    "missing image",
    "The image is not where the text says.",
    "Put the file into the edition's folder and name it by its path from there.",
)
IMAGE_OUTSIDE = _code(
    "BG156",
    "image outside the content",
    "Images are read from the content folder only, never from elsewhere on the machine or the network.",
    "Copy the image into the edition's folder.",
)
IMAGE_UNFIT = _code(
    "BG157",
    "image that cannot be used",
    "An image must be a sound PNG or JPEG of at most 40 megapixels.",
    "Save it as PNG or JPEG, in a smaller size if need be.",
)
UNKNOWN_NOTE = _code(
    "BG158",
    "unknown footnote",
    "The text refers to a footnote that the section does not define.",
    "Add a line `[^name]: ...` to the same section.",
)
UNUSED_NOTE = _code(
    "BG159",
    "unused footnote",
    "A footnote is defined, but nothing refers to it, so that it would not be printed.",
    "Refer to it with `[^name]`, or delete it.",
    Severity.WARNING,
)
RAW_HTML = _code(
    "BG160",
    "HTML in the text",
    "HTML has no meaning in a brief and would be lost.",
    "Use Markdown, or write `&lt;` for a smaller-than sign.",
)
BAD_LINK = _code(
    "BG161",
    "link not allowed",
    "A link must lead to an https, http or mailto address.",
    "Correct the address.",
)
BAD_VALUE_MARKUP = _code(
    "BG162",
    "malformed value",
    "Braces in text must hold a fact and, after a stroke, its format: {{ fact | format }}.",
    "Close the braces, and write only an id and formats between them.",
)
UNSUPPORTED_MARKUP = _code(
    "BG163",
    "markup not supported",
    "The text uses a Markdown construct that a brief does not have.",
    "Write it as a paragraph, list, table, callout or quotation.",
)
NESTED_TOO_DEEP = _code(
    "BG164",
    "nested too deep",
    "Lists and quotations may be nested at most six deep.",
    "Flatten the list.",
)
HEADING_SKIPPED = _code(
    "BG165",
    "heading level skipped",
    "A heading is more than one level below the one before it, or deeper than the fourth.",
    "Use the next level; a section's own title is the first.",
)
UNKNOWN_CALLOUT = _code(
    "BG166",
    "unknown callout",
    "The callout's kind is none of KEY, NOTE, ACTION and WARNING.",
    "Use one of these.",
)

IMAGE_WITHOUT_ALT = _code(
    "BG167",
    "image without alternative text",
    "An image has no text for readers who cannot see it.",
    "Say in the brackets what the image shows: `![what it shows](file.png)`.",
)

RIGHT_TO_LEFT = _code(
    "BG168",
    "words from right to left without their language",
    "Words in Arabic script stand in a text of another language, which does not say what language they are. They are "
    "set in the font of their script, which may be another than that of their language, and are read out wrongly.",
    "Say it: `[کابل]{lang=ps}`.",
    Severity.WARNING,
)
MARKED_ABOVE = _code(
    "BG169",
    "part marked above the edition",
    "The marking of a section, text or figure is higher than the edition's, which stands at the top and bottom of each "
    "page.",
    "Give the edition the highest marking of its parts; desk.yaml lists the markings from the lowest up.",
)
UNREAD_REMARK = _code(
    "BG170",
    "note for reviewers that cannot be read",
    "A comment was meant for a note to reviewers, but is empty, misspelt, or has a date that is none.",
    "Write <!-- note: ... -->, or with who wrote it and when <!-- note (Name, 2025-02-24): ... -->.",
    Severity.WARNING,
)
MIXED_ALPHABETS = _code(
    "BG171",
    "word of two alphabets",
    "A Latin word has a letter of another alphabet that can pass for a Latin one, so that no search finds it.",
    "Type the whole word anew.",
    Severity.WARNING,
)
PART_MISSING = _code(
    "BG172",
    "part missing",
    "The edition lacks a section that editions of its kind have, or a question or its answer.",
    "Write it, a section in a file of that name; or give the edition another `kind`.",
)
PART_ORDER = _code(
    "BG173",
    "part out of order",
    "A section stands behind one that it stands before in editions of this kind.",
    "Number the files of the sections so that they stand in the order of the kind.",
)

# The ledger
UNBOUND_FIGURE = _code(
    "BG201",
    "figure that is not in the ledger",
    "A text holds a typed figure, date or percentage: nothing says where it comes from, and nothing checks it.",
    "Print it from the ledger with {{ fact }}; if it is part of a name, list the name under `names` in edition.yaml.",
)
UNKNOWN_FACT = _code(
    "BG202",
    "unknown fact",
    "The ledger has no fact of this id.",
    "Correct the id, or add the fact to facts.yaml.",
)
UNKNOWN_SOURCE = _code(
    "BG203",
    "unknown source",
    "sources.yaml has no source of this id.",
    "Correct the id, or add the source.",
)
BAD_FORMULA = _code(
    "BG204",
    "bad formula",
    "The formula cannot be read.",
    "Use fact ids, numbers, + - * /, parentheses, and sum, count, share, change, per_day, days_left.",
)
CIRCULAR_FORMULA = _code(
    "BG205",
    "formula refers to itself",
    "A formula needs its own result, directly or through other facts.",
    "Give one of the facts of the circle a value of its own.",
)
DIVISION_BY_ZERO = _code(
    "BG206",
    "division by zero",
    "The formula divides by a fact whose value is zero.",
    "Correct the value or the formula.",
)
UNFIT_OPERANDS = _code(
    "BG207",
    "figures that do not go together",
    "A formula combines things that cannot be combined: two units, a date and a share, a name and a number.",
    "Combine figures of the same unit, or state the unit of the result.",
)
BAD_FORMAT = _code(
    "BG208",
    "unknown or unfit format",
    "The format after the stroke is unknown, or not one for this kind of fact.",
    "Use a format that the message lists.",
)
STATED_DIFFERS = _code(
    "BG209",
    "stated result differs",
    "What the source states is not what its own figures give, at the precision at which it is stated.",
    "Check the figures and the formula against the source.",
)
VALUE_OR_FORMULA = _code(
    "BG210",
    "value or formula",
    "A fact has either a value, with its source, or a formula; not both and not neither.",
    "Keep one of them; what a source states for a derived fact goes into `stated`.",
)
UNSOURCED = _code(
    "BG211",
    "fact without a source",
    "A given fact must say which source it comes from, and where in it.",
    "Add `source: {id: ..., at: ...}`.",
)
UNKNOWN_UNIT = _code(
    "BG212",
    "unit that cannot be used",
    "A date or name has a unit, a currency is not given by its code, or a derived fact's unit is not its formula's.",
    "Remove or correct the unit; write a currency by its code, such as GBP.",
)

SOURCE_WITHOUT_PLACE = _code(
    "BG213",
    "source without a place",
    "A given fact names its source, but not where in it the figure stands, so that nobody can look it up.",
    "Add `at: ...` to the source: a page, a paragraph, a table.",
    Severity.WARNING,
)
NUMBER_IN_WORDS = _code(
    "BG214",
    "number in words",
    "A text holds a number in words that does not come from the ledger.",
    "Print it with {{ fact | words }}, or do without it; if it is part of a name, list the name under `names`.",
    Severity.WARNING,
)
ALTERED_FIGURE = _code(
    "BG215",
    "printed fact that the text alters",
    "A sign, a power, a rank or another unit is typed beside a printed fact and makes another figure of it.",
    "Delete it, and let a format print it: signed, compact, ordinal, unit.",
)
PART_OVER_WHOLE = _code(
    "BG216",
    "part greater than its whole",
    "A share is over 100% or below 0%, or what is taken from a whole is more than the whole.",
    "Check the figures against their sources; if the result is a change, write `signed: true`.",
)
SUM_DIFFERS = _code(
    "BG217",
    "total that is not the sum of its parts",
    "A fact lists its parts, and they do not add up to it.",
    "Check each of them against its source; correct the figure that is wrong, or the list of parts.",
)
NEGATIVE_COUNT = _code(
    "BG218",
    "negative count",
    "Something that is counted cannot be fewer than nothing.",
    "Correct the value; if it is a change, write `signed: true`.",
)
CONFLICTING_FACTS = _code(
    "BG219",
    "two facts that contradict each other",
    "Two facts have the same label, unit and period, and different values.",
    "Correct the one that is wrong, or say in the labels or periods how they differ.",
)
PERIODS_DIFFER = _code(
    "BG221",
    "figures of different periods",
    "A sum or share puts figures of different periods together, or a result's period is not that of its figures.",
    "Correct the period, or take figures of one period.",
)
UNUSED_FACT = _code(
    "BG222",
    "unused fact",
    "Nothing prints the fact, draws it, derives a printed one from it, or adds it up to one. It is left out of"
    " documents and ledger, and an edition with it is published only with `--leave-out-unused`.",
    "Use it, or delete it.",
    Severity.WARNING,
)
UNUSED_SOURCE = _code(
    "BG223",
    "unused source",
    "No edition of the desk cites the source.",
    "Cite it, or delete it.",
    Severity.WARNING,
)
QUOTE_NOT_FOUND = _code(
    "BG224",
    "quote that is not in the source",
    "The words that a fact quotes do not stand in the source's text, or not at the place that the fact names.",
    "Copy the words from the source's text; … stands for words that are left out.",
)
VALUE_NOT_QUOTED = _code(
    "BG225",
    "quote without the value",
    "The words that a fact quotes do not hold its value, in digits or in words, or not its unit.",
    "Correct the value or the unit, or quote the words that give them.",
)
QUOTE_UNCHECKED = _code(
    "BG226",
    "quote that cannot be checked",
    "A fact quotes a source whose text the desk does not keep.",
    "Put the source's text into content/sources/ID.txt.",
    Severity.WARNING,
)
UNDECLARED_UNIT = _code(
    "BG227",
    "unit that the desk does not list",
    "desk.yaml lists units, but not this one: it may be misspelt.",
    "Correct the unit, or add it with its singular to `units` in desk.yaml.",
    Severity.WARNING,
)
OUTSIDE_SOURCE = _code(
    "BG228",
    "fact that its source cannot give",
    "A fact's time lies outside what its source covers, or its place outside where the source is reported.",
    "Correct the fact's period, day or place, or the source's `covers` or `via_at`.",
)
NUMBER_IN_FORMULA = _code(
    "BG229",
    "number in a formula",
    "A formula holds a number of its own that converts no unit: nothing says where it comes from.",
    "Make it a fact, with its value and source, and name the fact in the formula.",
    Severity.WARNING,
)
ROUNDED_APART = _code(
    "BG230",
    "figures that do not add up as printed",
    "Figures that make up a whole do not add up to it once each is rounded, and no text of the brief says so.",
    "Say in a caveat, a chart's notes or the text that figures may not add up because of rounding.",
    Severity.WARNING,
)
GUARDS_OFF = _code(
    "BG231",
    "what is not read in this language",
    "The language's file does not have all the words that briefgen looks for in texts; digits are found all the same.",
    "Look for what the note names yourself; docs/reference/languages.md says what each language's texts are read for.",
    Severity.NOTE,
)

# Figures and cross-references
UNKNOWN_FIGURE = _code(
    "BG301",
    "unknown figure",
    "figures.yaml declares no figure of this id.",
    "Correct the id, or declare the figure.",
)
EMPTY_CHART = _code(
    "BG302",
    "chart with nothing to show",
    "The chart has no facts, or all of them are zero.",
    "Give it facts, or take the figure out.",
)
MIXED_CHART = _code(
    "BG303",
    "chart of figures that do not go together",
    "All facts of a chart must have the same unit; a timeline's are all dates.",
    "Make two charts, or take the odd fact out.",
)
UNKNOWN_REFERENCE = _code(
    "BG304",
    "unknown cross-reference",
    "The text refers to a figure, table, section, paragraph or source that is not in this document.",
    "Correct the name after the #, or place what it names.",
)
UNPLACED_FIGURE = _code(
    "BG305",
    "figure not placed",
    "figures.yaml declares a figure that no section shows.",
    "Place it with `![](figure:ID)`, or delete it.",
    Severity.WARNING,
)
UNFIT_CHART = _code(
    "BG306",
    "chart that does not fit its figures",
    "The figures cannot be shown by this kind of chart: negative parts of a whole, a slope without two periods.",
    "Choose another kind, or correct the figures.",
)
FIGURE_PLACED_TWICE = _code(
    "BG307",
    "figure placed twice",
    "A figure stands in two places, so that its number would be ambiguous.",
    "Refer to it with `[](#figure:ID)` in the second place.",
)
DOES_NOT_FIT = _code(
    "BG308",
    "block that fits on no page",
    "A table has so many columns that no word fits into one, a block is higher than a page and cannot be broken, or "
    "the marking is wider than a page.",
    "Split the table or the block into several, or shorten its texts.",
)

# Deadlines and the edition
DEADLINE_PASSED = _code(
    "BG401",
    "deadline has passed",
    "A deadline lies before the edition's date, yet its status is open.",
    "Give it the status met, missed, extended or withdrawn, or take it out.",
    Severity.WARNING,
)
UNKNOWN_LANGUAGE = _code(
    "BG402",
    "language not offered",
    "briefgen has no words for this language.",
    "Use one of the languages that the message lists.",
)
IDLE_OPTION = _code(
    "BG429",
    "option that the language cannot honour",
    "desk.yaml asks for something that none of the languages of its editions has: digits of its own, short forms in "
    "lakh and crore, or patterns by which words are parted at the ends of lines.",
    "Delete the line, or set `language` to the one that it is meant for.",
    Severity.WARNING,
)
UNKNOWN_MARKING = _code(
    "BG403",
    "marking not in the scheme",
    "The marking is none of those that desk.yaml lists.",
    "Use one of the desk's markings, or add it to desk.yaml.",
)
UNKNOWN_LIST = _code(
    "BG404",
    "unknown distribution list",
    "The distribution list is none of those in desk.yaml.",
    "Correct the name, or add the list to desk.yaml.",
)
THEME_UNFIT = _code(
    "BG405",
    "house style incomplete",
    "theme.yaml, a file that it names, or reference.docx cannot be used.",
    "Restore the file from the house assets, or correct the entry.",
)
WEAK_COLOUR = _code(
    "BG409",
    "colour of charts that is hard to see",
    "A colour of theme.yaml that charts are drawn in has less contrast with the page than 3:1 (WCAG 2.2, 1.4.11), "
    "be it to readers with a kind of colour blindness.",
    "Take a darker colour.",
    Severity.WARNING,
)
COLOURS_ALIKE = _code(
    "BG414",
    "colours of charts that look alike",
    "Two colours that follow each other under `data` of theme.yaml, or its first and that of derived figures, stand "
    "side by side in charts and have less contrast with each other than 3:1: in a print in grey, or to readers with a "
    "kind of colour blindness. White parts them, and textures and shapes tell them apart, but they are slow to read.",
    "Let dark and light colours take turns.",
    Severity.WARNING,
)
WIDE_TRACKING = _code(
    "BG410",
    "letters too far apart",
    "A style of theme.yaml sets letters more than 0.06 of their size apart: readers of a PDF can take each for a word.",
    "Write `tracking: 60` or less.",
    Severity.WARNING,
)
REVIEW_MARK = _code(
    "BG406",
    "marked for review",
    "An entry that was carried forward from an earlier edition is marked `# REVIEW`: it may be out of date.",
    "Bring the entry up to date, or confirm it, and delete the comment.",
    Severity.WARNING,
)
STALE_FACT = _code(
    "BG407",
    "stale fact",
    "A fact's `stale_after` lies before the edition's date.",
    "Look at its source again; bring the fact up to date, or confirm it and set a later date.",
    Severity.WARNING,
)
CARRIED_FORWARD = _code(
    "BG411",
    "facts carried forward",
    "Facts are as they were in the edition that this one follows, and nobody has said that they still hold.",
    "Look at their sources; bring them up to date, or confirm them with `briefgen facts ID... --confirm`.",
    Severity.WARNING,
)
ENDED_BEFORE = _code(
    "BG412",
    "facts of an earlier time",
    "The day or time of facts lies before the edition's period, and nobody has said that they still hold.",
    "Bring them up to date, or confirm them with `briefgen facts ID... --confirm`.",
    Severity.WARNING,
)
DATES_APART = _code(
    "BG413",
    "one thing at two dates",
    "Two facts have one label, unit and period, and hold as of different days.",
    "Take out the older one, say in the labels how they differ, or confirm it with `briefgen facts ID... --confirm`.",
    Severity.WARNING,
)
AVOIDED_TERM = _code(
    "BG408",
    "term that the desk avoids",
    "The text has a term that desk.yaml lists under `avoid`.",
    "Write the term that the desk uses instead.",
    Severity.WARNING,
)
FUTURE_DATE = _code(
    "BG421",
    "date after the edition's",
    "A fact holds as of a day, or a source was published on a day, that comes only after the edition's date.",
    "Correct the date.",
)
PERIOD_NOT_OVER = _code(
    "BG422",
    "period that is not over",
    "A figure or the brief covers a time that ends only after the edition's date.",
    "Correct the period, or end it with the edition's date; a forecast says `forecast: true`.",
    Severity.WARNING,
)
WEEKDAY_DIFFERS = _code(
    "BG423",
    "weekday that is not the date's",
    "A text or a quote names a day of the week that does not fall on the date beside it.",
    "Correct the date or the day; {{ fact | weekday_long }} prints both.",
)

# Terms
FORBIDDEN_TERM = _code(
    "BG451",
    "term that the desk never writes",
    "The text has a term that desk.yaml lists under `forbid`.",
    "Write it in other words.",
)
ACRONYM_NOT_SPELT = _code(
    "BG452",
    "acronym that is not spelt out",
    "An acronym is used before the text has said what it stands for.",
    "Write its words and the acronym in brackets behind them; list it under `understood` in desk.yaml if all know it.",
    Severity.WARNING,
)
AGREED_TEXT_CHANGED = _code(
    "BG453",
    "agreed language changed",
    "A text comes close to language that was agreed, and differs from it.",
    "Write the agreed words to the letter; desk.yaml has them under `agreed`.",
)
AGREED_TEXT_MISSING = _code(
    "BG454",
    "agreed language missing",
    "The edition speaks of something for which language was agreed, and does not have that language.",
    "Write the agreed words to the letter; desk.yaml has them under `agreed`.",
)
TYPED_REFERENCE = _code(
    "BG455",
    "reference that is typed",
    "A text names a table, figure, section, paragraph, note or source of this brief by a number that does not follow.",
    "Write the reference that the hint has; if another document's is meant, say of which: Table 2 of the survey.",
    Severity.WARNING,
)

# Sign-off
FALLEN_SIGN_OFF = _code(
    "BG415",
    "sign-off has fallen",
    "A fact that somebody ticked against its source has changed since: its value, formula, source or wording.",
    "Look at the source again, then sign the fact off anew: `briefgen facts ID --sign-off --by NAME`.",
    Severity.WARNING,
)
UNKNOWN_SIGN_OFF = _code(
    "BG416",
    "sign-off of an unknown fact",
    "signoffs.yaml has a tick for a fact that is not in the ledger.",
    "Delete the entry; where the fact was renamed, sign it off under its new id.",
    Severity.WARNING,
)
TICKED_BY_AUTHOR = _code(
    "BG417",
    "ticked by its author",
    "Whoever entered a fact cannot be the one who ticks it against its source.",
    "Delete the entry in signoffs.yaml, if there is one, and let somebody else sign the fact off.",
)
UNTICKED_FACTS = _code(
    "BG418",
    "facts not signed off",
    "desk.yaml says `sign_off_required`, and some facts have no tick that holds.",
    "Let somebody who did not enter them tick them: `briefgen facts ID... --sign-off --by NAME`.",
    Severity.WARNING,
)
UNKNOWN_AUTHOR = _code(
    "BG419",
    "author not known",
    "Nobody says who entered a fact, so that nobody can tell whether another than its author signs it off.",
    "Add `author: ...` to edition.yaml, or to the fact.",
)

# Answers to a check sheet
ANSWERS_DAMAGED = _code(
    "BG420",
    "answers that cannot be used",
    "A file of answers to a check sheet is damaged, was edited by hand, was not written by a check sheet, or is of a "
    "form that this release does not know. Nothing was taken from it.",
    "Ask for the file that the check sheet saved, or for the mail with its text, as it is.",
)
ANSWERS_FOREIGN = _code(
    "BG426",
    "answers to another sheet",
    "Answers to a check sheet are those to another desk's or another edition's. Nothing was taken from them.",
    "Name the edition to which they belong, in the desk to which they belong.",
)
ANSWER_OUTDATED = _code(
    "BG427",
    "answer to a figure that has changed",
    "A figure that somebody found right on a check sheet has changed since the sheet was made: itself, what is shown "
    "of its source, or the sentences that print it. It was not ticked; others were.",
    "Ask for it again, with a new sheet: `briefgen checksheet EDITION ID --for NAME`.",
)
CALLED_WRONG = _code(
    "BG428",
    "figure that was called wrong or unclear",
    "Somebody who checked a figure against its source on a check sheet says that it is wrong, or that it is unclear.",
    "Look at the source with them; correct the figure, its wording or its place, then let it be checked again.",
)

# The edition before
UNFIT_PREDECESSOR = _code(
    "BG424",
    "predecessor that cannot be compared",
    "The edition that this one follows has errors, so that the brief cannot say what has changed since.",
    "Mend that edition, or take out `follows` in edition.yaml.",
    Severity.WARNING,
)
FOLLOWS_LATER = _code(
    "BG425",
    "edition that follows no earlier one",
    "An edition follows itself, or one whose date is not before its own.",
    "Name in `follows` the edition before this one, or take the line out.",
)

# The Word document from which styles are taken
REFERENCE_DAMAGED = _code(
    "BG431",
    "reference document that cannot be read",
    "reference.docx, from which the styles of the Word document come, is damaged, protected, or no Word document.",
    "Open it in Word and save it again as a Word document, or make a new one with `briefgen reference`.",
)
REFERENCE_REFUSED = _code(
    "BG432",
    "reference document that is refused",
    "reference.docx holds what could do harm: macros, or something that is loaded from outside the document.",
    "Take out what the message names, or make a new one with `briefgen reference`.",
)
STYLE_MISSING = _code(
    "BG433",
    "style missing in the reference document",
    "reference.docx lacks a style that the Word document uses, so that the one of theme.yaml stands in.",
    "Make a new one with `briefgen reference --out`, and copy the style from it, or live with that.",
    Severity.WARNING,
)
STYLE_UNFIT = _code(
    "BG434",
    "style in the reference document that does not fit",
    "A style or list of reference.docx is not what its name says, or refers to what is not there; it was mended.",
    "Correct the style in Word.",
    Severity.WARNING,
)
REFERENCE_OUTDATED = _code(
    "BG435",
    "reference document of another house style",
    "reference.docx was made from another theme.yaml or fonts than those in use, so that Word and PDF can differ.",
    "Make it anew with `briefgen reference`, and restyle it again where it had been.",
    Severity.WARNING,
)
FONT_NOT_EMBEDDED = _code(
    "BG436",
    "font that the Word document cannot carry",
    "A font is neither embedded in reference.docx nor in the house style, or may not be embedded.",
    "Use another font, or save reference.docx in Word with its fonts embedded: File > Options > Save.",
    Severity.WARNING,
)

# The documents
DOCX_DIFFERS = _code(
    "BG501",
    "Word document that differs",
    "The Word document, read back after writing, does not say what the content says: something is missing, stands "
    "twice or in another place, or reads otherwise.",
    "Nothing was written. This is a fault of briefgen, not of the content: report it with the message.",
)
PDF_DIFFERS = _code(
    "BG502",
    "PDF that differs",
    "The PDF, read back after writing, does not say what the content says: something is missing, stands twice or in "
    "another place, reads otherwise, or is on another page than the contents say.",
    "Nothing was written. This is a fault of briefgen, not of the content: report it with the message.",
)
HTML_DIFFERS = _code(
    "BG503",
    "HTML that differs",
    "The page, read back after writing, does not say what the content says: something is missing, stands twice or in "
    "another place, reads otherwise, or leads elsewhere; or the page has what could load or run anything.",
    "Nothing was written. This is a fault of briefgen, not of the content: report it with the message.",
)
LEAK = _code(
    "BG504",
    "release that holds what was left out of it",
    "A file of the release, read back after writing, holds a text, figure, name or file that the release must not "
    "hold. The message names the file, the part of it and what is there.",
    "Nothing was written. Look where else the content says it: in a text that is not marked, a picture, a source. If "
    "it is said nowhere, this is a fault of briefgen: report it with the message.",
)
TEXT_DIFFERS = _code(
    "BG505",
    "plain text that differs",
    "The plain text, read back after writing, does not say what the content says: something is missing, stands twice "
    "or in another place, reads otherwise, or a line has more than 72 columns.",
    "Nothing was written. This is a fault of briefgen, not of the content: report it with the message.",
)
MAIL_DIFFERS = _code(
    "BG506",
    "mail that differs",
    "The mail, read back after writing, does not say what the content says, in its headers, its text or its HTML, or "
    "does not carry the documents that were made with it.",
    "Nothing was written. This is a fault of briefgen, not of the content: report it with the message.",
)
NOT_IN_ASCII = _code(
    "BG507",
    "character that ASCII lacks",
    "A plain text in ASCII is to hold a character for which ASCII has neither a letter nor a sign.",
    "Leave `--ascii` out, or write the words in Latin letters.",
)

# Data files
DATA_FILE_DAMAGED = _code(
    "BG601",
    "data file that cannot be read",
    "A workbook, table or JSON file is damaged, cut off, or not what its name says.",
    "Open it in the program that it comes from and save it again, or download it again.",
)
DATA_FILE_REFUSED = _code(
    "BG602",
    "data file that is refused",
    "A data file is encrypted, brings programs, declares entities, is of an old kind, or is beyond the limits of "
    "SECURITY.md.",
    "Save it as .xlsx, .ods or .csv without password and macros, with only what is needed.",
)
DATA_FILE_FORM = _code(
    "BG603",
    "data file whose form must be declared",
    "How a text's letters, fields or numbers are written cannot be told from it: encoding, delimiter, decimal sign.",
    "Add the lines that the hint names to the file's source, after a look at the file.",
)
NOT_IN_DATA_FILE = _code(
    "BG604",
    "not in the data file",
    "A data file has no sheet, row, column, name, table, cell or pointer of that name.",
    "Correct the name; spaces at its ends do not count, everything else does.",
)
STANDS_TWICE = _code(
    "BG605",
    "stands twice in the data file",
    "What should be found once stands in several places, so that nobody can tell which is meant.",
    "Say which by `where`, by `cell`, or by another column of row names.",
)
CELL_REFUSED = _code(
    "BG606",
    "cell that is no figure",
    "A cell has an error, a note's mark in its number, a code, or text that is not a plain number.",
    "Correct the cell in the file, declare how the file writes its numbers, or bind the fact to another cell.",
)
CELL_SHOWS_OTHER = _code(
    "BG607",
    "cell that shows something else",
    "What a cell shows is not what it stores: a format hides, scales or renames its number. To print what is stored "
    "could undo a suppression.",
    "Let the cell show its number, or declare `stored: true` for the file where what is stored is meant.",
)
FORMULA_RESULT = _code(
    "BG608",
    "formula whose result does not hold",
    "A formula has no stored result, one that does not follow from its inputs, or leaves out a number stored as text.",
    "Open the workbook in Excel or LibreOffice, let it calculate (Ctrl+Shift+F9 there), and save it.",
)
UNCLEAR_DATE = _code(
    "BG609",
    "date that can be read in two ways",
    "A date is text in a form that is not declared, or shows no day or no year.",
    "Declare its form, such as `dates: D/M/YYYY`, or write it as a date.",
)
CELL_MISSING = _code(
    "BG610",
    "cell without a value",
    "A cell is blank, or has a mark that says why there is no figure. That is not 0.",
    "Bind the fact to another cell, or take the fact out.",
)
CELL_DIFFERS = _code(
    "BG614",
    "fact that is not what its cell says",
    "The cell of a data file that a fact is bound to by `from` says something else than facts.yaml.",
    "Take the cell's value over and let somebody tick it anew, or bind the fact to another cell.",
)
FIGURES_IN_SCALE = _code(
    "BG620",
    "figures in thousands or millions that are taken as they stand",
    "The words around the cells of a data file or table (heading, row, unit, title) say that its figures count in "
    "thousands, millions or the like, and the ledger would have them as ones.",
    "Say so in `from` of the fact, `in: million`, and the ledger has the figure in full; `in: ones` where the cell has "
    "it in full. A column of a table has no unit then, and is printed as it stands.",
)
ROUGH_TIME = _code(
    "BG615",
    "cell whose time is known roughly",
    "The row of a fact's cell says that its day is known to a week or a month only (time_precision above 1).",
    "Add `approx: true` to the fact, or say so in its caveat and leave it.",
    Severity.WARNING,
)
TABLE_CHANGED = _code(
    "BG617",
    "table whose rows or columns are others now",
    "The data file from which a table was taken has other rows or columns than its file in tables/.",
    "Look at what has come and gone, and take the table anew: `briefgen take TABLE --write`.",
)
HIDDEN_CELLS = _code(
    "BG611",
    "hidden part of a data file",
    "A sheet, rows or columns are hidden in the file, and were left out.",
    "Show them in the file, or say `hidden: true` where they are meant.",
    Severity.WARNING,
)
TABLE_SHAPE = _code(
    "BG612",
    "table whose headings cannot be found",
    "No row of a sheet can be taken for the headings of its columns, or a row below them is none of data.",
    "Name the rows of headings, such as `header: [3, 4]`, and the rows to skip.",
)
UNNAMED_TOTAL = _code(
    "BG618",
    "row of a table that is or seems to be a total",
    "A row is the sum of all others, or is called a total, and nothing says what it adds up: sums count it twice.",
    "Say so in tables.yaml: `total: {rows: [NAME]}`.",
    Severity.WARNING,
)
SUPPRESSED_FIGURE = _code(
    "BG619",
    "suppressed figure that a formula gives away",
    "A formula takes all other parts from the total of a table, and so gives the one that its source suppresses.",
    "Publish neither this figure nor others that give it away.",
)
TABLE_TOTAL = _code(
    "BG613",
    "total that its parts do not make",
    "The rows of a table do not add up to its total.",
    "Look whether rows are hidden or missing, and whether the total was calculated again.",
    Severity.WARNING,
)

# Documents that were not made here
DOCUMENT_DIFFERS = _code(
    "BG701",
    "figure of a document that differs from the ledger",
    "An audited document has another figure than the ledger for what the words around it name. The hint says how sure "
    "that is: the edition has the same words, or all words of the fact's label stand around the figure.",
    "Find out which of the two is right, and correct the other.",
)
DOCUMENT_MAY_DIFFER = _code(
    "BG702",
    "figure of a document that may differ from the ledger",
    "Most words of a fact's label stand around a figure of an audited document, and the ledger has another figure for "
    "that fact; it may be another thing that is called nearly the same.",
    "See whether the fact is meant, and which of the two is right.",
    Severity.WARNING,
)
TOTAL_DIFFERS = _code(
    "BG703",
    "total of a document that is not the sum of its parts",
    "A total in a table or sentence of an audited document is not the sum of what stands above, beside or behind it, "
    "beyond what rounding can do.",
    "Compare the total and its parts with their source, and correct the one that is wrong.",
)
PARTS_EXCEED_WHOLE = _code(
    "BG704",
    "part of a document's figure that is more than the whole",
    "An audited document says that some are part of a figure, and these are more than the figure.",
    "Compare both with their source, and correct the one that is wrong.",
)
SHARES_NO_WHOLE = _code(
    "BG705",
    "shares of a document that do not make up a whole",
    "Percentages in a table or sentence of an audited document come near to 100%, and do not add up to it, beyond what "
    "rounding can do.",
    "Compare them with their source; if a part is left out on purpose, say so beside them.",
    Severity.WARNING,
)
SHARE_DIFFERS = _code(
    "BG706",
    "percentage of a document that does not follow from its counts",
    "A percentage or change in an audited document is not what the two counts beside it give, beyond what rounding can "
    "do.",
    "Compare the counts and the percentage with their source, and correct the one that is wrong.",
)
STATED_TWICE = _code(
    "BG707",
    "figure of a document that is stated with two values",
    "An audited document gives two values for what seems to be the same: the same words and times stand around both.",
    "Find out which is right and correct the other, or say beside them how they differ.",
    Severity.WARNING,
)

# Translations
TRANSLATES_NOTHING = _code(
    "BG801",
    "translation of nothing that can be translated",
    "`translates` in edition.yaml names an edition that is not there, is a translation itself, or has errors of its "
    "own.",
    "Name the folder of an original of the desk, and mend its errors first.",
)
SHARED_FILE = _code(
    "BG802",
    "file that a translation cannot have",
    "A translation has the facts, deadlines, figures and tables of its original, so that both print the same figures.",
    "Delete the file; the words of the original's ledger are translated in labels.yaml.",
)
FIGURES_APART = _code(
    "BG803",
    "figures of a translation that are not those of the original",
    "A paragraph, title, caption or cell of a translation prints other facts, references or notes than its "
    "counterpart: one is missing, was added, stands in another paragraph, or in another cell.",
    "Print what the original prints there; the message names both places.",
)
OTHER_ORDER = _code(
    "BG804",
    "figures that a translation prints in another order",
    "A text of a translation prints the figures of the original in another order. A language may want that, and two "
    "figures may have been exchanged.",
    "Read both; where each figure stands with its own words, `briefgen translate --confirm` says so.",
    Severity.WARNING,
)
NOT_TRANSLATED = _code(
    "BG805",
    "text that only the original or only the translation has",
    "A section, paragraph, item, row or footnote of the original has no counterpart in the translation, or the other "
    "way round.",
    "Translate it, or take it out. Texts are matched in their order within a section, by what they are.",
)
DETAILS_APART = _code(
    "BG806",
    "detail of a translation that is not that of the original",
    "The date, number, period, marking, distribution or clearances of a translation, or the marking or kind of one of "
    "its sections, are not those of the original.",
    "Say the same, or leave the line out: what edition.yaml of a translation does not say is the original's.",
)
LABEL_MISSING = _code(
    "BG807",
    "words of the ledger that are not translated",
    "labels.yaml lacks words that the translation prints, so that those of the original are printed.",
    "Add them to labels.yaml; `briefgen translate EDITION --status` lists all of them.",
    Severity.WARNING,
)
LABEL_UNKNOWN = _code(
    "BG808",
    "translated words of something that the original does not have",
    "labels.yaml has words of a fact, figure, table, row or text that the original does not have (any more).",
    "Correct the id, or delete the words.",
)
CHANGED_SINCE = _code(
    "BG809",
    "text of the original that has changed since it was translated",
    "The original says something else there than when the translation was confirmed, or it never was.",
    "Bring the translation up to date, then run `briefgen translate EDITION --confirm`.",
    Severity.WARNING,
)

# Releases
UNKNOWN_RELEASE = _code(
    "BG901",
    "unknown release",
    "A mark, or the command, names a release that neither desk.yaml nor edition.yaml has.",
    "Correct the name, or add the release under `releases` in desk.yaml.",
)
MARK_OF_NOTHING = _code(
    "BG902",
    "mark of a release that is about nothing, or cannot be read",
    "A mark such as {for=minister} is about the words in brackets right before it, or about the paragraph, item, row, "
    "heading, caption or footnote at the end of which it stands. It names a release or a marking, in one line, and "
    "with quotes around several names. What only looks like one would be printed, and hide nothing.",
    "Put the words into brackets, or the mark at the end of the line; where it is no mark, write \\{ for the brace.",
)
LEFT_OUT = _code(
    "BG903",
    "text that needs what its release leaves out",
    "A part that a release has prints, cites or leads to something that is marked so that this release does not have "
    "it: a fact, a source, a figure, a section, or the input of a derived fact. Or all words go of what must have "
    "some: a title, label, caption, heading, or item with others in it.",
    'Mark the text as well, or let the release print other words: [words]{for=minister otherwise="other words"}.',
)
RELEASE_NAME = _code(
    "BG905",
    "release whose name is taken",
    "A release is built, and published, as an edition that has the release's name at the end of its own; an edition of "
    "that name is in the content already.",
    "Rename the release or the edition.",
)
LEAVES_OUT_NOTHING = _code(
    "BG907",
    "what a release is to leave out is not there",
    "`leave_out` of a release names neither a key of edition.yaml nor a part of the edition, so that nothing would be "
    "left out. Sections are named by their files, and parts within a text cannot be named.",
    "Correct the name, or mark the part itself.",
)
NOT_IN_EDITION = _code(
    "BG908",
    "what the desk's releases leave out is not in this edition",
    "`leave_out` of a release in desk.yaml names a section, fact, figure or other part that this edition does not "
    "have. It may have another name here, and then the release has it.",
    "If it is there under another name, mark it, or let edition.yaml say what this release leaves out.",
    Severity.WARNING,
)
FEWER_WORDS_LEFT_OUT = _code(
    "BG909",
    "translation that leaves out fewer words than its original",
    "In a section, or in edition.yaml, a release leaves out words in brackets in more places of the original than of "
    "the translation, which then says in its language what the release must not hold. No search can find that.",
    "Mark the same words in the translation.",
    Severity.WARNING,
)
SIGNS_LEFT = _code(
    "BG910",
    "signs left of words that a release leaves out",
    "A release leaves out words in brackets, and what stands around them is left: two commas in a row, an empty pair "
    "of brackets or quotation marks, a colon with nothing behind it. Its readers see that something was there.",
    "Take the sign into the brackets with the words, or give the release other words: `otherwise`.",
    Severity.WARNING,
)
DISCLOSED = _code(
    "BG904",
    "withheld figure that can be worked out",
    "A release withholds a figure that follows from those that it shows: a total less the other parts, a share and its "
    "whole, several totals of a table together. The message has the sum.",
    "Withhold a second figure of it as well, such as another part or the total, or let the texts of this release say "
    "something else: `otherwise`.",
)
DISCLOSED_BETWEEN = _code(
    "BG906",
    "withheld figure that can be worked out of two releases",
    "Two releases withhold a figure that neither of them gives away, and that somebody who has both can work out.",
    "Withhold a second figure of it in one of them, or see to it that nobody has both.",
    Severity.WARNING,
)
