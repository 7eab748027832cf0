#!/usr/bin/env bash
# Babel 2.19.0: groups of digits in Switzerland's English, where an apostrophe stands between them.
# Done: format_decimal and format_percent of one to three groups, locale "en_CH".
# Seen: one apostrophe stays, of two or more each pair is dropped: 1'234, but 12345678 and 1234567'800%.
# Expected: 12'345'678 and 1'234'567'800%.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check babel==2.19.0
"$folder/venv/bin/python" - <<'PYTHON' | tee "$folder/seen"
from babel.numbers import format_decimal, format_percent
for number in (1234, 12345678, 1234567890):
    print(number, ascii(format_decimal(number, locale="en_CH")))
print(12345678, ascii(format_percent(12345678, locale="en_CH")))
PYTHON
diff "$folder/seen" - <<'SEEN' && echo "as stated"
1234 "1'234"
12345678 '12345678'
1234567890 "1234567'890"
12345678 "1234567'800%"
SEEN
