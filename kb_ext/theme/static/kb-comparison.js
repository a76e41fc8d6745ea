// Comparisons that readers can sort, filter, turn around and share. Without scripts the tables are complete.
// Classic scripts in the order of PARTS in comparison_asset.py: browsers load no modules from file://.
"use strict";
(() => {
  const { Frame, INITIAL, TableView, Toolbar, markAges, planView, readModel, readState, writeState } =
    globalThis.kbComparison;

  const TEXTS = document.currentScript.dataset.kbComparisonTexts;
  const NARROW = matchMedia("(max-width: 40em)");
  const PAPER = matchMedia("print");

  /** One comparison of the page: its state, and all that shows it. */
  class Comparison {
    #model;
    #state;
    #table;
    #toolbar;
    #frame;

    /** The other places where the page shows the same comparison. */
    twins = [];

    constructor(element, region, texts) {
      this.#model = readModel(element);
      this.#state = readState(location.search, this.#model);
      const old = markAges(element, this.#model, texts);
      this.#toolbar = new Toolbar(
        this.#model,
        texts,
        (change, how) => this.change(change, how),
        () => this.#frame.toggle(element.querySelector(".caption-text")?.textContent ?? texts.tools),
      );
      this.#frame = new Frame(region, element, this.#toolbar.element, (on) =>
        this.#toolbar.showExpanded(on),
      );
      this.#table = new TableView(element, this.#model, texts, (key) => this.#sortBy(key));
      this.#toolbar.tell(old);
      this.render();
    }

    get key() {
      return this.#model.key;
    }

    /** Take a choice: show it and put it into the address; a word being typed is one step of the history. */
    change(change, { typing = false } = {}) {
      this.#state = { ...this.#state, ...change };
      const address =
        location.pathname + writeState(location.search, this.#state, this.#model) + location.hash;
      const step = typing ? { kbTyping: this.#model.key } : null;
      if (typing && history.state?.kbTyping === this.#model.key) history.replaceState(step, "", address);
      else history.pushState(step, "", address);
      this.render();
      for (const twin of this.twins) twin.restore();
    }

    /** Show what the address says. */
    restore() {
      this.#state = readState(location.search, this.#model);
      this.render();
    }

    /** Show the state; paper gets everything. */
    render() {
      const { sort, transposed } = this.#state;
      const state = PAPER.matches ? { ...INITIAL, sort, transposed } : this.#state;
      const plan = planView(this.#model, state);
      const stacked = state.pair && NARROW.matches;
      this.#table.show(plan, stacked ? "stacked" : state.pair || transposed ? "columns" : "rows", sort);
      this.#toolbar.update(state, plan, writeState("", this.#state, this.#model) !== "");
      this.#frame.measure();
    }

    /** Ascending, descending, then as the author has it. */
    #sortBy(key) {
      const { sort } = this.#state;
      if (sort?.criterion !== key) this.change({ sort: { criterion: key, descending: false } });
      else this.change({ sort: sort.descending ? null : { criterion: key, descending: true } });
    }

    /** Bring an element of the table into sight that the choices may have hidden. */
    reveal(anchor) {
      const cells = this.#model.items.flatMap(({ header, cells }) => [
        header,
        ...cells.map(({ element }) => element),
      ]);
      const selector = `#${CSS.escape(anchor)}`;
      const cell = cells.find((known) => known.matches(selector) || known.querySelector(selector));
      if (!cell) return;
      if (!cell.isConnected || !cell.checkVisibility()) this.change({ ...INITIAL });
      document.getElementById(anchor).scrollIntoView({ block: "center", inline: "center" });
    }
  }

  /** Return the anchor that the address names. */
  function readAnchor() {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch {
      return "";
    }
  }

  function list() {
    const texts = JSON.parse(TEXTS);
    return [...document.querySelectorAll("table.kb-comparison[data-comparison]")]
      .map((table) => ({ table, region: table.closest(".kb-comparison-region") }))
      .filter(
        ({ table, region }) => region && table.tHead && table.querySelector("tbody > tr[data-item]"),
      )
      .map(({ table, region }) => new Comparison(table, region, texts));
  }

  function start() {
    const comparisons = list();
    for (const comparison of comparisons) {
      comparison.twins = comparisons.filter(
        (other) => other !== comparison && other.key === comparison.key,
      );
    }
    const each = (act) => () => comparisons.forEach((comparison) => act(comparison));
    const reveal = (comparison) => readAnchor() && comparison.reveal(readAnchor());
    const render = (comparison) => comparison.render();
    const restore = (comparison) => comparison.restore();
    addEventListener("popstate", each(restore));
    addEventListener("hashchange", each(reveal));
    for (const media of [NARROW, PAPER]) media.addEventListener("change", each(render));
    each(reveal)();
    document.documentElement.dataset.kbComparison = "ready";
  }

  start();
})();
