#!/usr/bin/env bash
# Babel 2.19.0: the first day of a month in French.
# Done: 1 and 2 May 2031 as "long", locales "fr" and "fr_CA".
# Seen: "1 mai 2031" in both, beside "2 mai 2031".
# Expected: "1er mai 2031", as French documents have the first of a month, and it alone, by its rank (Lexique des règles typographiques).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check babel==2.19.0
PYTHONIOENCODING=utf-8 "$folder/venv/bin/python" - <<'PYTHON' | tee "$folder/seen"
from datetime import date
from babel.dates import format_date
for locale in ("fr", "fr_CA"):
    print(locale, "|", *(format_date(date(2031, 5, day), "long", locale) + " |" for day in (1, 2)))
PYTHON
diff "$folder/seen" - <<'SEEN' && echo "as stated"
fr | 1 mai 2031 | 2 mai 2031 |
fr_CA | 1 mai 2031 | 2 mai 2031 |
SEEN
