import io
import zipfile
from datetime import date

import pytest

from spo_geo import officefile
from spo_geo.errors import SpoGeoError
from spo_geo.officefile import require_sane, settle, xml_text

CORE = (
    '<cp:coreProperties><dcterms:modified xsi:type="dcterms:W3CDTF">'
    "2031-01-02T03:04:05Z</dcterms:modified></cp:coreProperties>"
)


def archive(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name, text in parts.items():
            target.writestr(name.replace("__", "/"), text)
    return buffer.getvalue()


def test_settle_takes_every_time_out() -> None:
    content = settle(
        archive(**{"docProps__core.xml": CORE, "a.xml": CORE}), date(2026, 11, 22)
    )
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        assert {entry.date_time for entry in opened.infolist()} == {
            (1980, 1, 1, 0, 0, 0)
        }
        assert b">2026-11-22T00:00:00Z<" in opened.read("docProps/core.xml")
        assert opened.read("a.xml").decode() == CORE


def test_xml_text_keeps_all_that_xml_can_hold() -> None:
    kept = "Thatta\t\n ٹھٹھہ \U0001f600 �"
    assert xml_text(f"\x00\x08{kept}\x1f\ud800\ufffe") == kept


def test_require_sane_refuses_what_is_no_archive() -> None:
    with pytest.raises(SpoGeoError, match=r"not a Word document; in x\.docx"):
        require_sane(b"text", where="x.docx", kind="Word document")


def test_require_sane_refuses_what_unpacks_to_something_huge(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    content = archive(a="x" * 1000)
    require_sane(content, where="x.docx", kind="Word document")
    monkeypatch.setattr(officefile, "MAX_UNPACKED", 999)
    with pytest.raises(SpoGeoError, match="too large"):
        require_sane(content, where="x.docx", kind="Word document")
