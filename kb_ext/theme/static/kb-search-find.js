// From a query to ranked pages: the twin of kb_ext/core/search/find.py.
"use strict";
(() => {
  const { isDense, makeKey, parseQuery, chooseCover, findTerm, mergePositions, findStarts } = globalThis.kbSearch;
  const { weigh, rankVerbatim, rankPartial } = globalThis.kbSearch;
  const MAX_EXPANSIONS = 30;
  const MIN_PREFIX = 2;
  const MIN_INFIX = 3;

  /**
   * The pages that answer a query, best first: those called so, those in which all of it stands word for word,
   * or, where there is none, those that hold parts of it. `{hits: [{page, score, tier, chunk}], groups, whole}`.
   */
  async function findHits(index, query) {
    const groups = parseQuery(query);
    const [named, found] = await Promise.all([
      findNamed(index, query),
      Promise.all(groups.map((group) => findGroup(index, group))),
    ]);
    if (!groups.length) return { hits: [], groups: [], whole: true };
    let hits = found.every(({ starts }) => starts.length) ? rankVerbatim(index, found) : [];
    const whole = hits.length > 0 || named.size > 0;
    let features = [];
    if (!hits.length && !named.size) {
      const relaxed = await Promise.all(found.map((group) => relaxGroup(index, group)));
      if (relaxed.every(({ starts }) => starts.length)) hits = rankVerbatim(index, relaxed);
      if (!hits.length) {
        features = (await Promise.all(relaxed.map((group) => listFeatures(index, group)))).flat();
        hits = rankPartial(index, features);
      }
      found.splice(0, found.length, ...relaxed);
    }
    return { hits: order(index, addNamed(hits, named)), groups: found, whole };
  }

  /** Page to how well a name of it is the query: 0 its title, 1 another name, 2 its reading. */
  async function findNamed(index, query) {
    const key = makeKey(query);
    const named = new Map();
    if (!key) return named;
    for (const [name, , page, rank] of await index.listNames(key)) {
      if (name === key) named.set(page, Math.min(rank, named.get(page) ?? rank));
    }
    return named;
  }

  function addNamed(hits, named) {
    const rest = new Map(named);
    const all = hits.map((hit) => {
      const tier = rest.get(hit.page) ?? 9;
      rest.delete(hit.page);
      return { ...hit, tier };
    });
    for (const [page, tier] of rest) all.push({ page, score: 0, chunk: 0, named: true, tier });
    return all;
  }

  /** Sort: names before text, terms before other pages of that name, then by score, then by docname. */
  function order(index, hits) {
    const term = index.manifest.kinds.indexOf("term");
    const rank = ({ page, tier }) => (tier < 9 && index.pages.kind[page] === term ? tier - 0.5 : tier);
    const round = ({ score }) => Math.round(score * 1e6);
    return hits.sort((a, b) => rank(a) - rank(b) || round(b) - round(a) || a.page - b.page);
  }

  /** A group with the positions at which it begins word for word. */
  async function findGroup(index, group) {
    const cover = chooseCover(group);
    const parts = await Promise.all(
      cover.map(async (part) => ({ at: part.at, positions: await findTerm(index, group, part) })),
    );
    return { group, length: group.at(-1).at + 1, starts: findStarts(parts), expanded: new Map() };
  }

  /** Try what a word that stands nowhere may be: the beginning of one, a part of one, two written together. */
  async function relaxGroup(index, found) {
    if (found.starts.length) return found;
    const { group } = found;
    const parts = [];
    const expanded = new Map();
    for (const part of group) {
      let positions = await findTerm(index, group, part);
      if (!positions.length && !isDense(part.term)) {
        const words = await expandWord(index, part.term);
        expanded.set(part.term, words);
        positions = await mergePositions(index, words);
      }
      parts.push({ at: part.at, positions });
    }
    // The last word may be only begun: "Llama 3" while "Llama 3.1" is on its way.
    return { ...found, parts, expanded, starts: findStarts(parts) };
  }

  async function expandWord(index, word) {
    if (word.length >= MIN_PREFIX) {
      const longer = (await index.listTerms(word)).filter((term) => !isDense(term));
      if (longer.length) return longer.slice(0, MAX_EXPANSIONS);
    }
    if (word.length < MIN_INFIX) return [];
    const { words } = await index.listSpellings();
    const holding = words.filter((other) => other.includes(word));
    if (holding.length) return holding.slice(0, MAX_EXPANSIONS);
    const known = new Set(words);
    for (let at = word.length - 1; at > 0; at -= 1) {
      const [first, second] = [word.slice(0, at), word.slice(at)];
      if (known.has(first) && known.has(second)) return [first, second];
    }
    return [];
  }

  /** What partial ranking counts: a group that is found whole, or its terms, and each two that stand side by side. */
  async function listFeatures(index, { group, starts, parts }) {
    const feature = (positions, share) => ({ positions, weight: share * weighPages(index, positions) });
    if (starts.length) return [feature(starts, 2)];
    const terms = parts ?? (await Promise.all(group.map(async (part) => ({ at: part.at, positions: await findTerm(index, group, part) }))));
    const features = terms.map(({ positions }) => feature(positions, 1));
    for (let at = 1; at < terms.length; at += 1) {
      if (terms[at].at === terms[at - 1].at + 1) features.push(feature(findStarts([terms[at - 1], terms[at]]), 1));
    }
    return features.filter(({ positions }) => positions.length);
  }

  function weighPages(index, positions) {
    return weigh(new Set(positions.map((position) => index.pageOfUnit[position >>> 8])).size, index);
  }

  Object.assign(globalThis.kbSearch, { findHits });
})();
