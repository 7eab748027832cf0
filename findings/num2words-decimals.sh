#!/usr/bin/env bash
# num2words 0.5.14: decimals in Persian and in Arabic.
# Done: num2words of 1.05 and 2.25 in Persian, of 63.4 in Arabic.
# Seen: 1.05 is said as one and a half, while 2.25 is two and twenty-five hundredths; 63.4 is sixty-three, two spaces, a Latin comma and forty.
# Expected: one and five hundredths; sixty-three and four tenths, in words of Arabic alone.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check num2words==0.5.14
PYTHONIOENCODING=utf-8 "$folder/venv/bin/python" - <<'PYTHON' | tee "$folder/seen"
from num2words import num2words
for number, language in ((1.05, "fa"), (2.25, "fa"), (63.4, "ar")):
    print(language, number, num2words(number, lang=language))
PYTHON
diff "$folder/seen" - <<'SEEN' && echo "as stated"
fa 1.05 یک و نیم
fa 2.25 دو و بیست و پنج صدم
ar 63.4 ثلاثة و ستون  , أربعون
SEEN
