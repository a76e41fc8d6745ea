// The order of values: by the type of their criterion, with what is no value always last.
"use strict";
(() => {
  /** States in which a cell has no value, in the order in which they stand behind all values. */
  const STATES = ["unsupported", "unconfirmed", "unknown", "not-applicable"];

  /** Types whose `data-value` is a decimal number. */
  const NUMERIC = new Set(["number", "money", "percentage", "rating"]);

  /** What `data-value` says where the type is boolean, the least first. */
  const ANSWERS = ["no", "partial", "yes"];

  const EMPTY = STATES.length + 2;
  const collator = new Intl.Collator("ja", { numeric: true, sensitivity: "base" });

  /** Fold width, case and kana, so that texts that a reader takes for the same are the same. */
  function fold(text) {
    return text
      .normalize("NFKC")
      .toLowerCase()
      .replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
      .replace(/\s+/g, " ")
      .trim();
  }

  /** Compare two texts as a Japanese dictionary does. */
  function compareTexts(one, other) {
    return collator.compare(one, other);
  }

  /** Compare versions part by part: 1.9 < 1.10, 1.0rc1 < 1.0. */
  function compareVersions(one, other) {
    const [parts, others] = [one, other].map(
      (version) => version.toLowerCase().match(/\d+|[a-z]+/g) ?? [],
    );
    for (let index = 0; index < Math.max(parts.length, others.length); index += 1) {
      const difference = comparePart(parts[index], others[index]);
      if (difference) return difference;
    }
    return 0;
  }

  function comparePart(part, other) {
    if (part === other) return 0;
    const [rank, otherRank] = [rankPart(part), rankPart(other)];
    if (rank !== otherRank) return rank - otherRank;
    return rank === 2 ? Number(part) - Number(other) : part < other ? -1 : 1;
  }

  /** A word (rc, beta) comes before the end, a number behind it. */
  function rankPart(part) {
    if (part === undefined) return 1;
    return /^\d/.test(part) ? 2 : 0;
  }

  /** Return what a cell is sorted by: 0 and its value, or the rank of what it has instead. */
  function readSortKey(cell, type) {
    const state = STATES.indexOf(cell.state);
    if (state >= 0) return { rank: state + 2, value: null };
    if (!cell.text && !cell.key) return { rank: EMPTY, value: null };
    if (NUMERIC.has(type)) {
      const number = cell.key ? Number(cell.key) : NaN;
      return Number.isNaN(number) ? { rank: 1, value: cell.text } : { rank: 0, value: number };
    }
    if (type === "boolean") {
      const answer = ANSWERS.indexOf(cell.key);
      return answer < 0 ? { rank: 1, value: cell.text } : { rank: 0, value: answer };
    }
    if (type === "date") return cell.key ? { rank: 0, value: cell.key } : { rank: 1, value: cell.text };
    return { rank: 0, value: cell.key || cell.text };
  }

  /** Compare two values of one type. */
  function compareValues(one, other, type) {
    if (typeof one === "number" && typeof other === "number") return one - other;
    if (type === "version") return compareVersions(one, other);
    if (type === "date") return one < other ? -1 : Number(one > other);
    return compareTexts(String(one), String(other));
  }

  /** Compare two sort keys; the direction turns values around, but never what is no value. */
  function compareKeys(one, other, type, descending) {
    if (one.rank !== other.rank) return one.rank - other.rank;
    if (one.value === null) return 0;
    const difference = compareValues(one.value, other.value, one.rank ? "text" : type);
    return descending ? -difference : difference;
  }

  Object.assign((globalThis.kbComparison ??= {}), {
    STATES,
    NUMERIC,
    ANSWERS,
    fold,
    compareTexts,
    compareVersions,
    readSortKey,
    compareValues,
    compareKeys,
  });
})();
