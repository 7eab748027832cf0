#!/usr/bin/env bash
# num2words 0.5.14: thousands in Spanish whose number ends in one.
# Done: num2words of 1,000, 21,000, 31,000 and 21,000,000, language "es".
# Seen: "veintiuno mil", "treinta y uno mil", "veintiuno millones".
# Expected: "veintiún mil", "treinta y un mil", "veintiún millones": uno is shortened before mil and millones (Real Academia Española, Diccionario panhispánico de dudas).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check num2words==0.5.14
PYTHONIOENCODING=utf-8 "$folder/venv/bin/python" - <<'PYTHON' | tee "$folder/seen"
from num2words import num2words
for number in (1000, 21000, 31000, 21000000):
    print(number, num2words(number, lang="es"))
PYTHON
diff "$folder/seen" - <<'SEEN' && echo "as stated"
1000 mil
21000 veintiuno mil
31000 treinta y uno mil
21000000 veintiuno millones
SEEN
