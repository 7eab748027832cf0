#!/usr/bin/env bash
# Babel 2.19.0: the order of day and month in spans of days, in the English of Pakistan and of Belize.
# Done: format_date(date(2031, 2, 3), "long", locale=...) and format_interval(date(2031, 2, 3), date(2031, 2, 9), "yMMMd", locale=...).
# Seen: the date is day first ("3 February 2031", "03 February 2031"), the span of days month first ("Feb 3 – 9, 2031").
# Expected: both day first, as en_GB and en_IN have them. Both locales inherit CLDR's spans from en, which is American.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check babel==2.19.0
"$folder/venv/bin/python" - <<'PYTHON' | tee "$folder/seen"
from datetime import date
from babel.dates import format_date, format_interval
first, last = date(2031, 2, 3), date(2031, 2, 9)
for locale in ("en_PK", "en_BZ", "en_IN"):
    print(locale, ascii(format_date(first, "long", locale=locale)), ascii(format_interval(first, last, "yMMMd", locale=locale)))
PYTHON
diff "$folder/seen" - <<'SEEN' && echo "as stated"
en_PK '3 February 2031' 'Feb 3\u2009\u2013\u20099, 2031'
en_BZ '03 February 2031' 'Feb 3\u2009\u2013\u20099, 2031'
en_IN '3 February 2031' '3\u20139 Feb 2031'
SEEN
