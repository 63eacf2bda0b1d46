/* The only part that knows Streamlit and the frame that streamlit-folium makes. */
(function () {
  "use strict";

  const atlas = window.SpoAtlas;

  /**
   * Draw the map in streamlit-folium's frame and return the Leaflet map.
   *
   * The version is not read: it makes the script of another data set another one.
   */
  atlas.attach = function (divId, version) {
    const map = atlas.create(divId, window.SPO_GEO);
    if (window.Streamlit) connect(map, window.Streamlit);
    return map.map;
  };

  function connect(map, streamlit) {
    let click = null;
    map.onSelect = function (pcode) {
      click = {
        type: "Feature",
        geometry: null,
        // A district that is clicked again later is news; the time makes it so.
        properties: { adm2_pcode: pcode, at: Date.now() },
      };
      report(streamlit, { last_active_drawing: click });
    };
    // streamlit-folium hooks every layer's click as well, and reports this 250 ms
    // later; it is then the same value and goes no further.
    map.layers.forEach((layer) => (layer.toGeoJSON = () => click));
    streamlit.events.addEventListener("streamlit:render", (event) => {
      const theme = event.detail.theme;
      if (theme && theme.base) map.setTheme(theme.base); // the reader may switch it
    });
  }

  /** Send a value at once, and note it where streamlit-folium looks for news. */
  function report(streamlit, value) {
    const shared = window.__GLOBAL_DATA__;
    if (shared) {
      shared.last_active_drawing = value.last_active_drawing;
      shared.previous_data = value;
    }
    streamlit.setComponentValue(value);
  }
})();
