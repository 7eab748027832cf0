#!/usr/bin/env bash
# @microsoft/sarif-multitool-linux 5.7.0: the exit code of `validate`.
# Done: `validate` of a log that lacks what the schema requires (a result without a message).
# Seen: the fault is printed as "error JSON1002", and the program ends with 0, as it does for a sound log.
# Expected: an exit code that a build script can rely on; today only the printed text tells.
# Needs: npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" @microsoft/sarif-multitool-linux@5.7.0
cat >"$folder/log.sarif" <<'JSON'
{"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
 "runs": [{"tool": {"driver": {"name": "example"}}, "results": [{"ruleId": "R1"}]}]}
JSON
code=0
"$folder/node_modules/.bin/sarif-multitool-linux" validate "$folder/log.sarif" >"$folder/printed" 2>&1 || code=$?
{
    grep -o 'error [A-Z]*[0-9]*' "$folder/printed" | sort -u
    echo "exit code $code"
} | tee "$folder/seen"
diff "$folder/seen" - <<'SEEN' && echo "as stated"
error JSON1002
exit code 0
SEEN
