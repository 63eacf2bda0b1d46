/* Reads the boundary layer: TopoJSON as its specification says (arcs shared by
   neighbours, delta-encoded on a grid), turned into what Leaflet draws. */
(function () {
  "use strict";

  const atlas = (window.SpoAtlas = window.SpoAtlas || {});

  /** [lat, lon] of every vertex of an arc. */
  function decodeArc(arc, transform) {
    if (!transform) return arc.map(([lon, lat]) => [lat, lon]);
    const [scaleX, scaleY] = transform.scale;
    const [left, bottom] = transform.translate;
    let x = 0;
    let y = 0;
    return arc.map(([dx, dy]) => {
      x += dx;
      y += dy;
      return [y * scaleY + bottom, x * scaleX + left];
    });
  }

  /** An arc by its number; ~number means the same arc backwards. */
  function arcPoints(arcs, number) {
    return number < 0 ? arcs[~number].slice().reverse() : arcs[number];
  }

  /** Arcs end to end; each begins where the one before it ended. */
  function joinArcs(arcs, numbers) {
    const points = [];
    for (const number of numbers) {
      const part = arcPoints(arcs, number);
      points.push(...(points.length ? part.slice(1) : part));
    }
    return points;
  }

  /** Polygons of rings of arc numbers, whichever of the two types it is. */
  function polygonsOf(geometry) {
    return geometry.type === "Polygon" ? [geometry.arcs] : geometry.arcs;
  }

  /** The numbers of the arcs that a geometry uses, without direction. */
  function arcNumbers(geometry) {
    return geometry.arcs.flat(Infinity).map((n) => (n < 0 ? ~n : n));
  }

  function geometriesOf(topology, name) {
    const object = topology.objects[name];
    return object.type === "GeometryCollection" ? object.geometries : [object];
  }

  function readDistricts(topology, arcs) {
    const provinces = new Map(
      geometriesOf(topology, "adm1").map((g) => [g.id, g.properties.adm1_name])
    );
    return new Map(
      geometriesOf(topology, "adm2").map((geometry) => {
        const { adm2_name, adm1_pcode, label } = geometry.properties;
        const rings = polygonsOf(geometry).map((polygon) =>
          polygon.map((ring) => joinArcs(arcs, ring))
        );
        return [
          geometry.id,
          {
            pcode: geometry.id,
            name: adm2_name,
            province: provinces.get(adm1_pcode) || "",
            centre: [label[1], label[0]],
            rings: rings,
          },
        ];
      })
    );
  }

  /** The numbers of the arcs that are part of only one of the geometries. */
  function outerNumbers(geometries) {
    const uses = new Map();
    for (const n of geometries.flatMap((g) => [...new Set(arcNumbers(g))])) {
      uses.set(n, (uses.get(n) || 0) + 1);
    }
    return [...uses.keys()].filter((n) => uses.get(n) === 1);
  }

  /**
   * Decode the layer.
   *
   * districts: Map of P-code to name, province, centre and rings.
   * country, provinces, control: lines; provinces are the borders between two of
   * them, and the country's outline leaves out the Line of Control.
   * outline(pcodes): the line around some districts; not those between them.
   */
  atlas.decode = function (topology) {
    const arcs = topology.arcs.map((arc) => decodeArc(arc, topology.transform));
    const numbersOf = (name) => [
      ...new Set(geometriesOf(topology, name).flatMap(arcNumbers)),
    ];
    const control = numbersOf("line_of_control");
    const country = numbersOf("adm0");
    const without = (numbers, others) => {
      const left = new Set(others);
      return numbers.filter((n) => !left.has(n));
    };
    const lines = (numbers) => numbers.map((n) => arcs[n]);
    const byPcode = new Map(geometriesOf(topology, "adm2").map((g) => [g.id, g]));
    return {
      districts: readDistricts(topology, arcs),
      country: lines(without(country, control)),
      provinces: lines(without(numbersOf("adm1"), country)),
      control: lines(control),
      outline: (pcodes) =>
        lines(outerNumbers(pcodes.filter((p) => byPcode.has(p)).map((p) => byPcode.get(p)))),
    };
  };
})();
