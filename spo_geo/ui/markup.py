"""Build HTML in which text from the data stays text."""

from html import escape

_VOID = frozenset({"br", "hr"})


class Markup(str):
    """HTML that was built by `tag`; every other string is text and is escaped."""

    __slots__ = ()


def tag(name: str, *children: str, **attributes: str) -> Markup:
    """Return an element.

    Parameters
    ----------
    name : str
        Element name.
    *children : str
        Text, which is escaped, or `Markup`, which is not.
    **attributes : str
        Attribute values, escaped; a trailing underscore of a name is dropped.

    Returns
    -------
    Markup
        The element.

    Examples
    --------
    >>> tag("p", "1 < 2", tag("b", "!"), class_="note")
    '<p class="note">1 &lt; 2<b>!</b></p>'
    """
    pairs = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
    )
    if name in _VOID:
        return Markup(f"<{name}{pairs}>")
    inner = "".join(c if isinstance(c, Markup) else escape(c) for c in children)
    return Markup(f"<{name}{pairs}>{inner}</{name}>")


def join(*parts: Markup, between: str = "") -> Markup:
    """Return elements one after another, with text between them."""
    return Markup(escape(between).join(parts))


def source_link(source: str) -> Markup:
    """Return a source: a web address as a link, anything else as text."""
    if source.startswith(("http://", "https://")):
        return tag("a", source, href=source, target="_blank", rel="noopener noreferrer")
    return Markup(escape(source))


def notice(text: str) -> Markup:
    """Return a message that is announced, its text as it is."""
    return tag("p", text, role="alert", class_="spo-notice")


def definition_list(*rows: tuple[str, str]) -> Markup:
    """Return names with their values; rows with an empty value are left out."""
    return tag(
        "dl",
        *(
            tag("div", tag("dt", name), tag("dd", value))
            for name, value in rows
            if value
        ),
        class_="spo-facts",
    )
