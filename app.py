"""The page of the coverage atlas: ``streamlit run app.py``."""

from spo_geo.ui.page import draw_page

draw_page()
