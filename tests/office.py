"""LibreOffice, as the tests run it: with the house fonts and nothing of the machine's own settings."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

FONTS_FOLDER = Path(__file__).parent.parent / "assets/fonts"
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


def converted(source: Path, form: str = "pdf") -> Path:
    """The document in another format, beside itself."""
    (made,) = converted_together([source], form, source.parent)
    return made


def converted_together(sources: Sequence[Path], form: str = "pdf", folder: Path | None = None) -> list[Path]:
    """Documents of one folder in another format, made by one process; below that folder unless one is given.

    `form` may name LibreOffice's filter too: `docx:MS Word 2007 XML`.
    """
    home = sources[0].parent
    extension = form.partition(":")[0]
    target = folder or home / f"as-{extension}"
    (home / "fonts.conf").write_text(FONTS.format(fonts=FONTS_FOLDER, cache=home / "cache"))
    subprocess.run(
        [
            *("soffice", "--headless", f"-env:UserInstallation={(home / 'profile').as_uri()}"),
            *("--convert-to", form, "--outdir", target, *sources),
        ],
        env={**os.environ, "FONTCONFIG_FILE": str(home / "fonts.conf"), "HOME": str(home)},
        check=True,
        capture_output=True,
        timeout=300,
    )
    made = [target / source.with_suffix(f".{extension}").name for source in sources]
    assert all(path.exists() for path in made)
    return made
