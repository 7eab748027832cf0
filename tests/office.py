"""LibreOffice, as the tests run it: with the house fonts and nothing of the machine's own settings."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

FONTS_FOLDER = Path(__file__).parent.parent / "assets/fonts"
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


def converted(source: Path, form: str = "pdf") -> Path:
    """The document in another format, beside itself."""
    folder = source.parent
    (folder / "fonts.conf").write_text(FONTS.format(fonts=FONTS_FOLDER, cache=folder / "cache"))
    subprocess.run(
        [
            *("soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"),
            *("--convert-to", form, "--outdir", folder, source),
        ],
        env={**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf"), "HOME": str(folder)},
        check=True,
        capture_output=True,
        timeout=300,
    )
    return source.with_suffix(f".{form}")
