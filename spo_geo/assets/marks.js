/* The two layers that are off at first: offices and the undated presence list.
   A mark stands at the centre of a district, for no source gives an address. */
(function () {
  "use strict";

  const atlas = window.SpoAtlas;
  const OFFICES = "SPO offices (undated list)";
  const PRESENCE = "Presence list, undated (not project coverage)";
  const OFFICE_NOTE =
    "The mark is at the district's centre, not an address. " +
    "The list of offices is undated.";

  atlas.Marks = class {
    constructor(map, shape, geo, tip, onClick) {
      this.onClick = onClick;
      this.map = map;
      this.shape = shape;
      this.tip = tip;
      this.offices = L.layerGroup();
      this.presence = L.layerGroup();
      this.presenceLabels = this.byDistrict(geo.presence);
      for (const pcode of this.presenceLabels.keys()) {
        this.mark(pcode, "spo-presence", false).addTo(this.presence);
      }
      for (const [pcode, labels] of this.byDistrict(geo.offices)) {
        this.officeMark(pcode, labels).addTo(this.offices);
      }
    }

    /** Leaflet's layer control behind a button; its own opens at a mere hover. */
    addControl() {
      const overlays = { [OFFICES]: this.offices, [PRESENCE]: this.presence };
      const options = { position: "topleft", collapsed: false };
      const list = L.control.layers({}, overlays, options).addTo(this.map);
      const box = list.getContainer();
      const choices = box.querySelector(".leaflet-control-layers-list");
      const toggle = atlas.button("Layers", () => {
        choices.hidden = !choices.hidden;
        toggle.setAttribute("aria-expanded", String(!choices.hidden));
      });
      toggle.setAttribute("aria-expanded", "false");
      choices.hidden = true;
      box.prepend(toggle);
    }

    showsOffices() {
      return this.map.hasLayer(this.offices);
    }

    showsPresence() {
      return this.map.hasLayer(this.presence);
    }

    /** Several labels of one district share a mark. */
    byDistrict(marks) {
      const districts = new Map();
      for (const [label, pcode] of marks) {
        if (!this.shape.districts.has(pcode)) continue;
        districts.set(pcode, [...(districts.get(pcode) || []), label]);
      }
      return districts;
    }

    mark(pcode, className, interactive) {
      const icon = L.divIcon({ className: className, iconSize: [13, 13] });
      const options = { icon: icon, interactive: interactive, keyboard: interactive };
      options.zIndexOffset = interactive ? 1000 : 0; // an office shows inside a ring
      return L.marker(this.shape.districts.get(pcode).centre, options);
    }

    officeMark(pcode, labels) {
      const { name, centre } = this.shape.districts.get(pcode);
      const lines = [
        ["spo-tip-title", atlas.plural(labels.length, "SPO office") + ", " + name],
        ...labels.map((label) => ["", label]),
        ["spo-tip-note", OFFICE_NOTE],
      ];
      const show = () => this.tip.show(lines, this.map.latLngToContainerPoint(centre));
      const hide = () => this.tip.hide();
      const marker = this.mark(pcode, "spo-office", true);
      marker.on("mouseover", show).on("mouseout", hide);
      marker.on("click", () => this.onClick(pcode)); // as the district under it
      marker.on("add", () => {
        const element = marker.getElement();
        element.setAttribute("role", "img");
        element.setAttribute("aria-label", lines.map((line) => line[1]).join(". "));
        element.addEventListener("focus", show);
        element.addEventListener("blur", hide);
      });
      return marker;
    }

    /** The tooltip's lines of a district; none while the layer is off. */
    presenceLines(pcode) {
      const labels = this.presenceLabels.get(pcode);
      if (!labels || !this.showsPresence()) return [];
      const names = "“" + labels.join("”, “") + "”";
      const text = "In the undated presence list as " + names;
      return [["spo-tip-note", text + " (not project coverage)"]];
    }
  };
})();
