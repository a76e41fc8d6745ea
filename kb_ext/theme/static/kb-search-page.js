// The page of results: what is asked for stands in the address, so that it can be shared and gone back to.
"use strict";

(() => {
  const { clearRecent, fill, guardComposition, keepRecent, openEngine, passWords, readRecent, readTexts } =
    globalThis.kbSearchPart;
  const FACETS = ["kind", "category", "tag", "year"];
  const KINDS = ["post", "term", "comparison", "guide"];
  const PAGE = 20;
  const SHOWN_VALUES = 12;
  const PAUSE = 180;
  const root = document.documentElement;

  function make(name, className, ...content) {
    const element = document.createElement(name);
    element.className = className;
    element.append(...content);
    return element;
  }

  /** What the address asks for. */
  function readState() {
    const parameters = new URLSearchParams(location.search);
    const filters = Object.fromEntries(FACETS.map(facet => [facet, parameters.getAll(facet)]));
    return {
      query: (parameters.get("q") || "").trim(),
      filters,
      sort: parameters.get("sort") === "date" ? "date" : "relevance",
    };
  }

  function writeState({ query, filters, sort }) {
    const parameters = new URLSearchParams();
    if (query) {
      parameters.set("q", query);
    }
    FACETS.forEach(facet => filters[facet].forEach(value => parameters.append(facet, value)));
    if (sort !== "relevance") {
      parameters.set("sort", sort);
    }
    const text = parameters.toString();
    return location.pathname + (text ? `?${text}` : "");
  }

  class SearchPage {
    constructor(section) {
      this.texts = readTexts(section);
      this.form = section.querySelector(".kb-search-form");
      this.input = this.form.querySelector("input");
      this.status = section.querySelector(".kb-search-status");
      this.corrections = section.querySelector(".kb-search-corrections");
      this.tools = section.querySelector(".kb-search-tools");
      this.list = section.querySelector(".kb-results");
      this.more = section.querySelector(".kb-search-more");
      this.aside = section.querySelector(".kb-search-aside");
      this.asked = 0;
      this.timer = 0;
      this.more.textContent = this.texts.more;
      this.listen();
      this.restore();
    }

    listen() {
      guardComposition(this.form, this.input);
      this.form.addEventListener("submit", event => {
        event.preventDefault();
        this.ask({ ...this.state, query: this.input.value.trim() }, "push");
        keepRecent(this.state.query);
      });
      this.input.addEventListener("input", event => {
        clearTimeout(this.timer);
        if (!event.isComposing) {
          this.timer = setTimeout(() => this.askTyped(), PAUSE);
        }
      });
      this.input.addEventListener("compositionend", () => this.askTyped());
      this.input.addEventListener("keydown", event => this.onKey(event));
      this.list.addEventListener("keydown", event => this.onKey(event));
      this.list.addEventListener("click", event => this.onFollow(event));
      this.more.addEventListener("click", () => this.extend());
      addEventListener("popstate", () => this.restore());
    }

    restore() {
      const state = readState();
      this.input.value = state.query;
      this.ask(state, null);
      if (!state.query) {
        this.input.focus();
      }
    }

    askTyped() {
      const query = this.input.value.trim();
      if (query !== this.state.query) {
        this.ask({ ...this.state, query }, "replace");
      }
    }

    /** Search, and show the newest question's answer only. */
    async ask(state, history) {
      this.state = state;
      const number = ++this.asked;
      if (history) {
        window.history[`${history}State`](null, "", writeState(state));
      }
      if (!state.query) {
        this.showStart();
        return;
      }
      root.dataset.kbSearch = "busy";
      const answer = await this.search(0);
      if (number === this.asked) {
        answer ? this.show(answer) : this.showFailure();
        root.dataset.kbSearch = "done";
      }
    }

    async search(offset) {
      const { query, filters, sort } = this.state;
      const chosen = Object.fromEntries(Object.entries(filters).filter(([, values]) => values.length));
      try {
        const engine = await openEngine();
        return await engine.search(query, { filters: chosen, sort, offset, limit: PAGE });
      } catch (error) {
        console.warn(error);
        return null;
      }
    }

    async extend() {
      const number = this.asked;
      const shown = this.list.children.length;
      const answer = await this.search(shown);
      if (number !== this.asked || !answer) {
        return;
      }
      this.list.append(...answer.results.map(result => this.drawResult(result)));
      this.more.hidden = this.list.children.length >= answer.total;
      this.list.children[shown]?.querySelector("a")?.focus();
    }

    showStart() {
      root.dataset.kbSearch = "idle";
      this.status.textContent = "";
      this.list.replaceChildren();
      this.corrections.hidden = this.tools.hidden = this.more.hidden = true;
      this.aside.replaceChildren(...this.drawRecent());
    }

    showFailure() {
      this.list.replaceChildren();
      this.corrections.hidden = this.tools.hidden = this.more.hidden = true;
      this.aside.replaceChildren();
      this.status.textContent = this.texts.failed;
    }

    show(answer) {
      const { query } = this.state;
      this.status.textContent = this.describe(answer, query);
      this.list.replaceChildren(...answer.results.map(result => this.drawResult(result)));
      this.more.hidden = this.list.children.length >= answer.total;
      this.aside.replaceChildren(...(answer.total ? [] : [make("p", "kb-search-advice", this.texts.advice)]));
      this.showCorrections(answer.corrected ? [] : answer.corrections);
      this.showTools(answer);
    }

    /** Say how many pages were found, and when they answer less than the question or another one. */
    describe(answer, query) {
      if (answer.corrected) {
        return fill(this.texts.corrected, { count: answer.total, query, corrected: answer.corrected });
      }
      const text = answer.total ? (answer.whole ? this.texts.found : this.texts.partly) : this.texts.nothing;
      return fill(text, { count: answer.total, query });
    }

    showCorrections(corrections) {
      this.corrections.hidden = !corrections.length;
      const links = corrections.map(correction => {
        const link = make("a", "", correction);
        link.href = writeState({ ...this.state, query: correction });
        return link;
      });
      this.corrections.replaceChildren(this.texts.corrections, ...links.flatMap(link => [" ", link]));
    }

    drawResult(result) {
      const link = make("a", "", ...drawParts(result.titleParts));
      link.href = result.url;
      const head = make("p", "kb-result-title", link);
      if (result.kind) {
        const name = this.texts.kinds?.[result.kind] ?? result.kind;
        head.append(make("span", `kb-kind kb-kind-${result.kind}`, name));
      }
      const item = make("li", "kb-result", head);
      if (result.section) {
        const heading = make("a", "", result.section.heading);
        heading.href = result.section.url;
        item.append(make("p", "kb-result-section", heading));
      }
      if (result.excerpt.length) {
        item.append(make("p", "kb-result-excerpt", ...drawParts(result.excerpt)));
      }
      const others = result.sections.filter(section => section.url !== result.section?.url);
      if (others.length) {
        item.append(this.drawSections(others.slice(0, 2)));
      }
      const facts = this.drawFacts(result);
      if (facts.length) {
        item.append(make("p", "kb-result-facts", ...facts));
      }
      return item;
    }

    drawSections(sections) {
      return make("ul", "kb-result-sections", ...sections.map(section => {
        const link = make("a", "", section.heading);
        link.href = section.url;
        return make("li", "", link, make("span", "kb-result-excerpt", ...drawParts(section.excerpt)));
      }));
    }

    drawFacts(result) {
      const facts = [];
      if (result.date) {
        const time = make("time", "", result.date.slice(0, 10));
        time.dateTime = result.date;
        facts.push(time);
      }
      const names = [result.category, ...(result.tags || []).map(tag => `#${tag}`)].flat().filter(Boolean);
      facts.push(...names.slice(0, 6).map(name => make("span", "", name)));
      return facts.flatMap((fact, number) => (number ? [" · ", fact] : [fact]));
    }

    showTools(answer) {
      const groups = FACETS.map(facet => this.drawFacet(facet, answer.filters?.[facet] || {})).filter(Boolean);
      const open = new Set([...this.tools.querySelectorAll("details[open]")].map(group => group.dataset.facet));
      const focused = this.tools.contains(document.activeElement) ? document.activeElement.dataset.value : null;
      this.tools.replaceChildren(...groups, this.drawSort());
      this.tools.querySelectorAll("details").forEach(group => {
        group.open = open.has(group.dataset.facet);
      });
      if (focused !== null) {
        this.tools.querySelector(`[data-value="${CSS.escape(focused)}"]`)?.focus();
      }
      this.tools.hidden = !answer.total && !groups.length;
    }

    /** Draw the values of a facet with their counts; the kinds stand open, the others fold. */
    drawFacet(facet, counts) {
      const chosen = this.state.filters[facet];
      const values = sortValues(facet, { ...Object.fromEntries(chosen.map(value => [value, 0])), ...counts });
      if (!values.length || (values.length === 1 && !chosen.length && facet !== "kind")) {
        return null;
      }
      const buttons = values.slice(0, SHOWN_VALUES).map(([value, count]) => this.drawValue(facet, value, count));
      const group = make("div", "kb-search-values", ...buttons);
      group.setAttribute("role", "group");
      group.setAttribute("aria-label", this.texts.facets?.[facet]);
      if (facet === "kind") {
        return group;
      }
      const number = chosen.length ? ` (${chosen.length})` : "";
      const summary = make("summary", "", this.texts.facets?.[facet] + number);
      const folded = make("details", "kb-search-facet", summary, group);
      folded.dataset.facet = facet;
      return folded;
    }

    drawValue(facet, value, count) {
      const name = facet === "kind" ? this.texts.kinds?.[value] ?? value : value;
      const button = make("button", "kb-search-value", name, make("span", "kb-amount", ` ${count}`));
      const pressed = this.state.filters[facet].includes(value);
      button.type = "button";
      button.dataset.value = `${facet}=${value}`;
      button.setAttribute("aria-pressed", String(pressed));
      button.addEventListener("click", () => this.choose(facet, value, !pressed));
      return button;
    }

    choose(facet, value, wanted) {
      const others = this.state.filters[facet].filter(other => other !== value);
      const filters = { ...this.state.filters, [facet]: wanted ? [...others, value] : others };
      this.ask({ ...this.state, filters }, "push");
    }

    drawSort() {
      const select = make("select", "kb-search-sort", ...["relevance", "date"].map(sort => {
        const option = make("option", "", this.texts.sorts?.[sort] ?? sort);
        option.value = sort;
        return option;
      }));
      select.value = this.state.sort;
      select.dataset.value = "sort";
      select.setAttribute("aria-label", this.texts.sort);
      select.addEventListener("change", () => this.ask({ ...this.state, sort: select.value }, "push"));
      return select;
    }

    drawRecent() {
      const recent = readRecent();
      if (!recent.length) {
        return [];
      }
      const links = recent.map(query => {
        const link = make("a", "", query);
        link.href = writeState({ ...readState(), query });
        return make("li", "", link);
      });
      const clear = make("button", "kb-search-clear", this.texts.clear);
      clear.type = "button";
      clear.addEventListener("click", () => {
        clearRecent();
        this.aside.replaceChildren();
        this.input.focus();
      });
      const list = make("ul", "kb-search-recent", ...links);
      return [make("p", "kb-search-recent-head", this.texts.recent, " ", clear), list];
    }

    /** Arrow keys go from the box to the results and back, Esc goes back to the box. */
    onKey(event) {
      if (event.isComposing || event.keyCode === 229) {
        return;
      }
      const links = [...this.list.querySelectorAll(".kb-result-title a")];
      const at = links.indexOf(document.activeElement);
      const steps = { ArrowDown: 1, ArrowUp: -1 };
      if (event.key in steps && links.length && (at >= 0 || event.key === "ArrowDown")) {
        event.preventDefault();
        const next = at + steps[event.key];
        next < 0 ? this.input.focus() : links[Math.min(next, links.length - 1)].focus();
      } else if (event.key === "Escape" && document.activeElement !== this.input) {
        this.input.focus();
      }
    }

    onFollow(event) {
      const link = event.target.closest("a");
      if (link) {
        const marks = [...link.closest("li.kb-result").querySelectorAll("mark")].map(one => one.textContent);
        passWords([...new Set(marks)], link.href);
        keepRecent(this.state.query);
      }
    }
  }

  function sortValues(facet, counts) {
    const entries = Object.entries(counts);
    if (facet === "kind") {
      return entries.sort(([a], [b]) => KINDS.indexOf(a) - KINDS.indexOf(b));
    }
    if (facet === "year") {
      return entries.sort(([a], [b]) => b.localeCompare(a));
    }
    return entries.sort(([a, many], [b, few]) => few - many || a.localeCompare(b, "ja"));
  }

  function drawParts(parts) {
    return parts.map(part => (part.mark ? make("mark", "", part.text) : part.text));
  }
  const section = document.querySelector(".kb-search");
  if (section && globalThis.kbSearchPart) {
    new SearchPage(section);
  }
})();
