// From a query to ranked pages: the twin of kb_ext/core/search/find.py.
"use strict";
(() => {
  const { isDense, makeKey, parseQuery, chooseCover, findTerm, mergePositions, findStarts } = globalThis.kbSearch;
  const { weigh, rankVerbatim, rankPartial } = globalThis.kbSearch;
  const MAX_EXPANSIONS = 30;
  const MIN_PREFIX = 2;
  const MIN_INFIX = 3;
  const ENOUGH = 10; // hits, with which no further ones are looked for
  const WEAK = 0.3; // of the weight of a term
  const TEXT_TIER = 8;
  const WIDER_TIER = 9;

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
    let shown = found;
    if (!whole) {
      shown = await Promise.all(found.map((group) => relaxGroup(index, group)));
      hits = shown.every(({ starts }) => starts.length) ? rankVerbatim(index, shown) : [];
      if (!hits.length) {
        hits = rankPartial(index, shown.flatMap((group) => listFeatures(index, group)));
      }
    } else if (hits.length < ENOUGH && found.some(isWord)) {
      shown = await Promise.all(found.map((group) => widenGroup(index, group)));
      hits = addWider(hits, rankVerbatim(index, shown));
    }
    return { hits: order(index, addNamed(hits, named)), groups: shown, whole };
  }

  /** Whether a group is one word of an alphabet. */
  function isWord({ group }) {
    return group.length === 1 && !isDense(group[0].term) && group[0].term.length >= MIN_INFIX;
  }

  /** Let a word stand for those that hold it, too. */
  async function widenGroup(index, found) {
    if (!isWord(found)) return found;
    const [{ term }] = found.group;
    const words = [...new Set([term, ...(await listHolders(index, term))])];
    return { ...found, starts: await mergePositions(index, words), expanded: new Map([[term, words]]) };
  }

  async function listHolders(index, word) {
    const { words } = await index.listSpellings();
    return words.filter((other) => other.includes(word)).slice(0, MAX_EXPANSIONS);
  }

  function addWider(hits, wider) {
    const known = new Set(hits.map(({ page }) => page));
    const others = wider.filter(({ page }) => !known.has(page)).map((hit) => ({ ...hit, tier: WIDER_TIER }));
    return [...hits, ...others];
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
      const tier = rest.get(hit.page) ?? hit.tier ?? TEXT_TIER;
      rest.delete(hit.page);
      return { ...hit, tier };
    });
    for (const [page, tier] of rest) all.push({ page, score: 0, chunk: 0, named: true, tier });
    return all;
  }

  /** Sort: names before text, terms before other pages of that name, then by score, then by docname. */
  function order(index, hits) {
    const term = index.manifest.kinds.indexOf("term");
    const rank = ({ page, tier }) => (tier < TEXT_TIER && index.pages.kind[page] === term ? tier - 0.5 : tier);
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
      parts.push({ ...part, positions });
    }
    return { ...found, parts, expanded, starts: findStarts(parts) };
  }

  async function expandWord(index, word) {
    if (word.length >= MIN_PREFIX) {
      const longer = (await index.listTerms(word)).filter((term) => !isDense(term));
      if (longer.length) return longer.slice(0, MAX_EXPANSIONS);
    }
    if (word.length < MIN_INFIX) return [];
    const holders = await listHolders(index, word);
    if (holders.length) return holders;
    const known = new Set((await index.listSpellings()).words);
    for (let at = word.length - 1; at > 0; at -= 1) {
      const [first, second] = [makeKey(word.slice(0, at)), makeKey(word.slice(at))];
      if (known.has(first) && known.has(second)) return [first, second];
    }
    return [];
  }

  /** What partial ranking counts: a group that is found whole, or its terms, and each two that stand side by side. */
  function listFeatures(index, { starts, parts }) {
    const make = (positions, weak) => ({ positions, weight: (weak ? WEAK : 1) * weighPages(index, positions) });
    if (starts.length) return [make(starts, false), make(starts, false)];
    const features = parts.map(({ positions, weak }) => make(positions, weak));
    for (let at = 1; at < parts.length; at += 1) {
      const [first, second] = [parts[at - 1], parts[at]];
      if (second.at === first.at + 1) features.push(make(findStarts([first, second]), first.weak || second.weak));
    }
    return features.filter(({ positions }) => positions.length);
  }

  function weighPages(index, positions) {
    return weigh(new Set(positions.map((position) => index.pageOfUnit[position >>> 8])).size, index);
  }

  Object.assign(globalThis.kbSearch, { findHits });
})();
