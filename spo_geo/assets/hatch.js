/* The style of a district that only planned or announced projects name: diagonal
   lines on the grey of no record. It is a pattern of the map's own drawing. */
(function () {
  "use strict";

  const atlas = window.SpoAtlas;
  const ID = "spo-hatch";
  const SIZE = 7; // from line to line [px]

  /** What a path is filled with; `addHatch` must have been called. */
  atlas.HATCH = "url(#" + ID + ")";

  /** Put the pattern into a drawing. */
  atlas.addHatch = function (svg, { noRecord, plannedLine }) {
    const element = (name, attributes) => {
      const made = document.createElementNS(svg.namespaceURI, name);
      for (const key of Object.keys(attributes)) made.setAttribute(key, attributes[key]);
      return made;
    };
    const pattern = element("pattern", {
      id: ID,
      width: SIZE,
      height: SIZE,
      patternUnits: "userSpaceOnUse",
      patternTransform: "rotate(45)",
    });
    const middle = "M" + SIZE / 2 + ",0V" + SIZE;
    pattern.append(
      element("rect", { width: SIZE, height: SIZE, fill: noRecord }),
      element("path", { d: middle, stroke: plannedLine, "stroke-width": 1.8 })
    );
    const defs = element("defs", {});
    defs.append(pattern);
    svg.prepend(defs);
  };

  /** The same in the legend, as a background. */
  atlas.hatchBackground = function ({ noRecord, plannedLine }) {
    const [line, ground] = [plannedLine, noRecord];
    const stops = [ground + " 0 2.6px", line + " 2.6px 4.4px", ground + " 4.4px 7px"];
    return "repeating-linear-gradient(135deg, " + stops.join(", ") + ")";
  };
})();
