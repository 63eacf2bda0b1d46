/* Which counts share a colour: the rules of spo_geo/classify.py. */
(function () {
  "use strict";

  const file = window.SpoFile;

  function breaks(counts, palette, maxUnitClasses) {
    const distinct = [...new Set(counts.filter((n) => n > 0))].sort((a, b) => a - b);
    if (!distinct.length) return [];
    const most = distinct[distinct.length - 1];
    if (most <= maxUnitClasses) return Array.from({ length: most }, (_, i) => i + 1);
    const n = Math.min(distinct.length, palette.length);
    const starts = Array.from(
      { length: n },
      (_, i) => distinct[Math.floor((i * distinct.length) / n)]
    );
    return [1, ...starts.slice(1)];
  }

  /** The classes as the map takes them: lower bound, colour without #, label. */
  file.countClasses = function (counts, { palette, maxUnitClasses }) {
    const lowers = breaks(counts, palette, maxUnitClasses);
    const step = palette.length / Math.max(lowers.length, 1);
    return lowers.map((lower, i) => {
      const upper = i + 1 < lowers.length ? lowers[i + 1] - 1 : Math.max(...counts);
      const label = lower === upper ? String(lower) : lower + "–" + upper;
      return [lower, palette[Math.floor((i + 0.5) * step)].slice(1), label];
    });
  };
})();
