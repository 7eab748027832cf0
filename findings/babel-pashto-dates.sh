#!/usr/bin/env bash
# Babel 2.19.0: dates in Pashto and in Afghanistan's Persian.
# Done: 6 May 2031 as "long" and by the skeletons of month and day, and of year and month, locales "ps" and "fa_AF", and "fa" beside them.
# Seen: in "ps" the long date is day, month, year, and the skeletons are month, day and year, month; in "fa_AF" month, day as well. In "fa" the day
# is always first, and the year last.
# Expected: one order of day, month and year in one language.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check babel==2.19.0
PYTHONIOENCODING=utf-8 "$folder/venv/bin/python" - <<'PYTHON' | tee "$folder/seen"
from datetime import date
from babel.dates import format_date, format_skeleton
day = date(2031, 5, 6)
for locale in ("ps", "fa_AF", "fa"):
    parts = (format_skeleton(skeleton, day, locale=locale) for skeleton in ("MMMMd", "yMMMM"))
    print(locale, "|", format_date(day, "long", locale), "|", " | ".join(parts))
PYTHON
diff "$folder/seen" - <<'SEEN' && echo "as stated"
ps | 6 مۍ 2031 | مۍ 6 | 2031 مۍ
fa_AF | 6 می 2031 | می 6 | می 2031
fa | 6 مه 2031 | 6 مه | مه 2031
SEEN
