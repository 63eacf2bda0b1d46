"""Signing in with an organisation's account, where the server is set up for it.

Off unless the server's secrets have an ``[auth]`` table; Streamlit then speaks OpenID
Connect with the provider that it names. Nothing of the records is drawn, and so
nothing is sent, before somebody has signed in. ``docs/deploy.md`` says how to set it
up and what it does not protect.
"""

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.errors import StreamlitAuthError, StreamlitSecretNotFoundError

from spo_geo.errors import SpoGeoError
from spo_geo.ui.markup import notice, tag

LIBRARIES: Final = ("authlib", "httpx")
"""What Streamlit needs for it, beside what the page needs."""


def is_admitted() -> bool:
    """Tell whether this visitor may see the page; draw the way in when not.

    Returns
    -------
    bool
        True where the server asks nobody to sign in.
    """
    try:
        if not is_required() or _is_signed_in():
            return True
        _check_libraries()
        _draw_way_in()
    except SpoGeoError as error:
        st.html(notice(f"Nobody can sign in: {error}."))
    return False


def is_required() -> bool:
    """Tell whether the server's secrets ask visitors to sign in.

    Returns
    -------
    bool

    Raises
    ------
    SpoGeoError
        There are secrets, and they cannot be read. Streamlit takes such a file for
        none; the page must not open because of a slip of the pen.
    """
    if not any(Path(path).exists() for path in st.get_option("secrets.files")):
        return False
    try:
        return "auth" in st.secrets
    except (StreamlitSecretNotFoundError, OSError, ValueError) as error:
        raise SpoGeoError(
            "the server's secrets cannot be read",
            next_step="have secrets.toml mended by whoever keeps this server",
        ) from error


def draw_sign_out() -> None:
    """Say below the filters who is signed in; nothing where nobody has to."""
    if not is_required():
        return
    who = st.user.get("name") or st.user.get("email") or st.user.get("sub")
    with st.sidebar:
        st.html(tag("p", f"Signed in as {who}", class_="spo-small"))
        if st.button("Sign out", icon=":material/logout:", width="stretch"):
            st.logout()


def _is_signed_in() -> bool:
    return st.user.get("is_logged_in") is True


def _check_libraries() -> None:
    missing = [name for name in LIBRARIES if find_spec(name) is None]
    if missing:
        raise SpoGeoError(
            f"the server lacks {' and '.join(missing)}, which signing in needs",
            next_step="have whoever keeps it run: pip install -r requirements-sso.txt",
        )


def _draw_way_in() -> None:
    """Draw a button for each provider, one being the rule."""
    st.html(tag("p", "Sign in to see the atlas."))
    for provider, label in _providers().items():
        if st.button(label, key=f"sign in {provider}", type="primary"):
            _sign_in(provider)


def _providers() -> dict[str, str]:
    """Return the providers with the words on their buttons."""
    auth = st.secrets["auth"]
    tables = dict(auth) if isinstance(auth, Mapping) else {}
    names = [name for name, value in tables.items() if _is_provider(value)]
    if not names:
        return {"": "Sign in"}
    return {name: f"Sign in with {name.capitalize()}" for name in names}


def _is_provider(value: object) -> bool:
    return isinstance(value, Mapping) and "client_id" in value


def _sign_in(provider: str) -> None:
    try:
        st.login(provider or None)
    except StreamlitAuthError as error:
        raise SpoGeoError(
            "the [auth] table of secrets.toml is not complete",
            got=" ".join(str(error).split()),
            next_step="compare it with docs/deploy.md",
        ) from error
