// Shows where a page answers a query: the best sections, and the words around the best place, marked.
// The twin of kb_ext/core/search/excerpt.py.
"use strict";
(() => {
  const { tokenize, isSingle } = globalThis.kbSearch;
  const LENGTH = 120; // characters of an excerpt
  const LEAD = 30; // characters before the first mark
  const MAX_SECTIONS = 3;
  const SENTENCE_END = /[。．！？!?\n]/u;

  /** What of a text stands for a query: `{start, end, group, whole}`, in order. */
  function findMarks(text, groups) {
    const tokens = tokenize(text);
    const at = new Map(tokens.map((token) => [token.position, token]));
    const marks = groups.flatMap((found, group) => {
      const whole = tokens.flatMap(({ start, position }) => {
        const end = matchGroup(at, position, found);
        return end ? [{ start, end, group, whole: true }] : [];
      });
      // What stands word for word elsewhere on the page is not worth pieces of it.
      return whole.length || found.starts.length ? whole : markTerms(tokens, found, group);
    });
    return marks.sort((one, other) => one.start - other.start || other.end - one.end);
  }

  /** Where a group ends that begins at a position; 0 where none does. */
  function matchGroup(at, position, found) {
    const tokens = found.group.map((part) => at.get(position + part.at));
    const matches = tokens.every((token, order) => token && matchTerm(token.term, found.group[order], found));
    if (!matches) return 0;
    const { term } = found.group.at(-1);
    const { start, end } = tokens.at(-1);
    return isSingle(term) ? start + term.length : end;
  }

  function matchTerm(term, part, { group, expanded }) {
    if (term === part.term || expanded.get(part.term)?.includes(term)) return true;
    return part === group.at(-1) && isSingle(part.term) && term.startsWith(part.term);
  }

  /** Every term of a group, but for grammar where there is more. */
  function markTerms(tokens, found, group) {
    const strong = found.group.filter(({ weak }) => !weak);
    const parts = strong.length ? strong : found.group;
    return tokens
      .filter(({ term }) => parts.some((part) => matchTerm(term, part, found)))
      .map(({ start, end }) => ({ start, end, group, whole: false }));
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
