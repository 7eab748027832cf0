#!/usr/bin/env bash
# Babel 2.18.0 and 2.19.0: format_compact_decimal, format_type "long", in India's English.
# Done: format_compact_decimal(number, format_type="long", locale="en_IN", fraction_digits=1) with each release.
# Seen: 123,456 is "123.5 thousand" in 2.18.0 and "1.2 lakh" in 2.19.0, with a narrow no-break space (U+202F) where the thousands of
# 2.19.0 have a plain one; 123,456,789,012 is "12345.7 crore", not grouped.
# Expected: one text for one language, one kind of space in it, and "12,345.7 crore".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for release in 2.18.0 2.19.0; do
    python3 -m venv "$folder/$release"
    "$folder/$release/bin/pip" install --quiet --disable-pip-version-check "babel==$release"
    "$folder/$release/bin/python" - <<'PYTHON'
import babel
from babel.numbers import format_compact_decimal
for number in (1234, 123456, 12345678, 123456789012):
    print(babel.__version__, number, ascii(format_compact_decimal(number, format_type="long", locale="en_IN", fraction_digits=1)))
PYTHON
done | tee "$folder/seen"
diff "$folder/seen" - <<'SEEN' && echo "as stated"
2.18.0 1234 '1.2 thousand'
2.18.0 123456 '123.5 thousand'
2.18.0 12345678 '12.3 million'
2.18.0 123456789012 '123.5 billion'
2.19.0 1234 '1.2 thousand'
2.19.0 123456 '1.2\u202flakh'
2.19.0 12345678 '1.2\u202fcrore'
2.19.0 123456789012 '12345.7\u202fcrore'
SEEN
