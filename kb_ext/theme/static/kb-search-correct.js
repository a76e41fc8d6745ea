// Suggestions while somebody types, and what a query that was not found may have meant.
// The twin of kb_ext/core/search/correct.py.
"use strict";
(() => {
  const { makeKey, isDense, parseQuery, findHits, compare, tokenize } = globalThis.kbSearch;
  const MAX_CORRECTIONS = 3;
  const MIN_LENGTH = 4; // of a word or name that is compared

  /** Names that begin like a text, terms before titles, then titles that hold it. */
  async function suggestNames(index, prefix, limit) {
    const key = makeKey(prefix);
    if (!key) return [];
    const names = await index.listNames(key);
    const sorted = names
      .map(([name, shown, page, rank, title, url, kind]) => ({ name, shown, page, rank, title, url, kind }))
      .sort(
        (a, b) =>
          (a.name === key ? 0 : 1) - (b.name === key ? 0 : 1) ||
          (a.kind === "term" ? 0 : 1) - (b.kind === "term" ? 0 : 1) ||
          a.rank - b.rank ||
          [...a.name].length - [...b.name].length ||
          compare(a.name, b.name) ||
          a.page - b.page,
      );
    const chosen = new Map();
    for (const { shown, page, title, url, kind } of sorted) {
      if (!chosen.has(page)) chosen.set(page, { title, name: shown === title ? "" : shown, url, kind });
      if (chosen.size === limit) return [...chosen.values()];
    }
    if (chosen.size < limit && [...key].length > 1) await addHolders(index, prefix, limit, chosen);
    return [...chosen.values()];
  }

  async function addHolders(index, prefix, limit, chosen) {
    const { hits, whole } = await findHits(index, prefix);
    if (!whole) return;
    for (const { page, named } of hits) {
      if (!named || chosen.has(page)) continue;
      const { title, url, kind } = await index.readText(page, 0);
      chosen.set(page, { title, name: "", url, kind });
      if (chosen.size === limit) return;
    }
  }

  /** What a query may have meant: words, and names of pages, that are written nearly like it. */
  async function correctQuery(index, query) {
    const names = await correctName(index, query);
    const words = await correctWords(index, query);
    const found = new Map();
    for (const text of [...names, ...words]) if (!found.has(makeKey(text))) found.set(makeKey(text), text);
    return [...found.values()].slice(0, MAX_CORRECTIONS);
  }

  /** Find pages; where there are none, those of what was probably meant, named in `corrected`. */
  async function answerQuery(index, query) {
    const answer = await findHits(index, query);
    const corrections = answer.whole ? [] : await correctQuery(index, query);
    if (answer.hits.length || !corrections.length) return { ...answer, corrections, corrected: "" };
    const [corrected] = corrections;
    return { ...(await findHits(index, corrected)), whole: false, corrections, corrected };
  }

  async function correctName(index, query) {
    const key = makeKey(query);
    if ([...key].length < MIN_LENGTH) return [];
    const near = [];
    for (const [name, shown] of (await index.listSpellings()).names) {
      const distance = measureDistance(key, name, allowDistance(key));
      if (distance > 0) near.push([distance, name, shown]);
    }
    near.sort((a, b) => a[0] - b[0] || compare(a[1], b[1]));
    return near.map(([, , shown]) => shown);
  }

  async function correctWords(index, query) {
    const unknown = [];
    for (const { term, at } of parseQuery(query).flat()) {
      if (!isDense(term) && term.length >= MIN_LENGTH && !/^\d+$/.test(term) && !(await index.findPositions(term)).length)
        unknown.push({ term, at });
    }
    let corrected = query;
    for (const { term } of unknown) {
      const near = await findNearWord(index, term);
      if (!near) return [];
      const token = tokenize(corrected).find((one) => one.term === term);
      if (token) corrected = corrected.slice(0, token.start) + near + corrected.slice(token.end);
    }
    return corrected === query ? [] : [corrected];
  }

  async function findNearWord(index, word) {
    let best = null;
    const { words, shown } = await index.listSpellings();
    for (const other of words) {
      const distance = measureDistance(word, other, allowDistance(word));
      // The most frequent words come first.
      if (distance >= 0 && (!best || distance < best.distance)) best = { distance, other };
    }
    return best && (Object.hasOwn(shown, best.other) ? shown[best.other] : best.other);
  }

  const allowDistance = (text) => ([...text].length < 6 ? 1 : 2);

  /** Edits (a swap of neighbours is one) that turn a text into another; -1 where there are more than allowed. */
  function measureDistance(first, second, allowed) {
    const [a, b] = [[...first], [...second]];
    if (Math.abs(a.length - b.length) > allowed) return -1;
    let [before, row] = [[], Array.from({ length: b.length + 1 }, (_, at) => at)];
    for (let i = 1; i <= a.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= b.length; j += 1) {
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
      }
      if (Math.min(...next) > allowed) return -1;
      [before, row] = [row, next];
    }
    return row[b.length] <= allowed ? row[b.length] : -1;
  }

  Object.assign(globalThis.kbSearch, { suggestNames, answerQuery, measureDistance });
})();
