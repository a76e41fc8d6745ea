// The controls above a comparison. They show the state they are given and report what a reader chooses.
"use strict";
(() => {
  const { ChoicePanel, FacetPanel, INITIAL, fill, listFacetValues, make, makeIcon } =
    globalThis.kbComparison;

  /** The toolbar of one comparison; `onChange(change, {typing})` takes parts of a state. */
  class Toolbar {
    #model;
    #texts;
    #onChange;
    #toggles = new Map();
    #panels = new Map();
    #state = INITIAL;

    constructor(model, texts, onChange, onExpand) {
      this.#model = model;
      this.#texts = texts;
      this.#onChange = onChange;
      this.#makeSearch();
      this.#addPanels();
      this.#addToggles();
      this.expander = this.#makeButton("expand", texts.expand, onExpand, "kb-comparison-only-icon");
      this.expander.append(makeIcon("shrink"));
      this.reset = this.#makeButton("reset", texts.reset, () => this.#reset());
      this.status = make("p", { class: "kb-comparison-status", role: "status" });
      this.notice = make("p", { class: "kb-comparison-notice", hidden: "" });
      this.pair = this.#makePair();
      this.element = this.#assemble();
    }

    #assemble() {
      const panels = [...this.#panels.values()];
      const toggles = [...this.#toggles.values()].map(({ button }) => button);
      const buttons = [...panels.map(({ button }) => button), ...toggles];
      const bar = make("div", { class: "kb-comparison-bar" }, this.search, ...buttons);
      const foot = make("div", { class: "kb-comparison-bar" }, this.status, this.reset, this.expander);
      const label = this.#texts.tools;
      const parts = [bar, ...panels.map(({ panel }) => panel.element), foot, this.notice, this.pair];
      return make("div", { class: "kb-comparison-tools", role: "group", "aria-label": label }, ...parts);
    }

    #makeButton(icon, label, onclick, css = "") {
      const text = make("span", {}, label);
      const button = make(
        "button",
        { type: "button", class: `kb-comparison-button ${css}`, onclick },
        makeIcon(icon),
        text,
      );
      if (css) button.title = label;
      return button;
    }

    #makeSearch() {
      const placeholder = this.#texts.search;
      this.input = make("input", {
        type: "search",
        placeholder,
        "aria-label": placeholder,
        autocomplete: "off",
      });
      const report = () => this.#onChange({ query: this.input.value }, { typing: true });
      this.input.addEventListener("input", (event) => event.isComposing || report());
      this.input.addEventListener("compositionend", report);
      this.search = make("label", { class: "kb-comparison-search" }, makeIcon("search"), this.input);
    }

    #addPanels() {
      const facets = this.#model.criteria
        .map((criterion) => ({ criterion, values: listFacetValues(this.#model, criterion) }))
        .filter(({ values }) => values);
      if (facets.length) this.#addPanel("filter", new FacetPanel(facets, this.#texts, this.#onChange));
      this.#addPanel("choose", new ChoicePanel(this.#model, this.#texts, this.#onChange));
    }

    #addPanel(name, panel) {
      const button = this.#makeButton(name, this.#texts[name], () => this.#togglePanel(name));
      panel.element.id = `${this.#model.anchor}-${name}`;
      panel.element.setAttribute("aria-label", this.#texts[name]);
      button.setAttribute("aria-expanded", "false");
      button.setAttribute("aria-controls", panel.element.id);
      const amount = make("span", { class: "kb-comparison-amount", hidden: "" });
      button.append(amount, makeIcon("open"));
      panel.element.addEventListener("keydown", (event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        this.#togglePanel(name);
        button.focus();
      });
      this.#panels.set(name, { panel, button, amount });
    }

    #togglePanel(name) {
      for (const [known, { panel, button }] of this.#panels) {
        const open = known === name && panel.element.hidden;
        if (open) panel.draw(this.#state);
        panel.element.hidden = !open;
        button.setAttribute("aria-expanded", String(open));
      }
    }

    #addToggles() {
      this.#addToggle("differ", "differences", (state) => ({ differences: !state.differences }));
      if (this.#model.criteria.some(({ better }) => better !== "none")) {
        this.#addToggle("best", "best", (state) => ({ best: !state.best }), this.#texts.mark);
      }
      this.#addToggle("transpose", "transposed", (state) => ({ transposed: !state.transposed }));
      if (this.#model.items.length > 1)
        this.#addToggle("pair", "pair", (state) => ({ pair: this.#startPair(state) }));
    }

    #addToggle(icon, name, flip, label = this.#texts[name]) {
      const button = this.#makeButton(icon, label, () => this.#onChange(flip(this.#state)));
      button.classList.add(`kb-comparison-to-${name}`);
      this.#toggles.set(name, { button });
    }

    #startPair({ pair }) {
      if (pair) return null;
      const shown = [
        ...this.plan.order.filter((item) => this.plan.items.has(item)),
        ...this.#model.items,
      ];
      return [...new Set(shown)].slice(0, 2).map(({ key }) => key);
    }

    #makePair() {
      const names = [this.#texts.first, this.#texts.second];
      this.selects = names.map((name, side) => {
        const options = this.#model.items.map(({ key, label }) => make("option", { value: key }, label));
        return make("select", { "aria-label": name, onchange: () => this.#pick(side) }, ...options);
      });
      return make("div", { class: "kb-comparison-pair", hidden: "" }, ...this.selects);
    }

    /** Take an item for one side; where it stands on the other already, the two change places. */
    #pick(side) {
      const pair = this.selects.map((select) => select.value);
      if (pair[0] === pair[1]) pair[1 - side] = this.#state.pair[side];
      this.#onChange({ pair });
    }

    #reset() {
      this.#onChange({ ...INITIAL });
      this.#panels.get("choose").button.focus({ preventScroll: true });
    }

    /** Show a state and what came of it. */
    update(state, plan, isChanged) {
      this.#state = state;
      this.plan = plan;
      if (this.input.value !== state.query) this.input.value = state.query;
      for (const [name, { button }] of this.#toggles)
        button.setAttribute("aria-pressed", String(Boolean(state[name])));
      for (const { panel, button, amount } of this.#panels.values()) {
        const count = panel.count(state);
        amount.textContent = count ? String(count) : "";
        amount.hidden = !count;
        button.classList.toggle("kb-comparison-in-use", count > 0);
        if (!panel.element.hidden) panel.draw(state);
      }
      this.reset.hidden = !isChanged;
      this.#updatePair(state);
      this.#say(state, plan);
    }

    #updatePair({ pair }) {
      this.pair.hidden = !pair;
      this.search.hidden = Boolean(pair);
      const { button } = this.#panels.get("filter") ?? {};
      if (button) button.hidden = Boolean(pair);
      if (this.#toggles.has("transposed")) this.#toggles.get("transposed").button.hidden = Boolean(pair);
      if (pair) this.selects.forEach((select, side) => (select.value = pair[side]));
    }

    #say({ pair, differences }, { items, criteria }) {
      const { items: all, criteria: allCriteria } = this.#model;
      const sentences = pair
        ? [this.#texts.paired]
        : [fill(this.#texts.shown, { shown: items.size, total: all.length })];
      if (criteria.size < allCriteria.length) {
        sentences.push(
          fill(this.#texts.shownCriteria, { shown: criteria.size, total: allCriteria.length }),
        );
      }
      if (!items.size) sentences.push(this.#texts.nothing);
      else if (differences && !criteria.size) sentences.push(this.#texts.same);
      const text = sentences.join(this.#texts.separator);
      if (this.status.textContent !== text) this.status.textContent = text;
    }

    /** Tell something about the whole table. */
    tell(text) {
      this.notice.textContent = text;
      this.notice.hidden = !text;
    }

    /** Name the button for the whole screen after what it does next. */
    showExpanded(isExpanded) {
      const label = isExpanded ? this.#texts.shrink : this.#texts.expand;
      this.expander.querySelector("span").textContent = label;
      this.expander.title = label;
      this.expander.classList.toggle("kb-comparison-expanded", isExpanded);
      this.expander.focus({ preventScroll: true });
    }
  }

  Object.assign(globalThis.kbComparison, { Toolbar });
})();
