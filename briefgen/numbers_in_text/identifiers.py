"""Numbers that identify and count nothing: references, weeks, symbols of documents, telephones, addresses, "
"coordinates.

Each kind is a row of `IDENTIFIERS`, with texts in which it finds every number, and others in which none is found. Texts
are read with plain dashes, spaces and quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from functools import cache

from briefgen.frozen import frozen
from briefgen.model.labels import DEFAULT_LANGUAGE
from briefgen.numbers_in_text.mention import MentionKind
from briefgen.numbers_in_text.naming import counts_in_units, is_followed_by_words
from briefgen.numbers_in_text.vocabulary import FigureWords, vocabulary_of, words_of
from briefgen.patterns import compiled, lazy_regex


@frozen
class Identifier:
    """A kind of number that is no statistic.

    `is_weak` says that words behind such a number make a count of it ("in week 12 sank"), save behind a capital letter,
    or those of any case and behind any letter.
    """

    what: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    is_weak: bool = False
    has_words: bool = True
    is_of_any_case: bool = False

    def within(self, text: str, units: Set[str], language: str = DEFAULT_LANGUAGE) -> Iterator[tuple[int, int]]:
        """The stretches of a text that are such a number with its label; none that counts one of the units."""
        words = vocabulary_of(language)
        for match in self.pattern.finditer(text):
            is_counting = (
                self.is_weak
                and (self.is_of_any_case or not match[0][0].isupper())
                and is_followed_by_words(text, match.end(), words, any_case=self.is_of_any_case)
            )
            if not is_counting and not counts_in_units(text, match.end(), units, words):
                yield match.span()


_DETERMINERS = (
    "a an any each every first his its last next no one our past per same that the their these this those whole whose"
)
_NO_DETERMINER = "".join(rf"(?<!\b{word} )" for word in _DETERMINERS.split())
_END = r"(?![\w%]|[.,]\d|-[a-z])"
_LINK = r"(?:-|, | and | or | to | & |, and )"


def _labelled(singular: str, number: str, plural: str = "") -> str:
    """A pattern: a label, not in small letters behind a determiner, and its number; several behind a plural."""
    one = [word.replace("~", " ") for word in singular.split()]
    several = [*plural.split(), *(f"{word}{'es' if word[-1] in 'sx' else 's'}" for word in one if word[-1] != ".")]
    behind_one, behind_several = rf" {number}(?:-{number})?", rf" {number}(?:{_LINK}{number})*"
    return rf"(?<![\w/.-])(?:{_any_case(one)}{behind_one}|{_any_case(several)}{behind_several}){_END}"


def _any_case(words: Iterable[str]) -> str:
    known = list(map(re.escape, words))
    large = [form for word in known for form in (word[0].upper() + word[1:], word.upper())]
    return rf"(?:{'|'.join(large)}|{_NO_DETERMINER}(?:{'|'.join(known)}))"


_PARTS = (
    "annex appendix art. article attachment box ch. chapter chart clause enclosure endnote exhibit fig. figure "
    "footnote "
    "note p. page panel para. paragraph sec. section slide table"
)
_PART = r"(?:[A-Z]{1,2}[.-]?)?\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?(?:\([a-z0-9]{1,3}\))*"
_NUMBERED = (
    "agenda~item building channel checkpoint district gate grade item lane lesson module objective option phase pier "
    "pillar priority recommendation round rule runway scenario schedule sector session stage task terminal tier type "
    "version ward zone"
)
_NUMBERED_IN_CAPITALS = (
    "Block|Category|Class|Day|Edition|Floor|Goal|Group|Issue|Level|Platform|Question|SDG|Step|Target|Unit|Volume|Wave"
)
"""What is as often measured or counted, unless a capital makes a name of it."""
_STREET = (
    r"(?:Street|St\.?|Road|Rd\.?|Avenue|Ave\.?|Lane|Square|Boulevard|Blvd\.?|Drive|Quay|Way|Place|Close|Terrace"
    r"|Crescent|Embankment|Gardens|Parade|Row|Hill|Park|Wharf)"
)
_WORD = r"[A-Z][^\W\d_]+"
_POSTCODE = rf"(?:[A-Z]{{1,2}}-)?\d{{4,6}} {_WORD}(?:[ -]{_WORD})?(?: \d{{1,2}}\b)?"
_DEGREES = r"\d{1,3}(?:\.\d+)?°(?: ?\d{1,2}(?:\.\d+)?')?(?: ?\d{1,2}(?:\.\d+)?(?:\"|''))? ?[NSEW]\b"
_YEAR = r"(?:1[89]|20)\d{2}"


_YEARS_IN_TURN = "|".join(
    rf"(?:1[89]|20){year - 1:02}(?:/(?:(?:1[89]|20)(?=\d\d))?{'|-' if year > 12 else ''}){year:02}"
    for year in range(1, 100)
)
"""Two years of which the second follows the first; 2011-12 may be a month."""
_DIGITS_OF_TELEPHONE = r"(?=(?:[ (+)./-]*\d){5})(?:\+?(?:\(?\d{1,8}\)?[ ./-]?){1,7})(?<=\d)"
_LAW = (
    rf"(?:{_YEAR}[-/]\d{{1,5}}|\d{{1,2}}\.\d{{3}}/{_YEAR}|\d{{1,5}}[-/]{_YEAR}|\d{{1,3}}/\d{{1,5}})(?:[-/][A-Z]{{2,4}})?"
    rf"|\d{{1,4}}(?: \({_YEAR}\)|-[A-Z]{{2,3}})?"
)
"""The number of a law: 2254, 2254 (2015), 39/2015, 13.709/2018, 20/1234, 2004/38/EC."""


_NO_WORD = "(?!(?:ALL|BY|IN|NET|NO|OF|OUT|TO|TOP|UP|[A-Z]{3}(?<=AFN|CHF|CNY|EUR|GBP|INR|JPY|PKR|USD))-)"
"""Not before what is a word or a currency in capitals, behind which a hyphen is a minus."""


def _row(
    what: str, pattern: str, examples: str, counter_examples: str, *, is_weak: bool = False, has_words: bool = True
) -> Identifier:
    found, left = examples.split(" · "), counter_examples.split(" · ")
    return Identifier(what, lazy_regex(pattern), tuple(found), tuple(left), is_weak, has_words)


IDENTIFIERS: tuple[Identifier, ...] = (
    _row(
        "sign of a paragraph or section",
        rf"[¶§]{{1,2}} ?{_PART}(?:{_LINK}{_PART})*{_END}",
        "¶¶ 3, 5 and 9 · § 12 · §§ 5-7 · under § 5(2)",
        "§ 4,321 · § 12% · § of 12",
        has_words=False,
    ),
    _row(
        "part of a document",
        rf"{_labelled(_PARTS, _PART, 'appendices arts. chs. figs. paras. pp. secs.')}",
        "Table 9 shows it · as Tables 1 and 2 show · (see Figure 3) · FIGURE 4.2 · figs. 1-3 · in paragraphs "
        "12 to 15, 17 and 19 · under Article 5(2)(b) of the treaty · pp. 12–14 · Annex 3, section 2.1, note 7 "
        "· Table A1, box B-2",
        "the figure 12 was wrong · Table 4,321 · Figure 4.2 million · a figure of 12 · sections of 12 · "
        "Section 12 boats · table 12% · on the page 12 names stood",
    ),
    _row(
        "citation",
        r"\[\d{1,3}(?:(?:, |-)\d{1,3})*(?:, (?:(?:¶{1,2}|§{1,2}|pp?\.|pages?|paras?\.?|paragraphs?|tables?|figures?"
        r"|annex|sections?|notes?|lines?|chapters?|box) ?\d{1,4}(?:-\d{1,4})?|end|summary))*\]",
        "so it says [2, page 1] · [1] · [1, ¶ 1] · [3, 5-7] · [2, table 1, lines 3-5]",
        "[4,321] · [12 boats] · [12%] · [1, about 40]",
        has_words=False,
    ),
    _row(
        "enumerator",
        r"(?:^|(?<=[;,.] )|(?<=: )(?=\(1\))|(?<=[;,] and )|(?<=[;,] or ))\((?:1?\d|20)\)(?= [^\W\d_])"
        r"|^(?:[12]?\d|30)(?:\.\d{1,2})*[.)](?= [^\W\d_])|^\d{1,2}(?:\.\d{1,2}){2,}(?= [A-Z])",
        "asked for: (1) nets, (2) ice; and (3) crews · 1. Scope · 2) The quay · 3.2. Findings · 1.2.3 Ports",
        "Hull (12), York (7) and Wick (3) · 12 boats · Boats 12. · 3.2 tonnes · (12 boats) · 3.2 Hull · Boats: "
        "(12) in Hull · 45. The rest",
        has_words=False,
    ),
    _row(
        "week of the year",
        rf"(?:[Ee]pi(?:demiological|\.)?|ISO|[Cc]alendar) weeks? \d{{1,2}}(?:{_LINK}\d{{1,2}})*{_END}"
        r"|(?<![\w-])(?:19|20)\d{2}-?W\d{2}(?!\w)|(?<![\w-])(?:EW ?|W)\d{1,2}(?:/(?:19|20)?\d{2})?(?!\w)",
        "in epidemiological week 40, and · epi weeks 40 to 42 · ISO week 7 of the year · 2031-W07 · EW 12 · W40/31",
        "40 weeks · week of 40 · epidemiological week 40 boats · W 40 boats",
    ),
    _row(
        "numbered week",
        _labelled("week wk.", r"\d{1,2}"),
        "three cases in week 40 and five after · Week 7 was quiet · weeks 40–42. · in week 3",
        "the past week 40 boats sank · in week 40 people sank · each week 12 · a week 12 of them · 40 a week",
        is_weak=True,
    ),
    _row(
        "symbol of a document",
        rf"(?<![\w/])[A-Z]{{1,6}}(?:/[A-Z\d][\w.-]*){{2,}}(?: \({_YEAR}\))?"
        r"|(?:COM|SWD|JOIN|SEC|OJ)\(\d{4}\) ?\d{1,5}"
        r"|(?:Act|Decision|Decree|Directive|Law|Order|Ordinance|Regulation)s? "
        r"(?:\([A-Z][A-Za-z, ]{1,20}\) )?(?:No\.? )?\d{1,4}/\d{1,4}(?:/[A-Z]+)?"
        r"|(?:P\.? ?L\.?|Public Law)(?: No\.)? \d{2,3}-\d{1,4}|(?:E\. ?O\.|Executive Order)(?: No\.)? \d{4,5}"
        r"|(?:H\.? ?R\.|(?:H|S|S\. ?J|H\. ?J)\. ?Res\.) \d{1,4}(?=[ ,.;)]|$)"
        r"|\d{1,2} (?:U\.?S\.?C\.?|C\.?F\.?R\.?)(?: §{0,2}| Part)? ?\d{1,5}[a-z]{0,2}(?:[.-]\d+)?"
        rf"|Cm(?:nd)?\.? \d{{2,5}}{_END}|SI \d{{4}}/\d{{1,4}}|(?:GAO|RS|CRS)-\d\w*(?:-\d+)*",
        "S/RES/2593 (2021) · A/76/L.12 and E/CN.4/2005/7 · Under P.L. 117-43, it went · E.O. 14064 blocks it "
        "· Executive Order 14064 · COM(2025) 12 · Regulation (EU) 2016/679 · Law No. 12/2024 · Directive 2004/38/EC · "
        "H.R. 1234, S. Res. 12 · 22 U.S.C. § 2151 · 15 CFR 740.2 · Cm 9876 · SI 2019/123 · GAO-22-105432",
        "AFN/86 boats · boats/50 · USD/12 · 117-43 · Regulation of 12 · HC 45 · S. 12 · C/45 · 14064 blocks · COM 2025",
        has_words=False,
    ),
    _row(
        "resolution or law",
        rf"(?:UNSCR|UNGAR|UNSC [Rr]esolutions?|Resolutions?|{_NO_DETERMINER}resolutions?)(?: \([A-Z]{{2,8}}\))?"
        rf" \d{{1,4}}(?: \({_YEAR}\))?"
        rf"(?:(?:, | and |, and ){_NO_DETERMINER}\d{{1,4}} \({_YEAR}\))*{_END}"
        rf"|[A-Z]\w+ (?:Act|Bill|Charter|Code|Convention|Declaration|Law|Order|Protocol|Regulations|Rules"
        rf"|Treaty)(?: \([A-Z]{{2,8}}\))? (?:\({_YEAR}\)|{_YEAR}{_END})"
        rf"|[A-Z]\w+ (?:Guide|Guidelines|Handbook|Manual|Standards) \({_YEAR}\)"
        rf"|(?:IHR|MARPOL|SOLAS|STCW|UNCLOS|COLREGs?) \({_YEAR}\)",
        "Resolution 47 was read · resolution 2593 (2021) · Resolution (UNSCR) 2615 (2021) exempts aid · UNSCR "
        "1325 (2000) and 2242 (2015) · the Regulations (IHR (2005)) met · the Sea Fisheries Act 1992 · the "
        "Safety of Life Convention (1974) · Harbour Handbook (2018) is old",
        "the resolution 12 boats · Resolution of 12 · resolution 12 members backed · Resolution 47,000 · GDP (2005)"
        " · Law 2024 · the charter, 2024",
        is_weak=True,
    ),
    _row(
        "number of a series",
        rf"(?<!\w)(?:[Nn]o|[Vv]ol)s?\. ?\d{{1,6}}(?:/\d{{1,4}})?(?:{_LINK}\d{{1,4}})*{_END}|№ ?\d{{1,6}}"
        rf"|(?:ISBN|ISSN|DOI"
        rf"|[Dd]oi)[: ]{{1,2}}[\dX][\dX./-]*\w*"
        r"|(?:ISO|IEC|EN|DIN|BS|ANSI|IEEE|RFC|NIST(?: SP)?|IFRS|IAS|IPSAS|ISAE)(?:[/ ](?:IEC|EN"
        r"|ISO))* ?\d{1,6}(?:[-:]\d{1,4}){0,2}"
        rf"{_END}",
        "Decree No. 23 of the council · vol. 130 · nos. 5-7 · ISBN 978-3-16-148410-0 · ISO 8601 · ISO/IEC "
        "27001:2022 · RFC 2119",
        "No 12 boats · no 12 · No. 12 boats · No. 12,000 · EN 12,000",
        is_weak=True,
    ),
    _row(
        "fiscal year",
        rf"(?<!\w)FYs? ?(?:{_YEAR}|\d{{2}})(?:[/-](?:\d{{4}}|\d{{2}}))?(?:(?:, | and | to )(?:FY ?)?{_YEAR})*{_END}"
        rf"|(?:[Ff]iscal|[Ff]inancial|[Bb]udget|[Aa]cademic|[Mm]arketing"
        rf"|[Cc]rop) [Yy]ears? {_YEAR}(?:[/-](?:\d{{4}}|\d{{2}}))?"
        rf"(?:(?:, | and | to ){_YEAR})*{_END}",
        "in FY2024 and FY 2025 · FY24/25 · FY 2023–24. · fiscal year 2024 · financial years 2023/24 · FY2022 to FY2024",
        "fiscal year of 12 · 12 fiscal years · FY 12,000 · fiscal year 2024 boats · FY 12%",
    ),
    _row(
        "year that begins in one calendar year and ends in the next",
        rf"(?<![\w/.,-])(?:{_YEARS_IN_TURN}){_END}",
        "in 2027/28 · from 2026-27 to 2027-28 · 2010/11 · 2023/2024 · the budget of 2025/26.",
        "in 2027/29 · 2027/280 · 2026-28 · 2011-12 · 2024-2025 · 2027/2029 · 2027/28 boats",
        has_words=False,
    ),
    _row(
        "phase of food insecurity",
        r"IPC(?:/CH)? ?(?:(?:AFI|AMN) )?(?:[Pp]hases? ?)?[1-5]\+?(?:(?: to |-| and | or "
        r"| or above, )[1-5]\+?)?(?![\w%]|[.,]\d)"
        r"|(?:[Pp]hases?) [1-5](?:\+|(?: and | or )(?:above|higher|worse)|(?: to |-| and )[1-5])(?![\w%]|[.,]\d)",
        "in IPC Phase 3 or above · IPC 3+ · IPC Phases 3 to 5 · Phase 3 and above · phase 3+ (crisis) · IPC/CH Phase 4",
        "5 phases · IPC of 3 · IPC 3 boats · IPC 3.2 · phases of 5 · CH 3",
    ),
    _row(
        "numbered thing",
        rf"{_labelled(_NUMBERED, r'[0-9]{1,2}')}|(?<=[a-z,] )(?:{_NUMBERED_IN_CAPITALS})s? \d{{1,2}}"
        rf"(?:{_LINK}\d{{1,2}})?{_END}",
        "(phase 4 of the classification) · Phase 2 begins in May · Objective 3: nets · options 1 and 2"
        " · agenda item 4 · a Category 4 storm · on Level 3. · under SDG 6",
        "at this stage 12 boats · in stage 12 sank · the group 12 of them joined · Sector 4,321 · level 12% · "
        "the day 12 died"
        " · Unit 12 boats · units of 12 · a target 50 · output 30 · volume 45 · Target 50 · water level 45 · "
        "Sector 450",
        is_weak=True,
    ),
    _row(
        "road or flight",
        r"(?:[Rr]oute|[Hh]ighway|[Ii]nterstate|[Mm]otorway|[Ff]light|Hwy"
        r"|Rte)s?\.? (?:No\. )?(?:[A-Z]{1,3}[ -]?)?\d{1,4}(?: and \d{1,4})?[A-Z]?(?![\w%]|[.,]\d)",
        "on Route 66 · flight PK 661, which fell · Flight 370. · Highway 1, then · interstates 5 and 80",
        "flights of 12 · 12 flights · route 12 boats · Highway 4,321 · flight 12 sank · train 12",
        is_weak=True,
    ),
    _row(
        "model, form or code",
        rf"(?<![\w/.-])(?:[A-Z]{{1,5}}\d\+\d|(?:{_NO_WORD}[A-Z]{{1,3}}-"
        rf"|[A-Z]{{1,4}})\d{{1,4}}(?:[A-Z]\d{{0,3}}){{0,4}}(?:[-/.][A-Z]{{0,3}}\d{{1,5}}[A-Z]?)*s?)"
        r"(?![\w%]|[.,]\d|-?[a-z])"
        r"|(?<!\w)(?:(?:An|Il|Ka|Mi|Su|Tu|Yak)-|(?:Airbus|Antonov|Boeing|Ilyushin|MiG"
        r"|Mk)[ -])\d{1,3}(?:-\d{1,4})?[A-Z]{0,2}s?(?![\w%]|[.,]\d)"
        r"|(?<!\w)(?:Forms? (?:[A-Z]{1,4}-?)?|forms? [A-Z]{1,4}-?)\d{1,4}(?:-?[A-Z])?(?![\w%]|[.,]\d)"
        r"|(?<![\w.,-])\d{1,3}-[A-Z](?!\w)"
        r"|(?<!\w)[Cc][Oo][Vv][Ii][Dd]-19(?!\w)|(?<![\w/.,])(?:24/7|9/11)(?![\w/]|[.,]\d)",
        "an F-16 and a UH-60A · AK-47s came · Boeing 737-800 · MiG-29 or Su-30 · form R1, Form 12 · the M1 "
        "and the N-5 · MH370 · H1N1, G20, CO2, PM2.5 · COVID-19 and covid-19 · 24/7 since 9/11 · P5+1 · Form "
        "10-K",
        "Killed12 · Net-12 · form 12 boats · USD12 · Form 4,321 · 7/11 · 24/8 · x12 · Over-50 boats · Q-12% · UP-45"
        " · USD-45 · An 80 km stretch · Mark 12 · form 45 · DOWN-45",
        is_weak=True,
        has_words=False,
    ),
    _row(
        "version",
        r"(?<![\w.])v?\d{1,2}(?:\.\d{1,2}){2,}(?![\w%]|[.,]\d)|(?<!\w)[Vv]ersions? \d{1,2}(?:\.\d{1,3})+(?!\w)",
        "as 3.2.1 says · v2.1.3 · version 2.4",
        "3.2 · 1.234.567 · version of 12 · 12.480",
        has_words=False,
    ),
    _row(
        "international telephone",
        r"(?<!\w)(?!\+\d{1,3}(?: \d{3})+(?![ -]?\d))(?=(?:[ (+).-]*\d){9})\+\d{1,3}(?:[ .-]?\(\d{1,4}\)|[ .-]\d{2,3})"
        r"(?:[ .-]?\d{2,8}){1,5}(?!\w|[.,]\d)",
        "the hotline +254 20 555 0147 took calls · +44 (0)20 7946 0018 answers · at +00 55 501 40 17",
        "+254 700 555 boats · +12 345 678 boats · +4,321",
        has_words=False,
    ),
    _row(
        "telephone",
        r"(?:[Tt]el(?:ephone)?s?|[Pp]hone|[Ff]ax|[Mm]obile|[Hh]otline|[Ww]hats[Aa]pp)\b[.:]{0,2}(?: (?:no"
        r"|number)\.?:?)? ?"
        r"(?=(?:[ (+)./-]*\d){5})(?:\+?(?:\(?\d{1,5}\)?[ ./-]?){1,7})(?<=\d)(?![\w%]|[.,]\d)"
        r"|(?<!\w)(?!\+\d{1,3}(?: \d{3}){1,2}(?![ -]?\d))\+\d{1,3}(?:[ .-]?\(\d{1,4}\)"
        r"|[ .-]\d{2,3})(?:[ .-]?\d{2,8}){1,5}(?!\w|[.,]\d)"
        r"|(?<!\w)\(\d{3}\) \d{3}-\d{4}(?!\w)|(?<!\w)[Ee]xt\. ?\d{1,5}(?![\w%]|[.,]\d)",
        "tel. +00 55 501 40 17 · Telephone: 020 7946 0018 · call +44 (0)20 7946 0018 · +00 12 345 67 · (202) "
        "555-0143, ext. 12 · fax 555-0143 · call +254 700 555 012, day and night",
        "+12 345 678 boats · +254 700 555 012 boats · +66% · +4,321 · they phoned 12 times · (202) boats · by "
        "telephone 12 of them",
        is_weak=True,
    ),
    _row(
        "time zone",
        r"(?<!\w)(?:UTC|GMT) ?[+-] ?\d{1,2}(?::?[0-5]\d)?(?![\w%]|[.,]\d)",
        "by the clock here (UTC+3) · in UTC-05:30, the hours · GMT +2",
        "UTC of 3 · UTC 12 boats · GMT+3.5",
        has_words=False,
    ),
    _row(
        "address",
        rf"(?:{_WORD} ){{1,3}}?{_STREET} \d{{1,4}}[A-Za-z]?(?:, {_POSTCODE})?(?=[,.;)]|$)"
        rf"|(?<![\w.,])\d{{1,4}}[A-Za-z]?(?:-\d{{1,4}})?,? (?:{_WORD} ){{1,3}}{_STREET}(?=[,.;)]|$)(?:, {_POSTCODE})?"
        rf"|(?<![\w.,])\d{{1,3}}(?:st|nd|rd|th) (?:Street|Avenue)"
        rf"|(?:P\. ?O\.|PO) ?Box \d{{1,6}}(?:-\d{{4,6}})?(?:,? {_WORD}(?:[ -]{_WORD})?,? \d{{4,6}})?{_END}"
        r"|(?<!\w)(?:[Rr]oom|[Rr]m\.?|[Ss]uite|[Ff]lat|[Aa]partment"
        rf"|Apt\.?|[Bb]uilding) [A-Z]{{0,2}}\d{{1,4}}(?:\.\d{{1,3}})?[A-Z]?{_END}",
        "Quay Street 12, 1209 Northport 7. Data · 10 Downing Street, it said · 12-14 Harbour Road. · P.O. Box "
        "1234 · PO Box 4410, Port Ellin 80100. · P.O. Box 30218-00100 Hull "
        "· Room 4.12 and room 7 · suite 400 · on 42nd Street",
        "on Quay Street 500 people marched · 12 Quay boats · 1209 Northport · rooms for 12 · the room 12 "
        "boats · Room 4,321",
        is_weak=True,
    ),
    _row(
        "postcode",
        r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}(?!\w)|(?<=, )[A-Z]{2} \d{5}(?:-\d{4})?(?![\w%]|[.,]\d)"
        r"|(?<!\w)[A-Z]{1,2}-\d{4,5}(?= [A-Z])",
        "London SW1A 2AA · Washington, DC 20523 · CH-1211 Geneva",
        "AF 20523 · SW 12 · 12 AA",
        has_words=False,
    ),
    _row(
        "address on the web",
        r"(?<!\w)(?:[a-z][a-z0-9+.-]{0,20}://|www\.|mailto:)[^\s<>\"]*[^\s<>\".,;:!?)\]]"
        r"|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
        r"|(?<![\w@.])(?:[A-Za-z][\w-]{0,62}\.){1,5}[a-z]{2,10}/[^\s<>\"]*[^\s<>\".,;:!?)\]]|(?<!\w)[@#][A-Za-z]\w*",
        "https://example.org/2024/report-3.pdf. · desk7@example.org · www.example4.org · (example.org/a/12) · #Vote31",
        "12 @ 40 · boats/12 · a/12 · #12",
        has_words=False,
    ),
    _row(
        "coordinates",
        rf"(?<![\w.,]){_DEGREES}(?:[,;]? ?(?:and )?{_DEGREES})?"
        r"|(?<![\w.,])-?\d{1,3}\.\d{3,8}[,;] ?-?\d{1,3}\.\d{3,8}(?![\w%])"
        r"|(?<![\w.,])\d{1,3}(?:\.\d+)? [NS],? \d{1,3}(?:\.\d+)? [EW](?!\w)",
        "lies at 9°30′N 13°42′W. · 34.5°N, 69.2° E · 33°56′11″S · 34.5553, 69.2075 · 31.5 N, 74.3 E",
        "9°C · 30° · 12 N · 34.5, 69.2 · 34.555 and 69.207",
        has_words=False,
    ),
    _row(
        "base of an index",
        rf"{_YEAR}(?:[-/]\d{{2,4}})? ?= ?100{_END}",
        "on base 2012 = 100 for all · 2015=100 · (2011-12 = 100)",
        "2012 = 104 · x = 100 · 2012 and 100",
        has_words=False,
    ),
)
"""Every kind of number that is known to be no statistic, without being listed by a desk."""


FIGURES = frozenset({MentionKind.DATE, MentionKind.MONEY, MentionKind.PERCENT})
"""What is a figure whatever stands around it."""


def identifiers(
    text: str, units: Set[str] = frozenset(), language: str = DEFAULT_LANGUAGE
) -> Iterator[tuple[int, int]]:
    """The stretches of a text, in plain characters, that identify something; `units` are words that are counted.

    Kinds that begin with words of English are read in texts in English; other languages have the labels of their file.
    """
    if any(map(str.isdecimal, text)):
        for row in _rows(language):
            yield from row.within(text, units, language)


@cache
def _rows(language: str) -> tuple[Identifier, ...]:
    words = vocabulary_of(language)
    if words.has_grammar:
        return IDENTIFIERS
    plain = tuple(row for row in IDENTIFIERS if not row.has_words)
    return (*plain, *_own_rows(words))


def _own_rows(words: FigureWords) -> Iterator[Identifier]:
    """What words of a language's file stand before: parts of documents, laws, names, codes and telephones."""
    clitics = "".join(words.words("clitics"))
    before = rf"(?<![\w/.-])[{clitics}]{{0,2}}" if clitics else r"(?<![\w/.-])"
    rank = words_of(words.words("ordinal_endings"))
    number = rf"(?:{_LAW}|{_PART}(?:-{_PART}){{0,2}})(?:{rank}(?!\w))?(?![-/(]\d)"
    plural, ranges = _alternatives(words.words("plural_labels")) or "(?!)", words_of(words.words("range"))
    sign = rf"(?: \([A-Z]{{2,4}}\))?(?: {words.number_sign})? ?"
    several = rf"(?:[¶§]{{2}} ?|{before}(?i:{plural}){sign})"
    if labels := _alternatives((*words.words("labels"), *words.words("plural_labels"))):
        chain = rf"{several}{number}(?:, {number})*(?:,? (?:{ranges})\s?|-){number}"
        one = rf"{before}(?i:{labels}){sign}{number}"
        yield Identifier("part of a document or law", compiled(rf"(?:{chain}|{one}){_END}"), (), ())
    if numbered := _alternatives(words.words("numbered")):
        pattern = rf"{before}(?i:{numbered}) ?(?:[A-Z]{{1,3}}[ -]?)?\d{{1,3}}{_END}"
        yield Identifier("numbered thing", compiled(pattern), (), (), is_weak=True, is_of_any_case=True)
    if capitals := "".join(words.words("capitals")):
        letters, but = "".join((capitals, *words.words("small_letters"))), words_of(words.words("no_codes"))
        model = rf"(?!(?i:{but})-)[{capitals}][{letters}]{{0,3}}-\d{{1,4}}[{letters}]{{0,2}}"
        pattern = rf"(?<![\w/.-])(?:{model}|\d{{1,4}}-[{capitals}]{{2,4}})(?![\w%]|[.,]\d|-)"
        yield Identifier("model or law in letters of its script", compiled(pattern), (), ())
    if names := _alternatives(words.words("names")):
        yield Identifier("name", compiled(rf"(?<![\w/.,])(?:{names})(?![\w/]|[.,]\d)"), (), ())
    if codes := _alternatives(words.words("codes")):
        yield Identifier("code", compiled(rf"{before}(?:{codes})[- ]?\d{{1,4}}{_END}"), (), ())
    if telephones := _alternatives(words.words("telephones")):
        pattern = rf"{before}(?i:{telephones})[.:]{{0,2}} ?{_DIGITS_OF_TELEPHONE}{_END}"
        yield Identifier("telephone", compiled(pattern), (), ())


def _alternatives(words: Iterable[str]) -> str:
    """A pattern for any of the words; empty where there are none."""
    return "|".join(re.escape(word).replace(r"\ ", " ") for word in sorted(words, key=len, reverse=True))
