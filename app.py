"""The page of the coverage atlas: ``streamlit run app.py``."""

if __name__ == "__main__":  # a visitor came, or changed something
    from spo_geo.ui.page import draw_page

    draw_page()
else:  # the server starts
    import streamlit

    from spo_geo.ui.server import KEEPS_HASHED_FILES, started

    app = streamlit.App(__file__, lifespan=started, middleware=[KEEPS_HASHED_FILES])
