"""Where a desk's content is, and which edition or release of it is meant."""

from __future__ import annotations

from dataclasses import field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen import codes
from briefgen.errors import ContentError, UsageError
from briefgen.frozen import frozen
from briefgen.inputs import fingerprint

if TYPE_CHECKING:
    from briefgen.cache import Cache
    from briefgen.content import Content
    from briefgen.memo import Memo
    from briefgen.releases import OpenRelease, Whole


@frozen
class Workspace:
    """Where a desk's content and assets are, and where its packs go; `cache` keeps charts, and cells of data files.

    The `memo` has what was made of parts that have not changed since the last check. The content of a `release` is that
    alone; `whole` is where it was made from, and `whole_inputs` the fingerprint of its content. `wholes` has the
    edition of which releases were made last, by that.
    """

    content: Content
    assets: Content
    out: Path
    cache: Cache | None = None
    memo: Memo | None = None
    release: OpenRelease | None = None
    whole: Workspace | None = field(default=None, repr=False)
    whole_inputs: str = ""
    wholes: dict[str, Whole] = field(default_factory=dict, repr=False, compare=False)

    def fingerprint(self, *names: str) -> str:
        """One digest over all files that a pack of editions is made from; raises StorageError."""
        return fingerprint(self.content, self.assets, *names)

    def require_whole(self) -> None:
        """Raises UsageError for the content of a release, on which nobody works."""
        if self.release:
            name, whole = self.release.name, self.release.whole.id
            raise UsageError(f"{name} is a release, which is made from {whole} each time: do this with {whole} instead")

    @property
    def content_folder(self) -> Path:
        """The folder of content that can be written to; raises UsageError for a release, and for none of the disk."""
        from briefgen.content import Folder

        self.require_whole()
        if not isinstance(self.content, Folder):
            raise UsageError("the content is no folder of the disk, so that nothing can be written to it")
        return self.content.path


def choose_brief(workspace: Workspace, asked: str | None, release: str = "") -> tuple[Workspace, str]:
    """The edition or the release that a name means, in its workspace; with `release`, that of the edition.

    Raises ContentError where there is none, or several, and UsageError for the release of a release.
    """
    from briefgen.content import choose_edition

    try:
        meant = (choose_edition(workspace.content, asked), release)
    except ContentError:
        from briefgen.content import folder_named, place_in, releases_around
        from briefgen.suggest import did_you_mean

        name = folder_named(asked or "")
        if not (around := releases_around(workspace.content, name)):
            raise
        if (named := around.get(name)) is None:
            hint = did_you_mean(name, around) or f"there are {', '.join(around)}"
            message = f'there is no edition or release "{asked}"'
            raise ContentError([codes.UNKNOWN_RELEASE.at(place_in(workspace.content), message, hint)]) from None
        if release:
            raise UsageError(f"{asked} is a release itself; leave out --release, or name {named[0]}") from None
        meant = named
    if not meant[1]:
        return workspace, meant[0]
    found = of_release(workspace, *meant)
    return found, found.release.name if found.release else meant[0]


def of_release(workspace: Workspace, name: str, release: str) -> Workspace:
    """The workspace of a release, whose edition is the only one but for the last; raises ContentError for none."""
    from briefgen.releases import open_whole

    inputs = fingerprint(workspace.content, None, name)
    if inputs not in workspace.wholes:
        whole = open_whole(workspace.content, name, workspace.cache)
        workspace.wholes.clear()
        workspace.wholes[inputs] = whole
    opened = workspace.wholes[inputs].release(release)
    return replace(
        workspace,
        content=opened.content,
        release=opened,
        memo=opened.memo,
        whole=workspace,
        whole_inputs=inputs,
    )


def refuse_translations(workspace: Workspace, *, wanted: bool) -> None:
    """Raises UsageError where a release is to have translations: each of these is an edition with its own releases."""
    if wanted and workspace.release:
        name, whole = workspace.release.name, workspace.release.whole.id
        raise UsageError(f"--with-translations is for a whole brief, such as {whole}; the release {name} has none")
