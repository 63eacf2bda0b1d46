/* On paper: light colours, groups open, the map in a size that fits the sheet. */
(function () {
  "use strict";

  const file = window.SpoFile;

  /** `atlas` is the map, `themed` sets it back to the reader's theme. */
  file.preparePrinting = function (atlas, themed) {
    let closed = [];
    let before = null;
    window.addEventListener("beforeprint", () => {
      before = seen(atlas);
      closed = [...document.querySelectorAll("details[data-print=open]:not([open])")];
      closed.forEach((details) => (details.open = true));
      document.body.classList.add("is-printing");
      atlas.setTheme("light");
      atlas.map.invalidateSize({ animate: false });
      atlas.viewport.fit();
    });
    window.addEventListener("afterprint", () => {
      closed.forEach((details) => (details.open = false));
      document.body.classList.remove("is-printing");
      themed();
      atlas.map.invalidateSize({ animate: false });
      restore(atlas, before);
    });
  };

  /** Which part of the map the reader sees. */
  function seen({ map, viewport }) {
    return { centre: map.getCenter(), zoom: map.getZoom(), isMoved: viewport.isMoved };
  }

  function restore({ map, viewport }, { centre, zoom, isMoved }) {
    map.setView(centre, zoom, { animate: false });
    viewport.isMoved = isMoved;
  }
})();
