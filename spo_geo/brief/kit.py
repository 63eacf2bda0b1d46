"""From a view to the bytes of a proposal kit."""

from datetime import date
from typing import Final

from spo_geo.boundaries import Layer
from spo_geo.brief.content import shown_view, write_brief
from spo_geo.brief.options import BriefOptions
from spo_geo.brief.pdf import docx_to_pdf
from spo_geo.brief.picture import map_picture
from spo_geo.brief.render import render_brief
from spo_geo.errors import SpoGeoError
from spo_geo.view import View
from spo_geo.word import WordFile

SUFFIXES: Final = (".docx", ".pdf")


def brief_file(
    view: View,
    suffix: str,
    made: date,
    options: BriefOptions | None = None,
    *,
    layer: Layer | None = None,
) -> bytes:
    """Return a selection as a proposal kit, by the ending of a file name.

    Parameters
    ----------
    suffix : {'.docx', '.pdf'}
        The kind of file.
    view, made, options, layer
        As for `make_brief`.

    Returns
    -------
    bytes

    Raises
    ------
    SpoGeoError
        For another suffix, and as `make_brief` and `make_brief_pdf`.
    """
    if suffix.lower() not in SUFFIXES:
        raise SpoGeoError("unknown kind of file", got=suffix, allowed=SUFFIXES)
    make = make_brief_pdf if suffix.lower() == ".pdf" else make_brief
    return make(view, made, options, layer=layer)


def make_brief(
    view: View,
    made: date,
    options: BriefOptions | None = None,
    *,
    layer: Layer | None = None,
) -> bytes:
    """Return a selection as a proposal kit in Word.

    Parameters
    ----------
    view : View
        The selection; every number in the kit is its own.
    made : date
        The day to print.
    options : BriefOptions, optional
        What the user chose.
    layer : Layer, optional
        Boundaries to draw; the print layer of ``geo/`` when left out.

    Returns
    -------
    bytes
        A DOCX; the same arguments give the same bytes.

    Raises
    ------
    SpoGeoError
        No project matches, too many do, the template cannot be read, or a word of
        the map cannot be drawn.
    """
    chosen = options or BriefOptions()
    word = WordFile(chosen.template)
    shown = shown_view(view, chosen)
    brief = write_brief(view, shown, chosen, made)
    picture = map_picture(shown, made, layer, upright=not word.is_wide)
    return render_brief(brief, picture, made, word)


def make_brief_pdf(
    view: View,
    made: date,
    options: BriefOptions | None = None,
    *,
    layer: Layer | None = None,
) -> bytes:
    """Return a selection as a proposal kit in PDF; see `make_brief`.

    Raises
    ------
    SpoGeoError
        As `make_brief`; also when LibreOffice is not installed or fails.
    """
    return docx_to_pdf(make_brief(view, made, options, layer=layer), made)
