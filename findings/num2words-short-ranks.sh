#!/usr/bin/env bash
# num2words 0.5.14: ranks in French as digits, and the thirtieth in Persian.
# Done: num2words of 1, 2 and 267 in French with to="ordinal_num", of 29 and 30 in Persian with to="ordinal".
# Seen: "1er", "2me", "267me"; the thirtieth is "سیم", which is the word for silver or wire.
# Expected: "2e" and "267e", as the Imprimerie nationale and the European Union's style guide have them; "سی‌ام".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check num2words==0.5.14
PYTHONIOENCODING=utf-8 "$folder/venv/bin/python" - <<'PYTHON' | tee "$folder/seen"
from num2words import num2words
for number in (1, 2, 267):
    print("fr", num2words(number, lang="fr", to="ordinal_num"))
for number in (29, 30):
    print("fa", num2words(number, lang="fa", to="ordinal"))
PYTHON
diff "$folder/seen" - <<'SEEN' && echo "as stated"
fr 1er
fr 2me
fr 267me
fa بیست و نهم
fa سیم
SEEN
