// Finds and orders pages: the twin of kb_ext/core/search/match.py and rank.py, which say why it is done so.
"use strict";
(() => {
  const { tokenize, isDense, UNIT_BITS, NAMES, HEADINGS, BODY } = globalThis.kbSearch;
  const SATURATION = 1.2;
  const LENGTH_SHARE = 0.1;
  const LEAD_BONUS = 0.5;
  const LEAD_REACH = 50;
  const NAME_WEIGHT = 4;
  const NAME_BASE = 0.5;
  const HEADING_WEIGHT = 2;
  const ADJACENT_BONUS = 0.5;
  const NEAR_BONUS = 0.2;
  const MAX_LENGTH = 200; // characters of a query
  const GRAMMAR = /^[ぁ-ん]+$/u; // what is written so is mostly grammar
  const COVERAGE = 0.4; // share of the best page's coverage that a page needs to be worth showing

  /** The groups of a query: what was typed without a space, as terms with their distance from the first. */
  function parseQuery(query) {
    const groups = [];
    for (const word of [...query].slice(0, MAX_LENGTH).join("").split(/\s+/u)) {
      let terms = [];
      let previous = null;
      const finish = () => {
        if (terms.length) groups.push(terms);
        terms = [];
      };
      for (const { term, position, start, end } of tokenize(word)) {
        if (previous && position > previous.position + 1) finish();
        const isTail =
          terms.length > 0 && isDense(term) && [...term].length === 1 && previous.term.endsWith(term);
        const weak = GRAMMAR.test(word.slice(start, end));
        if (!isTail || !isDense(previous.term)) terms.push({ term, at: position, weak });
        previous = { term, position };
      }
      finish();
    }
    const seen = new Set();
    return groups
      .map((terms) => terms.map((part) => ({ ...part, at: part.at - terms[0].at })))
      .filter((terms) => {
        const key = JSON.stringify(terms.map(({ term, at }) => [term, at]));
        return !seen.has(key) && seen.add(key);
      });
  }

  const isSingle = (term) => isDense(term) && [...term].length === 1;

  /** The terms that suffice to find a group word for word: of pairs that overlap every second one. */
  function chooseCover(group) {
    return group.filter(({ term, at }, index) => {
      const [before, after] = [group[index - 1], group[index + 1]];
      if (!before || !after || !isDense(term) || isSingle(term)) return true;
      if (!isDense(before.term) || !isDense(after.term) || after.at !== at + 1) return true;
      let start = index;
      while (start > 0 && isDense(group[start - 1].term) && group[start - 1].at === group[start].at - 1) start -= 1;
      return (at - group[start].at) % 2 === 0;
    });
  }

  /** Positions of a term of a group; a single character at the end stands for all that begins with it. */
  async function findTerm(index, group, { term, at }) {
    if (isSingle(term) && at === group.at(-1).at) return mergePositions(index, await index.listTerms(term));
    return index.findPositions(term);
  }

  async function mergePositions(index, terms) {
    const lists = await Promise.all(terms.map((term) => index.findPositions(term)));
    return [...new Set(lists.flat())].sort((a, b) => a - b);
  }

  /** Where a group begins word for word, from the positions of its terms. */
  function findStarts(parts) {
    const [rarest, ...others] = [...parts].sort((a, b) => a.positions.length - b.positions.length);
    let starts = rarest.positions.map((position) => position - rarest.at);
    for (const { positions, at } of others) {
      if (!starts.length) break;
      const there = new Set(positions);
      starts = starts.filter((start) => there.has(start + at));
    }
    return starts;
  }

  function weigh(count, index) {
    return Math.log(1 + (index.count - count + 0.5) / (count + 0.5));
  }

  /** Page to how often a group stands in its fields. */
  function countPages(index, starts) {
    const pages = new Map();
    for (const start of starts) {
      const unit = start >>> UNIT_BITS;
      const page = index.pageOfUnit[unit];
      const field = index.fieldOfUnit[unit];
      let counts = pages.get(page);
      if (!counts) pages.set(page, (counts = { names: 0, headings: 0, body: 0, first: 0, chunks: new Map() }));
      if (field === NAMES) counts.names += 1;
      else if (field === HEADINGS) counts.headings += 1;
      else {
        if (!counts.body) counts.first = start - (index.textOfPage[page] << UNIT_BITS);
        counts.body += 1;
        counts.chunks.set(field - BODY, (counts.chunks.get(field - BODY) ?? 0) + 1);
      }
    }
    return pages;
  }

  /** Saturating frequency; what stands early counts more, a name by how much of the title the group is. */
  function scoreFrequency(index, page, counts, size) {
    const share = Math.min(1, size / index.pages.title[page]);
    const named = counts.names ? NAME_WEIGHT * (NAME_BASE + share) : 0;
    const lead = 1 + LEAD_BONUS / (1 + counts.first / LEAD_REACH);
    const frequency = counts.body * lead + HEADING_WEIGHT * counts.headings + named;
    const length = index.pages.length[page] / index.meanLength;
    return (frequency * (SATURATION + 1)) / (frequency + SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length));
  }

  /** Rank the pages in which every group stands word for word. */
  function rankVerbatim(index, groups) {
    const counted = groups.map(({ starts }) => countPages(index, starts));
    const weights = counted.map((pages) => weigh(pages.size, index));
    const adjacent = findAdjacent(index, groups);
    const near = findNear(index, groups);
    const hits = [];
    for (const page of counted[0].keys()) {
      if (!counted.every((pages) => pages.has(page))) continue;
      const here = counted.map((pages) => pages.get(page));
      let score = 0;
      here.forEach((counts, order) => {
        score += weights[order] * scoreFrequency(index, page, counts, groups[order].length);
      });
      if (adjacent.has(page)) score *= 1 + ADJACENT_BONUS;
      else if (near.has(page)) score *= 1 + NEAR_BONUS;
      hits.push({ page, score, chunk: chooseChunk(here), named: here.every(({ names }) => names > 0) });
    }
    return hits;
  }

  /** The pages on which all groups stand side by side, as they were typed. */
  function findAdjacent(index, groups) {
    if (groups.length < 2) return new Set();
    let at = 0;
    const parts = groups.map(({ starts, length }) => {
      const part = { positions: starts, at };
      at += length;
      return part;
    });
    return new Set(findStarts(parts).map((start) => index.pageOfUnit[start >>> UNIT_BITS]));
  }

  /** The pages on which all groups stand within one unit. */
  function findNear(index, groups) {
    if (groups.length < 2) return new Set();
    const units = groups.map(({ starts }) => new Set(starts.map((start) => start >>> UNIT_BITS)));
    const shared = [...units[0]].filter((unit) => units.every((some) => some.has(unit)));
    return new Set(shared.map((unit) => index.pageOfUnit[unit]));
  }

  /** The chunk in which most groups stand, and they most often. */
  function chooseChunk(counts) {
    const totals = new Map();
    for (const { chunks } of counts) {
      for (const [chunk, count] of chunks) totals.set(chunk, (totals.get(chunk) ?? 0) + 100 + Math.min(count, 50));
    }
    let best = 0;
    for (const [chunk, total] of [...totals].sort((a, b) => a[0] - b[0])) {
      if (total > (totals.get(best) ?? 0)) best = chunk;
    }
    return best;
  }

  /** Rank the pages that hold parts of a query, by how much of it, and how much of that in one place. */
  function rankPartial(index, features) {
    const pages = new Map();
    let order = 0;
    for (const { positions, weight } of features) {
      const units = new Map();
      for (const position of positions) {
        const unit = position >>> UNIT_BITS;
        units.set(unit, (units.get(unit) ?? 0) + 1);
      }
      for (const [unit, count] of units) {
        const page = index.pageOfUnit[unit];
        let sum = pages.get(page);
        if (!sum) pages.set(page, (sum = { weight: 0, count: 0, seen: -1, units: new Map() }));
        if (sum.seen !== order) sum.weight += weight;
        sum.seen = order;
        sum.count += Math.min(count, 10) * weight;
        sum.units.set(unit, (sum.units.get(unit) ?? 0) + weight);
      }
      order += 1;
    }
    const best = Math.max(0, ...[...pages.values()].map(({ weight }) => weight));
    return [...pages]
      .filter(([, { weight }]) => weight >= COVERAGE * best)
      .map(([page, sum]) => makePartialHit(index, page, sum));
  }

  function makePartialHit(index, page, { weight, count, units }) {
    let [densest, where] = [0, -1];
    for (const [unit, sum] of [...units].sort((a, b) => a[0] - b[0])) {
      const field = index.fieldOfUnit[unit];
      if (sum > densest) densest = sum;
      if (field >= BODY && (where < 0 || sum > units.get(where))) where = unit;
    }
    const chunk = where >= 0 ? index.fieldOfUnit[where] - BODY : 0;
    return { page, score: weight + densest + count / (count + 10 * weight), chunk };
  }

  Object.assign(globalThis.kbSearch, {
    isSingle,
    parseQuery,
    chooseCover,
    findTerm,
    mergePositions,
    findStarts,
    weigh,
    rankVerbatim,
    rankPartial,
  });
})();
