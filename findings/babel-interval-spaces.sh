#!/usr/bin/env bash
# Babel 2.18.0 and 2.19.0: format_interval of two days of one month, skeleton yMMMd, in British English.
# Done: format_interval(date(2031, 2, 3), date(2031, 2, 9), "yMMMd", locale=...) with each release.
# Seen: en_GB is "3–9 Feb 2031" in 2.18.0, and "3 – 9 Feb 2031" with thin spaces (U+2009) around the dash in 2.19.0; en_IN is
# "3–9 Feb 2031" in both, and en is "Feb 3 – 9, 2031" with thin spaces in both.
# Expected: one text for one language; a release that changes no function changes what is printed, since CLDR's data come with it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for release in 2.18.0 2.19.0; do
    python3 -m venv "$folder/$release"
    "$folder/$release/bin/pip" install --quiet --disable-pip-version-check "babel==$release"
    "$folder/$release/bin/python" - <<'PYTHON'
from datetime import date
import babel
from babel.dates import format_interval
for locale in ("en_GB", "en_IN", "en"):
    print(babel.__version__, locale, ascii(format_interval(date(2031, 2, 3), date(2031, 2, 9), "yMMMd", locale=locale)))
PYTHON
done | tee "$folder/seen"
diff "$folder/seen" - <<'SEEN' && echo "as stated"
2.18.0 en_GB '3\u20139 Feb 2031'
2.18.0 en_IN '3\u20139 Feb 2031'
2.18.0 en 'Feb 3\u2009\u2013\u20099, 2031'
2.19.0 en_GB '3\u2009\u2013\u20099 Feb 2031'
2.19.0 en_IN '3\u20139 Feb 2031'
2.19.0 en 'Feb 3\u2009\u2013\u20099, 2031'
SEEN
