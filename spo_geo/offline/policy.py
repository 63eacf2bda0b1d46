"""Scripts and styles written into a page, and the policy that allows only those.

The policy is a Content-Security-Policy (W3C, CSP Level 3, section 6.7.3.3: sources
that match by hash): nothing may be loaded from anywhere, and nothing may run but the
scripts that the build put there, whatever a text in the records says.
"""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Inline:
    """A script or a style that stands in the page itself.

    Attributes
    ----------
    kind : {'script', 'style'}
        Name of the element.
    text : str
        Its content, with line feeds only.
    """

    kind: Literal["script", "style"]
    text: str

    @property
    def element(self) -> str:
        """The element as HTML."""
        return f"<{self.kind}>{self.text}</{self.kind}>"

    @property
    def source(self) -> str:
        """The hash by which a policy allows it."""
        digest = hashlib.sha256(self.text.encode()).digest()
        return f"'sha256-{base64.b64encode(digest).decode()}'"


def inline(kind: Literal["script", "style"], content: bytes) -> Inline:
    """Return a file as it can stand in a page.

    Parameters
    ----------
    kind : {'script', 'style'}
        What it is.
    content : bytes
        UTF-8.

    Returns
    -------
    Inline
        With line feeds: a browser reads every other line end as one, also before it
        takes the hash.

    Raises
    ------
    ValueError
        The content would end its element.
    """
    text = content.decode().replace("\r\n", "\n").replace("\r", "\n")
    if f"</{kind}" in text.lower() or "<!--" in text:
        msg = f"a {kind} that ends its own element"
        raise ValueError(msg)
    return Inline(kind, text)


def security_policy(parts: Iterable[Inline]) -> str:
    """Return the policy that allows these parts and nothing else.

    Parameters
    ----------
    parts : iterable of Inline
        Every script and style of the page.

    Returns
    -------
    str
        Images may only be ``data:`` addresses, which ask nobody.
    """
    parts = tuple(parts)
    return "; ".join(
        (
            "default-src 'none'",
            *(f"{kind}-src {_sources(parts, kind)}" for kind in ("script", "style")),
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _sources(parts: tuple[Inline, ...], kind: str) -> str:
    return " ".join(part.source for part in parts if part.kind == kind)
