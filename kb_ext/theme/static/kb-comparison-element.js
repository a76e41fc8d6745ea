// Makes elements. Texts become text nodes, never markup; styles come from classes, so a strict CSP holds.
"use strict";
(() => {
  const ICONS = {
    search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.3 15.3 20 20",
    filter: "M4 6h16M7 12h10M10 18h4",
    choose: "M4 7h2M10 7h10M4 12h2M10 12h10M4 17h2M10 17h10",
    differ: "M5 9h14M5 15h14M15 5 9 19",
    best: "M12 4.5l2.3 4.8 5.2.7-3.8 3.6.9 5.2-4.6-2.5-4.6 2.5.9-5.2L4.500 10l5.200-.7z",
    transpose: "M4 9h12M13 5.500 16.500 9 13 12.500M20 15H8M11 11.500 7.500 15 11 18.500",
    pair: "M4.500 5h6v14h-6zM13.500 5h6v14h-6z",
    expand: "M9 4H4v5M15 4h5v5M9 20H4v-5M15 20h5v-5",
    shrink: "M4 9h5V4M20 9h-5V4M4 15h5v5M20 15h-5v5",
    reset: "M5 12a7 7 0 1 0 2.200-5.100M5 4.500V8h3.500",
    open: "M7 10l5 5 5-5",
    sort: "M8 10l4-4 4 4M8 14l4 4 4-4",
    ascending: "M12 19V5M6.500 10.500 12 5l5.500 5.500",
    descending: "M12 5v14M6.500 13.500 12 19l5.500-5.500",
  };

  /** Make an element with attributes (properties begin with a dot, events with "on") and children. */
  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value === undefined || value === null) continue;
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (name.startsWith(".")) element[name.slice(1)] = value;
      else element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  }

  /** Draw an icon; it says nothing to a screen reader. */
  function makeIcon(name) {
    const space = "http://www.w3.org/2000/svg";
    const icon = document.createElementNS(space, "svg");
    icon.setAttribute("viewBox", "0 0 24 24");
    icon.setAttribute("aria-hidden", "true");
    icon.setAttribute("class", `kb-comparison-icon kb-icon-${name}`);
    const path = document.createElementNS(space, "path");
    path.setAttribute("d", ICONS[name]);
    icon.append(path);
    return icon;
  }

  /** Fill the places of a text: `{shown}` becomes `values.shown`. */
  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, (place, name) => (name in values ? String(values[name]) : place));
  }

  Object.assign((globalThis.kbComparison ??= {}), { make, makeIcon, fill });
})();
