#!/usr/bin/env bash
# Babel 2.19.0: spans of days with long names of months.
# Done: format_interval(date(2031, 2, 3), date(2031, 2, 9), skeleton, locale=...) with the skeletons yMMMd and yMMMMd, and with "long",
# which format_date takes as the name of a format.
# Seen: yMMMMd gives the short names of yMMMd in en_GB, fr and de, and long ones in es; "long" is taken for a skeleton that
# there is not, and gives both dates whole in the medium format. Neither is refused.
# Expected: "3–9 February 2031" and its like, or an error.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check babel==2.19.0
"$folder/venv/bin/python" - <<'PYTHON' | tee "$folder/seen"
from datetime import date
from babel.dates import format_interval
for locale in ("en_GB", "fr", "de", "es"):
    for skeleton in ("yMMMd", "yMMMMd", "long"):
        print(locale, skeleton, ascii(format_interval(date(2031, 2, 3), date(2031, 2, 9), skeleton, locale=locale)))
PYTHON
diff "$folder/seen" - <<'SEEN' && echo "as stated"
en_GB yMMMd '3\u2009\u2013\u20099 Feb 2031'
en_GB yMMMMd '3\u2009\u2013\u20099 Feb 2031'
en_GB long '3 Feb 2031\u2009\u2013\u20099 Feb 2031'
fr yMMMd '3\u20139 f\xe9vr. 2031'
fr yMMMMd '3\u20139 f\xe9vr. 2031'
fr long '3 f\xe9vr. 2031\u2009\u2013\u20099 f\xe9vr. 2031'
de yMMMd '3.\u20139. Feb. 2031'
de yMMMMd '3.\u20139. Feb. 2031'
de long '03.02.2031\u2009\u2013\u200909.02.2031'
es yMMMd '3\u20139 feb 2031'
es yMMMMd '3\u20139 de febrero de 2031'
es long '3 feb 2031\u2009\u2013\u20099 feb 2031'
SEEN
