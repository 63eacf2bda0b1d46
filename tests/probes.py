"""Texts that some reader would run, and how to see that none did.

One list for the page, the map in one file, and every file that leaves the program.
"""

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

MARKUP = {
    "script": "<script>window.__pwned=1</script>",
    "end of a script": '"></script><script>window.__pwned=1</script>',
    "end of a comment": "--><script>window.__pwned=1</script>",
    "event handler": "<img src=x onerror=window.__pwned=1>",
    "handler in an attribute": "\" onmouseover=window.__pwned=1 x=' autofocus",
    "svg": "<svg/onload=window.__pwned=1>",
    "frame": "<iframe src=javascript:window.__pwned=1>",
    "link": "[x](javascript:window.__pwned=1)",
    "picture": "![x](http://foreign.example/x.png)",
    "end of character data": "]]><x>&lt;b>",
}
TEMPLATES = {
    "jinja": "{{7*7}}",
    "jinja that reaches out": "{{ cycler.__init__.__globals__ }}",
    "jinja block": "{% raw %}",
    "string template": "${7*7} $title",
    "backtick": "`tick`",
    "format": "%s %(x)s {0} {title}",
}
WRITING = {
    "bold": "**bold** __x__ ~~y~~",
    "formula of TeX": r"$x^2$ \frac{1}{2} \(b\)",
    "colour of Streamlit": ":red[x]",
    "icon of Streamlit": ":material/home:",
    "emoji": ":smile:",
    "heading": "# x",
}
PATHS = {
    "path": "../../../../x",
    "path of Windows": r"..\..\CON",
    "device of Windows": "NUL",
    "address of a file": "file:///etc/passwd",
}
DIRECTIONS = {
    "right to left override": "\u202egpj.exe\u202c",
    "isolate left open": "\u2067abc",
    "separators of lines": "a\u2028b\u2029c",
    "zero width": "a\u200bb\ufeffc",
}
# No semicolon: these go into cells that hold lists as well.
PROBES = {**MARKUP, **TEMPLATES, **WRITING, **PATHS, **DIRECTIONS}
PROBES = {name: text.replace("&lt;", "&lt") for name, text in PROBES.items()}

FORMULAS = {
    "formula": "=1+1",
    "link of a spreadsheet": '=HYPERLINK("http://foreign.example","x")',
    "command": "=cmd|'/c calc'!A0",
    "plus": "+1+1",
    "minus": "-1+1",
    "at": "@SUM(1)",
    "wide equals": "＝1+1",
}
CONTROLS = {
    "NUL": "a\x00b",
    "bell and escape": "a\x07b\x1b[31mc",
    "no character": "a\ufffeb\uffffc",
}
ENTITIES = {
    "entity": "&amp; &#x3c;script&#x3e; &nbsp;",
    "entity of a file": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;',
}
LONG = {"long": "word " * 4_000, "long and unbroken": "x" * 40_000}

# Of the last, a page shows what a reader can see: they are not in the text to look for.
TEXT = " ".join({**MARKUP, **TEMPLATES, **WRITING, **PATHS}.values()).replace(
    "&lt;", "&lt"
)
"""Many in one line, as a browser shows it and a test looks for it."""

ALL = {**PROBES, **FORMULAS, **CONTROLS, **ENTITIES, **LONG}


def seen(text: str) -> str:
    """Return a text as a file holds it: what XML forbids replaced, spaces as one."""
    legal = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", text)
    return " ".join(legal.split())


def parts_of(content: bytes) -> Iterator[tuple[str, etree._Element]]:
    """Yield the XML parts of an office file, each well-formed and without entities."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            assert not name.startswith("/")
            assert ".." not in name
            if name.endswith((".xml", ".rels")):
                data = archive.read(name)
                assert b"<!DOCTYPE" not in data
                yield name, etree.fromstring(data, parser)


def outside(content: bytes) -> list[str]:
    """Return what an office file would fetch or open: external targets, programs."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        odd = [n for n in archive.namelist() if re.search(r"vba|ole|embed|external", n)]
    for name, root in parts_of(content):
        if name.endswith(".rels"):
            odd += root.xpath("//*[@TargetMode='External']/@Target")
    return odd


def fields(content: bytes) -> set[str]:
    """Return the first words of the field codes of a Word document."""
    names = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
    codes = [
        code
        for _, root in parts_of(content)
        for code in (
            *root.xpath("//w:fldSimple/@w:instr", namespaces=names),
            *root.xpath("//w:instrText/text()", namespaces=names),
        )
    ]
    return {code.split()[0] for code in codes if code.split()}
