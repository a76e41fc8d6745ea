// The two panels below the toolbar: by which values to filter, and which items and criteria to show.
"use strict";
(() => {
  const { fill, make } = globalThis.kbComparison;

  function makePanel(css) {
    return make("div", { class: `kb-comparison-panel ${css}`, role: "group", hidden: "" });
  }

  function makeCheck(label, onchange, amount = "") {
    const box = make("input", { type: "checkbox", onchange });
    const count = amount ? [make("span", { class: "kb-comparison-amount" }, String(amount))] : [];
    return {
      box,
      element: make("label", { class: "kb-comparison-check" }, box, make("span", {}, label), ...count),
    };
  }

  function makeGroup(legend, ...children) {
    return make("fieldset", {}, make("legend", {}, legend), ...children);
  }

  /** Filters by values; those of one criterion widen, those of several narrow. */
  class FacetPanel {
    #facets;
    #texts;
    #onChange;
    #boxes = [];
    #state;

    constructor(facets, texts, onChange) {
      this.#facets = facets;
      this.#texts = texts;
      this.#onChange = onChange;
      this.element = makePanel("kb-comparison-facets");
    }

    /** Count the values chosen. */
    count({ facets }) {
      return [...facets.values()].reduce((sum, values) => sum + values.size, 0);
    }

    /** Show which values are chosen; the boxes are made when first asked for. */
    draw(state) {
      this.#state = state;
      if (!this.#boxes.length)
        this.element.append(...this.#facets.map((facet) => this.#makeFacet(facet)));
      for (const { box, criterion, value } of this.#boxes) {
        box.checked = state.facets.get(criterion.key)?.has(value.key) ?? false;
      }
    }

    #makeFacet({ criterion, values }) {
      const checks = values.map((value) => {
        const check = makeCheck(
          value.label || this.#texts[value.key],
          () => this.#flip(criterion, value),
          value.count,
        );
        this.#boxes.push({ box: check.box, criterion, value });
        return check.element;
      });
      return makeGroup(criterion.label, make("div", { class: "kb-comparison-checks" }, ...checks));
    }

    #flip({ key }, value) {
      const facets = new Map([...this.#state.facets].map(([known, values]) => [known, new Set(values)]));
      const values = facets.get(key) ?? new Set();
      if (!values.delete(value.key)) values.add(value.key);
      if (values.size) facets.set(key, values);
      else facets.delete(key);
      this.#onChange({ facets });
    }
  }

  /** Chooses the items and criteria to show. */
  class ChoicePanel {
    #groups;
    #texts;
    #onChange;
    #boxes = [];
    #state;

    constructor(model, texts, onChange) {
      this.#groups = [
        { name: "hiddenItems", legend: texts.items, members: model.items },
        { name: "hiddenCriteria", legend: texts.criteria, members: model.criteria },
      ];
      this.#texts = texts;
      this.#onChange = onChange;
      this.element = makePanel("kb-comparison-choices");
    }

    /** Count what is left out. */
    count({ hiddenItems, hiddenCriteria }) {
      return hiddenItems.size + hiddenCriteria.size;
    }

    /** Show what is chosen; the boxes are made when first asked for. */
    draw(state) {
      this.#state = state;
      if (!this.#boxes.length)
        this.element.append(...this.#groups.map((group) => this.#makeChoice(group)));
      for (const { box, name, key } of this.#boxes) box.checked = !state[name].has(key);
    }

    #makeChoice({ name, legend, members }) {
      const checks = members.map(({ key, label }) => {
        const check = makeCheck(label, () => this.#flip(name, key));
        this.#boxes.push({ box: check.box, name, key });
        return check.element;
      });
      const keys = members.map(({ key }) => key);
      const actions = [
        this.#makeAction(this.#texts.all, legend, () => this.#onChange({ [name]: new Set() })),
        this.#makeAction(this.#texts.none, legend, () => this.#onChange({ [name]: new Set(keys) })),
      ];
      const bar = make("div", { class: "kb-comparison-actions" }, ...actions);
      return makeGroup(legend, bar, make("div", { class: "kb-comparison-checks" }, ...checks));
    }

    #makeAction(text, legend, onclick) {
      const label = fill(this.#texts.action, { group: legend, action: text });
      return make(
        "button",
        { type: "button", class: "kb-comparison-link", "aria-label": label, onclick },
        text,
      );
    }

    #flip(name, key) {
      const hidden = new Set(this.#state[name]);
      if (!hidden.delete(key)) hidden.add(key);
      this.#onChange({ [name]: hidden });
    }
  }

  Object.assign(globalThis.kbComparison, { FacetPanel, ChoicePanel });
})();
