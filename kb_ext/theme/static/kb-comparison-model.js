// What a comparison says, read once from its table, and what of it a reader's choices leave to see.
"use strict";
(() => {
  const { NUMERIC, STATES, compareKeys, compareTexts, compareValues, fold, readSortKey } =
    globalThis.kbComparison;

  const MOST_VALUES = 8;
  const LONGEST_VALUE = 24;
  const LONG_TEXT = 16;
  const BESIDE = "sup, .kb-as-of, .kb-comparison-as-of, .visually-hidden";
  const COMPARABLE = new Set([...NUMERIC, "boolean", "date", "version"]);

  /** Read the criteria, items and cells of a table. */
  function readModel(table) {
    const rows = [...table.querySelectorAll("tbody > tr[data-item]")];
    const headers = [...table.tHead.querySelectorAll("th[data-criterion]")];
    const places = [...rows[0].cells].map((cell) => cell.dataset.criterion);
    const place = ({ dataset }) => places.indexOf(dataset.criterion);
    headers.sort((one, other) => place(one) - place(other)); // those without a group stand a row higher
    const criteria = headers.map((header, index) => readCriterion(header, index));
    const corner = table.tHead.querySelector("th:not([data-criterion]):not([scope=colgroup])");
    const items = rows.map((row, index) => readItem(row, index, criteria));
    return { anchor: table.id, corner, criteria, items, key: table.dataset.comparison };
  }

  function readCriterion(header, index) {
    const { criterion, type = "text", better = "none", group = "" } = header.dataset;
    return { key: criterion, label: readText(header), type, better, group, header, index };
  }

  function readItem(row, index, criteria) {
    const found = new Map([...row.cells].map((cell) => [cell.dataset.criterion, cell]));
    const header = row.querySelector("th");
    const cells = criteria.map((criterion) =>
      readCell(found.get(criterion.key) ?? addCell(row, criterion), criterion),
    );
    return { key: row.dataset.item, label: readText(header), header, cells, index };
  }

  function addCell(row, criterion) {
    const cell = row.insertCell();
    cell.dataset.criterion = criterion.key;
    return cell;
  }

  function readCell(element, criterion) {
    const { value = "", state = "", asOf = "" } = element.dataset;
    const cell = { element, key: value, state, asOf, text: readText(element), parts: [] };
    cell.folded = fold(cell.text);
    if (cell.text.length > LONG_TEXT) element.classList.add("kb-comparison-is-long");
    cell.parts = [...element.querySelectorAll("li")].map(readText);
    cell.sortKey = readSortKey(cell, criterion.type);
    return cell;
  }

  /** Return the text of a cell without its notes and dates. */
  function readText(element) {
    if (!element.querySelector(`${BESIDE}, .headerlink`))
      return element.textContent.replace(/\s+/g, " ").trim();
    const copy = element.cloneNode(true);
    for (const node of copy.querySelectorAll(`${BESIDE}, .headerlink`)) node.remove();
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  /** Return the values by which items can be filtered, or null where a criterion has too many. */
  function listFacetValues(model, criterion) {
    const counts = new Map();
    for (const item of model.items) {
      for (const value of listValues(item.cells[criterion.index], criterion)) {
        const known = counts.get(value.key) ?? { ...value, count: 0 };
        const label = known.label === value.label ? known.label : ""; // one that all have, or a common name
        counts.set(value.key, { ...known, label, count: known.count + 1 });
      }
    }
    const values = [...counts.values()].sort((one, other) => one.rank - other.rank);
    return isFacet(values, criterion, model.items.length) ? values : null;
  }

  function isFacet(values, criterion, amount) {
    if (criterion.type === "boolean") return values.length > 1;
    if (criterion.type !== "list" && criterion.type !== "text") return false;
    const plain = values.filter((value) => !value.isState);
    const repeated = plain.some((value) => value.count > 1) && values.length < amount;
    const short = plain.every((value) => value.label.length <= LONGEST_VALUE);
    return values.length > 1 && values.length <= MOST_VALUES && repeated && short;
  }

  /** List what a cell counts as: its state, its answer, or the entries of its list. */
  function listValues(cell, criterion) {
    if (cell.state) {
      return [
        { key: cell.state, label: cell.text, isState: true, rank: 10 + STATES.indexOf(cell.state) },
      ];
    }
    if (criterion.type === "boolean")
      return cell.key ? [{ key: cell.key, label: cell.text, rank: rankAnswer(cell.key) }] : [];
    const parts =
      criterion.type === "list"
        ? cell.parts.length
          ? cell.parts
          : cell.text.split(/\s*[、，,;；／]\s*/)
        : [cell.text];
    return [...new Set(parts.filter(Boolean))].map((part) => ({ key: fold(part), label: part, rank: 0 }));
  }

  function rankAnswer(key) {
    return ["yes", "partial", "no"].indexOf(key);
  }

  /** Work out what is shown: items in their order, criteria, and the best cells. */
  function planView(model, state) {
    const paired = state.pair
      ? state.pair.map((key) => model.items.find((item) => item.key === key))
      : null;
    const chosen = model.criteria.filter((criterion) => !state.hiddenCriteria.has(criterion.key));
    const items = paired ?? model.items.filter((item) => isShown(item, model, state, chosen));
    const criteria = state.differences ? chosen.filter((criterion) => differs(items, criterion)) : chosen;
    return {
      order: paired
        ? [...paired, ...model.items.filter((item) => !paired.includes(item))]
        : sortItems(model, state.sort),
      items: new Set(items),
      criteria: new Set(criteria),
      best: new Set(state.best ? criteria.flatMap((criterion) => findBest(items, criterion)) : []),
    };
  }

  function isShown(item, model, state, chosen) {
    if (state.hiddenItems.has(item.key)) return false;
    for (const [key, wanted] of state.facets) {
      const criterion = model.criteria.find((known) => known.key === key);
      if (!listValues(item.cells[criterion.index], criterion).some((value) => wanted.has(value.key)))
        return false;
    }
    return matchesQuery(item, state.query, chosen);
  }

  function matchesQuery(item, query, chosen) {
    const words = fold(query).split(" ").filter(Boolean);
    if (!words.length) return true;
    const folded = [fold(item.label), ...chosen.map((criterion) => item.cells[criterion.index].folded)];
    return words.every((word) => folded.some((text) => text.includes(word)));
  }

  /** Tell whether items say different things of a criterion; fewer than two never hide it. */
  function differs(items, criterion) {
    const said = new Set(
      items.map(({ cells }) => cells[criterion.index].state || `=${cells[criterion.index].folded}`),
    );
    return items.length < 2 || said.size > 1;
  }

  /** Order the items; equal ones stay as the author has them. */
  function sortItems(model, sort) {
    if (!sort) return model.items;
    const criterion = model.criteria.find((known) => known.key === sort.criterion);
    const sign = sort.descending ? -1 : 1;
    const compare = criterion
      ? ({ cells }, other) =>
          compareKeys(
            cells[criterion.index].sortKey,
            other.cells[criterion.index].sortKey,
            criterion.type,
            sort.descending,
          )
      : (item, other) => sign * compareTexts(item.label, other.label);
    return [...model.items].sort((item, other) => compare(item, other) || item.index - other.index);
  }

  /** Return the best cells of a criterion: all that are equally good; none where all are, or nothing compares. */
  function findBest(items, criterion) {
    if (criterion.better === "none" || !COMPARABLE.has(criterion.type)) return [];
    const cells = items
      .map((item) => item.cells[criterion.index])
      .filter((cell) => cell.sortKey.rank === 0);
    const sign = criterion.better === "lower" ? -1 : 1;
    const compare = (one, other) =>
      sign * compareValues(one.sortKey.value, other.sortKey.value, criterion.type);
    const top = cells.reduce((best, cell) => (best && compare(best, cell) >= 0 ? best : cell), null);
    const best = cells.filter((cell) => compare(cell, top) === 0);
    const lacking = items.filter((item) => item.cells[criterion.index].state === "unsupported").length;
    const rivals = cells.length + (criterion.type === "boolean" ? lacking : 0);
    return best.length < rivals ? best : [];
  }

  Object.assign(globalThis.kbComparison, { readModel, listFacetValues, planView });
})();
