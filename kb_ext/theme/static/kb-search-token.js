// The tokeniser of the search: the twin of kb_ext/core/search/token.py, which says what it does and why.
// Both pass the vectors in tests/core/search/vectors.json. A classic script, so that it loads from file:// too.
"use strict";
(() => {
  const KATAKANA = "\u30a1-\u30fa";
  const HIRAGANA = "\u3041-\u3096";
  const DENSE =
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3100-\u318f\u31a0-\u31bf\u31f0-\u31ff" +
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}" +
    "\u1100-\u11ff\ua960-\ua97f\uac00-\ud7ff" +
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff";
  const DROPPED = "\u00ad";
  const IGNORED = `${DROPPED}\u30a0\u30fb\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff`;
  const JOINERS = "._\\-\\/'’\u2010:,@&+";
  const SPACE = "\\s\\u001c-\\u001f\\u0085";
  const ACCENTED = /[\u00c0-\u024f\u1e00-\u1eff]/g;
  const MARKS = /[\u0300-\u036f]/g;
  const FINAL_MARK = new RegExp(
    `(?<=[${KATAKANA}ー][${KATAKANA}ー][${KATAKANA}])ー+(?![${KATAKANA}ー])` +
      `|(?<=[${HIRAGANA}ー][${HIRAGANA}ー][${HIRAGANA}])ー+(?![${HIRAGANA}${KATAKANA}ー])`,
    "gu",
  );
  const PIECE = new RegExp(
    `(?<run>[${DENSE}][${DENSE}${IGNORED}]*)` +
      "|(?<number>\\p{Nd}+(?:,\\p{Nd}{3})+(?!\\p{Nd})|\\p{Nd}+)" +
      `|(?<word>(?:(?![${DENSE}])[\\p{L}\\p{Nl}\\p{No}])+(?:[+#]+(?![+#a-z0-9]))?)` +
      `|(?<join>[${SPACE}]+|[${JOINERS}${IGNORED}])` +
      "|(?<gap>.)",
    "gsu",
  );
  const IGNORED_ONE = new RegExp(`[${IGNORED}]`, "u");
  const SEGMENT = /[\u1100-\u11ff]+|.[\u0300-\u036f\u3099\u309a\uff9e\uff9f]*/gsu;
  const IS_DENSE = new RegExp(`^[${DENSE}]`, "u");
  const PLURAL = /^[a-z]{3,}s$/;

  const dropMarks = (match) => "\u00ad".repeat(match.length);

  function foldPiece(text) {
    return text
      .normalize("NFKC")
      .toLowerCase()
      .replaceAll("ς", "σ")
      .replace(ACCENTED, (letter) => String.fromCodePoint(letter.normalize("NFD").codePointAt(0)))
      .replace(MARKS, "");
  }

  /** Fold width, case, accents and final `ー`. */
  function fold(text) {
    return foldPiece(text).replace(FINAL_MARK, dropMarks);
  }

  function foldKana(character) {
    const code = character.codePointAt(0);
    if ((code >= 0x30a1 && code <= 0x30f6) || code === 0x30fd || code === 0x30fe) {
      return String.fromCharCode(code - 0x60);
    }
    return character;
  }

  function makeTerm(piece) {
    if (!PLURAL.test(piece) || /(?:ss|us|is)$/.test(piece)) return piece.replaceAll(",", "");
    if (piece.endsWith("ies") && piece.length > 4) return `${piece.slice(0, -3)}y`;
    return /(?:xes|zes|ches|shes|sses)$/.test(piece) ? piece.slice(0, -2) : piece.slice(0, -1);
  }

  function foldWithOffsets(text) {
    const starts = [];
    const ends = [];
    let folded = "";
    for (const match of text.matchAll(SEGMENT)) {
      const piece = foldPiece(match[0]);
      folded += piece;
      for (let unit = 0; unit < piece.length; unit += 1) {
        starts.push(match.index);
        ends.push(match.index + match[0].length);
      }
    }
    return { folded: folded.replace(FINAL_MARK, dropMarks), starts, ends };
  }

  /** The tokens of a text: `{term, position, start, end}`; offsets are those of the original text. */
  function tokenize(text) {
    const { folded, starts, ends } = foldWithOffsets(text);
    const tokens = [];
    let position = 0;
    const add = (term, from, to) => {
      tokens.push({ term, position, start: starts[from], end: ends[to] });
      position += 1;
    };
    for (const match of folded.matchAll(PIECE)) {
      const { run, number, word, gap } = match.groups;
      if (run !== undefined) {
        const kept = splitRun(run, match.index);
        kept.forEach(([character, first, last], index) => {
          const next = kept[index + 1];
          if (next) add(character + next[0], first, next[2]);
          else add(character, first, last);
        });
      } else if (number !== undefined || word !== undefined) {
        add(makeTerm(match[0]), match.index, match.index + match[0].length - 1);
      } else if (gap !== undefined) {
        position += 1;
      }
    }
    return tokens;
  }

  /** The characters of a run, folded, each with its first and last offset; a dropped `ー` belongs to its word. */
  function splitRun(run, start) {
    const kept = [];
    let at = start;
    for (const character of run) {
      const last = at + character.length - 1;
      if (!IGNORED_ONE.test(character)) kept.push([foldKana(character), at, last]);
      else if (character === DROPPED) kept.at(-1)[2] = last;
      at += character.length;
    }
    return kept;
  }

  /** What makes a name the same name: without spaces, signs, width, case and kind of kana. */
  function makeKey(text) {
    const parts = [];
    for (const match of fold(text).matchAll(PIECE)) {
      const { run, number, word } = match.groups;
      if (run !== undefined) parts.push(...splitRun(run, 0).map(([character]) => character));
      else if (number !== undefined || word !== undefined) parts.push(makeTerm(match[0]));
    }
    return parts.join("");
  }

  /** Whether a term is a pair of characters, or one character, of a run. */
  function isDense(term) {
    return IS_DENSE.test(term);
  }

  globalThis.kbSearch = Object.assign(globalThis.kbSearch ?? {}, { tokenize, makeKey, isDense });
})();
