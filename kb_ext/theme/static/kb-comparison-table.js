// Draws a view of a comparison into its own table. The cells are those of the page, moved, never copied,
// so that every link, note and id stays the one it was.
"use strict";
(() => {
  const { fill, make, makeIcon } = globalThis.kbComparison;

  const DIRECTIONS = { false: "ascending", true: "descending" };

  /**
   * A table in one of three shapes: "rows" (an item in each row), "columns" (an item in each column) and
   * "stacked" (a criterion across, and below it the values of two items).
   */
  class TableView {
    #table;
    #model;
    #texts;
    #buttons = new Map();
    #marks = new Map();
    #rows = new Map();
    #shape = "rows";
    #order = [];
    #grouped;

    constructor(table, model, texts, onSort) {
      this.#table = table;
      this.#model = model;
      this.#texts = texts;
      this.#order = model.items;
      this.#grouped = model.criteria.some((criterion) => criterion.group);
      for (const { header, key, label } of model.criteria) this.#addButton(header, key, label, onSort);
      if (model.corner) this.#addButton(model.corner, "", model.corner.textContent.trim(), onSort);
      for (const item of model.items) this.#rows.set(item, item.header.parentElement);
      if (this.#grouped) this.#setHead(model.corner, ...model.criteria.map(({ header }) => header));
    }

    /** Show what a plan says, in a shape. */
    show(plan, shape, sort) {
      const rebuilt = shape !== this.#shape || shape === "stacked";
      if (rebuilt) this.#build(shape, plan);
      if (rebuilt || !isSame(plan.order, this.#order)) this.#arrange(plan.order);
      this.#hide(plan);
      if (this.#grouped) this.#drawGroups(plan);
      this.#showSort(sort, shape);
      this.#showBest(plan.best);
    }

    #addButton(header, key, label, onSort) {
      const holder = header.querySelector(":scope > p") ?? header;
      const button = make("button", {
        type: "button",
        class: "kb-comparison-sort",
        onclick: () => onSort(key),
      });
      const nodes = [...holder.childNodes];
      const end = nodes.findIndex(
        (node) => node.nodeType === 1 && (node.matches("a, sup") || node.querySelector("a")),
      );
      const text = make("span", {}, ...nodes.slice(0, end < 0 ? nodes.length : end));
      if (text.textContent.trim()) button.append(text);
      else button.setAttribute("aria-label", fill(this.#texts.sort, { label }));
      button.append(makeIcon("sort"), makeIcon("ascending"), makeIcon("descending"));
      if (text.textContent.trim()) holder.prepend(button);
      else holder.append(button);
      this.#buttons.set(key, { button, header });
    }

    #build(shape, plan) {
      this.#shape = shape;
      this.#table.classList.toggle("kb-comparison-transposed", shape === "columns");
      this.#table.classList.toggle("kb-comparison-stacked", shape === "stacked");
      for (const item of this.#model.items) item.header.scope = shape === "rows" ? "row" : "col";
      const scope = { rows: "col", columns: "row", stacked: "rowgroup" }[shape];
      for (const { header } of this.#model.criteria) {
        header.scope = scope;
        header.colSpan = shape === "stacked" ? 2 : 1;
      }
      const bodies = { rows: this.#buildRows, columns: this.#buildColumns, stacked: this.#buildStack }[
        shape
      ];
      for (const body of [...this.#table.tBodies]) body.remove();
      this.#table.append(...bodies.call(this, plan));
    }

    #buildRows() {
      this.#setHead(this.#model.corner, ...this.#model.criteria.map(({ header }) => header));
      for (const item of this.#model.items) {
        this.#rows.get(item).replaceChildren(item.header, ...item.cells.map(({ element }) => element));
      }
      return [make("tbody", {}, ...this.#order.map((item) => this.#rows.get(item)))];
    }

    #buildColumns() {
      this.#setHead(this.#model.corner, ...this.#model.items.map(({ header }) => header));
      const lines = this.#model.criteria.map((criterion) => make("tr", {}, criterion.header));
      return [make("tbody", {}, ...lines)];
    }

    #buildStack({ order }) {
      const [one, other] = order;
      this.#setHead(one.header, other.header);
      return this.#model.criteria.map((criterion) => {
        const cells = [one, other].map((item) => item.cells[criterion.index].element);
        return make("tbody", {}, make("tr", {}, criterion.header), make("tr", {}, ...cells));
      });
    }

    #setHead(...headers) {
      for (const header of headers) header?.removeAttribute("rowspan");
      this.#table.tHead.replaceChildren(make("tr", {}, ...headers.filter(Boolean)));
    }

    #arrange(order) {
      this.#order = order;
      if (this.#shape === "rows")
        this.#table.tBodies[0].append(...order.map((item) => this.#rows.get(item)));
      if (this.#shape !== "columns") return;
      this.#model.items[0]?.header.parentElement.append(...order.map(({ header }) => header));
      for (const { header, index } of this.#model.criteria) {
        header.parentElement.append(...order.map(({ cells }) => cells[index].element));
      }
    }

    #hide({ items, criteria }) {
      for (const item of this.#model.items) {
        setHidden(this.#rows.get(item), !items.has(item));
        setHidden(item.header, !items.has(item));
      }
      for (const criterion of this.#model.criteria)
        this.#hideCriterion(criterion, items, criteria.has(criterion));
    }

    #hideCriterion({ header, index }, items, shown) {
      setHidden(header, !shown);
      if (this.#shape === "columns") setHidden(header.parentElement, !shown);
      if (this.#shape === "stacked") setHidden(header.closest("tbody"), !shown);
      for (const item of this.#model.items) {
        const lineHidden = this.#shape === "rows" ? !shown : !items.has(item);
        setHidden(item.cells[index].element, lineHidden);
      }
    }

    /** Write the names of groups above or before the criteria that are shown. */
    #drawGroups({ items, criteria }) {
      for (const line of this.#table.querySelectorAll(".kb-comparison-groups")) line.remove();
      const runs = listRuns([...criteria]);
      if (this.#shape === "rows") this.#drawGroupRow(runs);
      if (this.#shape !== "columns") return;
      for (const { group, criteria: members } of runs) {
        const header = make(
          "th",
          { scope: "rowgroup", colspan: items.size + 1 },
          make("span", {}, group),
        );
        if (group)
          members[0].header.parentElement.before(make("tr", { class: "kb-comparison-groups" }, header));
      }
    }

    #drawGroupRow(runs) {
      const cells = runs.map(({ group, criteria }) =>
        group
          ? make("th", { scope: "colgroup", colspan: criteria.length }, make("span", {}, group))
          : make("td", { colspan: criteria.length }),
      );
      for (const row of [...this.#table.tHead.rows].slice(0, -1)) row.remove();
      if (this.#model.corner) cells.unshift(make("td", {}));
      this.#table.tHead.lastElementChild.prepend(...(this.#model.corner ? [this.#model.corner] : []));
      this.#table.tHead.prepend(make("tr", { class: "kb-comparison-groups" }, ...cells));
    }

    #showSort(sort, shape) {
      for (const [key, { button, header }] of this.#buttons) {
        const direction = sort?.criterion === key ? DIRECTIONS[sort.descending] : null;
        if (direction) header.setAttribute("aria-sort", direction);
        else header.removeAttribute("aria-sort");
        button.disabled = shape === "stacked";
      }
    }

    #showBest(best) {
      for (const [cell, mark] of this.#marks) {
        if (best.has(cell)) continue;
        mark.remove();
        cell.element.classList.remove("kb-comparison-is-best");
        this.#marks.delete(cell);
      }
      for (const cell of best) {
        if (this.#marks.has(cell)) continue;
        const mark = make("span", { class: "kb-comparison-best" }, makeIcon("best"), this.#texts.best);
        this.#marks.set(cell, mark);
        cell.element.classList.add("kb-comparison-is-best");
        (cell.element.querySelector(":scope > p") ?? cell.element).append(mark);
      }
    }
  }

  function setHidden(element, hidden) {
    if (element.hidden !== hidden) element.hidden = hidden;
  }

  function isSame(order, other) {
    return order.length === other.length && order.every((item, index) => item === other[index]);
  }

  /** List the runs of neighbouring criteria that belong to one group. */
  function listRuns(criteria) {
    const runs = [];
    for (const criterion of criteria) {
      const last = runs.at(-1);
      if (last && last.group === criterion.group) last.criteria.push(criterion);
      else runs.push({ group: criterion.group, criteria: [criterion] });
    }
    return runs;
  }

  Object.assign(globalThis.kbComparison, { TableView });
})();
