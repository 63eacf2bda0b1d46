/* Which part of the world is in view: the whole country, until the reader moves. */
(function () {
  "use strict";

  const atlas = window.SpoAtlas;
  const MARGIN_PX = 8;
  const ASIDE_PX = 80; // the country moves aside so far for an open legend

  atlas.Viewport = class {
    /** `foot` covers the lower edge of the map, `legend` the corner above it. */
    constructor(map, bounds, foot, legend) {
      this.map = map;
      this.bounds = bounds;
      this.foot = foot;
      this.legend = legend;
      this.root = map.getContainer();
      this.isMoved = false;
      this.holdStill();
      this.watch();
      this.fit();
    }

    /**
     * Leaflet focuses the map at the press of a button. Were the page to scroll
     * then, the pointer would leave the district before the click is complete.
     */
    holdStill() {
      this.root.focus = () =>
        HTMLElement.prototype.focus.call(this.root, { preventScroll: true });
    }

    /** The wheel zooms once the map has focus, so that a page can scroll past it. */
    watch() {
      this.map.on("focus", () => this.map.scrollWheelZoom.enable());
      this.map.on("blur", () => this.map.scrollWheelZoom.disable());
      this.map.on("movestart", () => (this.isMoved = !this.isFitting));
      this.map.on("resize", () => this.fitAgain());
      new ResizeObserver(() => this.resize()).observe(this.root);
      new ResizeObserver(() => this.fitAgain()).observe(this.foot);
    }

    /** Leaflet looks at the window only; the map's element may change alone. */
    resize() {
      const { x, y } = this.map.getSize();
      const { clientWidth, clientHeight } = this.root;
      if (x !== clientWidth || y !== clientHeight) this.map.invalidateSize();
    }

    fitAgain() {
      if (!this.isMoved) this.fit();
    }

    fit() {
      if (!this.root.clientWidth) return; // in a tab that is not open
      this.isFitting = true;
      this.map.fitBounds(this.bounds, {
        animate: false,
        paddingTopLeft: [MARGIN_PX, MARGIN_PX],
        paddingBottomRight: [
          this.legend.open ? ASIDE_PX : MARGIN_PX,
          MARGIN_PX + this.foot.offsetHeight,
        ],
      });
      this.isFitting = false;
    }
  };
})();
