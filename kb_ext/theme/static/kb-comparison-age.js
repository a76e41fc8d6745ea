// Marks values that have grown old. Pages hold dates and no ages; the clock is the reader's.
"use strict";
(() => {
  const { fill, make } = globalThis.kbComparison;

  const DAY = 86_400_000;

  /** Mark the cells older than the page allows, or return one sentence where every dated cell is. */
  function markAges(table, model, texts, now = Date.now()) {
    const limit = Number(table.dataset.staleAfter);
    if (!limit) return "";
    const cells = model.items.flatMap(({ cells }) => cells);
    const dated = cells.map((cell) => ({ cell, days: measureAge(cell.asOf || table.dataset.asOf, now) }));
    const known = dated.filter(({ days }) => days !== null);
    const old = known.filter(({ days }) => days > limit);
    for (const { cell } of old) cell.element.classList.add("kb-comparison-is-old");
    if (old.length && old.length === known.length) {
      return fill(texts.allOld, { age: nameAge(Math.min(...old.map(({ days }) => days)), texts) });
    }
    for (const { cell, days } of old) cell.element.append(makeMark(days, texts));
    return "";
  }

  function makeMark(days, texts) {
    return make("span", { class: "kb-comparison-age" }, fill(texts.old, { age: nameAge(days, texts) }));
  }

  /** Count the days since the end of a day, month or year; null where there is no date. */
  function measureAge(date, now) {
    const found = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(date ?? "");
    if (!found) return null;
    const [year, month, day] = found.slice(1).map((part) => (part === undefined ? null : Number(part)));
    const end = day
      ? Date.UTC(year, month - 1, day)
      : month
        ? Date.UTC(year, month, 0)
        : Date.UTC(year, 12, 0);
    return Math.floor((now - end) / DAY);
  }

  function nameAge(days, texts) {
    const [years, months] = [Math.floor(days / 365.25), Math.floor(days / 30.44)];
    if (years) return years === 1 ? texts.year : fill(texts.years, { count: years });
    if (months) return months === 1 ? texts.month : fill(texts.months, { count: months });
    return fill(texts.days, { count: days });
  }

  Object.assign(globalThis.kbComparison, { markAges });
})();
