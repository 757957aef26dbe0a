// Draws the frozen figures in the colours of the reader's scheme, and again on paper. Without this, sentence and table stand.
(() => {
  "use strict";
  const NAMES = { act: "--act", ink: "--ink", edge: "--edge", interval: "--p2", pn: "--line", "pn-ink": "--ink" };
  for (const step of "012345") for (const end of ["", "-ink"]) NAMES[`p${step}${end}`] = `--p${step}${end}`;
  const PAPER_WIDTH = 640;

  const probe = document.createElement("span");
  probe.hidden = true;

  function colours() {
    document.body.append(probe);
    const found = {};
    for (const [name, token] of Object.entries(NAMES)) {
      probe.style.color = `var(${token})`;
      found[name] = getComputedStyle(probe).color;
    }
    probe.remove();
    return found;
  }

  function painted(value, palette) {
    if (Array.isArray(value)) return value.map((entry) => painted(entry, palette));
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([key, entry]) =>
        [key, key === "color" && palette[entry] ? palette[entry] : painted(entry, palette)]));
    }
    return value;
  }

  function draw(width) {
    if (!window.Plotly) return;
    const palette = colours();
    for (const place of document.querySelectorAll(".chart[data-figure]")) {
      const figure = painted(JSON.parse(document.getElementById(place.dataset.figure).textContent), palette);
      const layout = { ...figure.layout, width: width || place.clientWidth };
      if (layout.width < 480) layout.font = { ...layout.font, size: 13 };
      window.Plotly.react(place, figure.data, layout, { staticPlot: true, displayModeBar: false });
    }
  }

  draw();
  let last = window.innerWidth;
  window.addEventListener("resize", () => {
    if (window.innerWidth !== last) { last = window.innerWidth; draw(); }
  });
  window.addEventListener("beforeprint", () => draw(PAPER_WIDTH));
  window.addEventListener("afterprint", () => draw());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => draw());

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
})();
