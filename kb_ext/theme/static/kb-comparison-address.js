// A reader's choices, and their form in the address of the page: `?KEY.sort=price&KEY.order=desc`.
"use strict";
(() => {
  /** The choices of somebody who has chosen nothing yet. */
  const INITIAL = Object.freeze({
    sort: null,
    query: "",
    facets: new Map(),
    hiddenItems: new Set(),
    hiddenCriteria: new Set(),
    differences: false,
    best: true,
    transposed: false,
    pair: null,
  });

  /** Read the choices for one comparison; what names nothing of it is passed over. */
  function readState(search, model) {
    const parameters = new URLSearchParams(search);
    const get = (name) => parameters.get(`${model.key}.${name}`);
    return {
      sort: readSort(get("sort"), get("order"), model),
      query: get("q") ?? "",
      facets: readFacets(parameters, model),
      hiddenItems: readHidden(parameters, model.key, "item", model.items),
      hiddenCriteria: readHidden(parameters, model.key, "criterion", model.criteria),
      differences: get("differences") === "1",
      best: get("best") !== "0",
      transposed: get("transposed") === "1",
      pair: readPair(parameters.getAll(`${model.key}.pair`), model),
    };
  }

  function readSort(key, order, model) {
    const known = key === "" || model.criteria.some((criterion) => criterion.key === key);
    return key !== null && known ? { criterion: key, descending: order === "desc" } : null;
  }

  function readFacets(parameters, model) {
    const chosen = model.criteria.map(({ key }) => [
      key,
      new Set(parameters.getAll(`${model.key}.is.${key}`)),
    ]);
    return new Map(chosen.filter(([, values]) => values.size));
  }

  /** Chosen ones are named, or those that are left out, whichever are fewer. */
  function readHidden(parameters, prefix, name, all) {
    const chosen = new Set(parameters.getAll(`${prefix}.${name}`));
    const without = new Set(parameters.getAll(`${prefix}.without-${name}`));
    const keys = all.map(({ key }) => key);
    const known = keys.some((key) => chosen.has(key));
    return new Set(keys.filter((key) => without.has(key) || (known && !chosen.has(key))));
  }

  function readPair(keys, model) {
    const known = keys.filter((key) => model.items.some((item) => item.key === key));
    return known.length === 2 && known[0] !== known[1] ? known : null;
  }

  /** Return the query string with the choices for one comparison put in, those for others untouched. */
  function writeState(search, state, model) {
    const parameters = new URLSearchParams(search);
    for (const name of [...new Set(parameters.keys())]) {
      if (name.startsWith(`${model.key}.`)) parameters.delete(name);
    }
    for (const [name, value] of listChoices(state, model))
      parameters.append(`${model.key}.${name}`, value);
    const text = parameters.toString();
    return text && `?${text}`;
  }

  function listChoices(state, model) {
    const choices = [];
    if (state.sort) choices.push(["sort", state.sort.criterion]);
    if (state.sort?.descending) choices.push(["order", "desc"]);
    if (state.query) choices.push(["q", state.query]);
    for (const [key, values] of state.facets)
      choices.push(...[...values].map((value) => [`is.${key}`, value]));
    choices.push(...listHidden("item", state.hiddenItems, model.items));
    choices.push(...listHidden("criterion", state.hiddenCriteria, model.criteria));
    if (state.differences) choices.push(["differences", "1"]);
    if (!state.best) choices.push(["best", "0"]);
    if (state.transposed) choices.push(["transposed", "1"]);
    if (state.pair) choices.push(...state.pair.map((key) => ["pair", key]));
    return choices;
  }

  function listHidden(name, hidden, all) {
    const keys = all.map(({ key }) => key);
    const chosen = keys.filter((key) => !hidden.has(key));
    if (chosen.length && chosen.length < hidden.size) return chosen.map((key) => [name, key]);
    return keys.filter((key) => hidden.has(key)).map((key) => [`without-${name}`, key]);
  }

  Object.assign((globalThis.kbComparison ??= {}), { INITIAL, readState, writeState });
})();
