// Shows where a page answers a query: the best sections, and the words around the best place, marked.
// The twin of kb_ext/core/search/excerpt.py.
"use strict";
(() => {
  const { tokenize } = globalThis.kbSearch;
  const LENGTH = 120; // characters of an excerpt
  const LEAD = 30; // characters before the first mark
  const MAX_SECTIONS = 3;
  const SENTENCE_END = /[。．！？!?\n]/u;

  /** What of a text stands for parts of a query: `{start, end, group, whole}`, in order. */
  function findMarks(text, groups) {
    const tokens = tokenize(text);
    const at = new Map(tokens.map((token, index) => [token.position, index]));
    const marks = [];
    groups.forEach((found, order) => {
      const first = marks.length;
      tokens.forEach((token) => {
        const matched = matchGroup(tokens, at, token.position, found);
        if (matched) marks.push({ start: token.start, end: matched.end, group: order, whole: true });
      });
      if (marks.length === first) marks.push(...markTerms(tokens, found, order));
    });
    return marks.sort((a, b) => a.start - b.start || b.end - a.end);
  }

  /** The last token of a group that begins at a position, or null. */
  function matchGroup(tokens, at, position, { group, expanded }) {
    let last = null;
    for (const part of group) {
      const token = tokens[at.get(position + part.at)];
      if (!token || !matchTerm(token.term, part, group, expanded)) return null;
      last = token;
    }
    return last;
  }

  function matchTerm(term, part, group, expanded) {
    const isLast = part === group.at(-1);
    if (term === part.term || expanded.get(part.term)?.includes(term)) return true;
    const single = [...part.term].length === 1 && globalThis.kbSearch.isDense(part.term);
    return isLast && single && term.startsWith(part.term);
  }

  /** Where no group stands whole: every term of it. */
  function markTerms(tokens, { group, expanded }, order) {
    return tokens
      .filter(({ term }) => group.some((part) => matchTerm(term, part, group, expanded)))
      .map(({ start, end }) => ({ start, end, group: order, whole: false }));
  }

  /** Text in pieces: `{text, mark}`. */
  function splitText(text, marks, start = 0, end = text.length) {
    const pieces = [];
    let at = start;
    const add = (to, mark) => {
      if (to > at) pieces.push({ text: text.slice(at, to), mark });
      at = Math.max(at, to);
    };
    for (const mark of marks) {
      if (mark.end <= at || mark.start >= end) continue;
      add(Math.max(at, mark.start), false);
      add(Math.min(mark.end, end), true);
    }
    add(end, false);
    return joinPieces(pieces);
  }

  function joinPieces(pieces) {
    const joined = [];
    for (const piece of pieces) {
      const last = joined.at(-1);
      if (last && last.mark === piece.mark) last.text += piece.text;
      else joined.push({ ...piece });
    }
    return joined;
  }

  /** The part of a text around its best mark, from the beginning of a sentence where that is near. */
  function cutExcerpt(text, marks) {
    const focus = marks.find(({ whole }) => whole) ?? marks[0];
    let start = 0;
    if (focus && focus.end > LENGTH) {
      start = Math.max(0, focus.start - LEAD);
      const lead = text.slice(start, focus.start);
      const sentence = [...lead].findLastIndex((character) => SENTENCE_END.test(character));
      if (sentence >= 0) start += [...lead].slice(0, sentence + 1).join("").length;
    }
    let end = Math.min(text.length, start + LENGTH);
    if (isLowSurrogate(text, start)) start += 1;
    if (isLowSurrogate(text, end)) end += 1;
    const pieces = splitText(text, marks, start, end);
    if (start > 0) pieces.unshift({ text: "…", mark: false });
    if (end < text.length) pieces.push({ text: "…", mark: false });
    return joinPieces(pieces);
  }

  function isLowSurrogate(text, at) {
    const code = text.charCodeAt(at);
    return code >= 0xdc00 && code < 0xe000;
  }

  /** The sections of a chunk that answer a query, best first: `{heading, anchor, excerpt}`. */
  function findSections(sections, groups) {
    const scored = sections.map(([heading, anchor, blocks], order) => {
      const text = blocks.join("\n");
      const marks = findMarks(text, groups);
      const inHeading = findMarks(heading, groups).filter(({ whole }) => whole);
      return { heading, anchor, order, text, marks, score: scoreMarks(marks) + 3 * scoreMarks(inHeading) };
    });
    const matched = scored.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score || a.order - b.order);
    const shown = matched.length ? matched.slice(0, MAX_SECTIONS) : scored.filter(({ text }) => text).slice(0, 1);
    return shown.map(({ heading, anchor, text, marks }) => ({ heading, anchor, excerpt: cutExcerpt(text, marks) }));
  }

  function scoreMarks(marks) {
    const whole = new Set(marks.filter((mark) => mark.whole).map(({ group }) => group)).size;
    const some = new Set(marks.map(({ group }) => group)).size;
    return 100 * whole + 10 * some + Math.min(marks.length, 9);
  }

  Object.assign(globalThis.kbSearch, { findMarks, splitText, findSections });
})();
