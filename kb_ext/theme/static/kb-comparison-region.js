// The frame around a table: it tells that there is more to see, and can fill the whole screen.
"use strict";
(() => {
  const { make } = globalThis.kbComparison;

  const CORNER = "th:not([data-criterion], [scope$=group])";

  /** Put the region of a table into a frame that a toolbar and, on demand, the whole screen can hold. */
  class Frame {
    #region;
    #table;
    #onExpand;
    #dialog = null;
    #place = null;
    #lengths = new Map();

    constructor(region, table, toolbar, onExpand) {
      this.#region = region;
      this.#table = table;
      this.#onExpand = onExpand;
      this.view = make("div", { class: "kb-comparison-view" });
      this.frame = make("div", { class: "kb-comparison-frame" }, toolbar);
      region.before(this.frame);
      this.view.append(region);
      this.frame.append(this.view);
      this.#takeRoom();
      region.addEventListener("scroll", () => this.#showEdges(), { passive: true });
      const watcher = new ResizeObserver(() => this.measure());
      watcher.observe(region);
      watcher.observe(table);
    }

    get isExpanded() {
      return this.#dialog !== null;
    }

    /** Let a table that would like more than the column of text have it; once, so that filters move nothing. */
    #takeRoom() {
      this.frame.classList.add("kb-comparison-measured");
      const isWide = this.#table.offsetWidth > this.frame.clientWidth;
      this.frame.classList.remove("kb-comparison-measured");
      this.frame.classList.toggle("kb-comparison-wide", isWide);
    }

    /** Find out whether the table fits, and how tall the rows are that stay in sight. */
    measure() {
      const { classList } = this.view;
      const fits = this.#table.offsetWidth <= this.view.clientWidth;
      if (classList.contains("kb-comparison-fits") !== fits) classList.toggle("kb-comparison-fits", fits);
      const groups = this.#table.tHead.querySelector(".kb-comparison-groups");
      this.#setLength("groups", groups?.offsetHeight ?? 0);
      this.#setLength("head", this.#table.tHead.offsetHeight);
      this.#setLength("first", this.#table.tHead.querySelector(CORNER)?.offsetWidth ?? 0);
      this.#showEdges();
    }

    #setLength(name, pixels) {
      if (this.#lengths.get(name) === pixels) return;
      this.#lengths.set(name, pixels);
      this.view.style.setProperty(`--kb-comparison-${name}`, `${pixels}px`);
    }

    #showEdges() {
      const { scrollLeft, scrollTop, scrollWidth, scrollHeight, clientWidth, clientHeight } =
        this.#region;
      const { classList } = this.view;
      classList.toggle("kb-comparison-more-before", scrollLeft > 1);
      classList.toggle("kb-comparison-more-after", scrollLeft + clientWidth < scrollWidth - 1);
      classList.toggle("kb-comparison-more-above", scrollTop > 1);
      classList.toggle("kb-comparison-more-below", scrollTop + clientHeight < scrollHeight - 1);
    }

    /** Fill the screen with the frame, or put it back. */
    toggle(label) {
      if (this.#dialog) this.#dialog.close();
      else this.#expand(label);
    }

    #expand(label) {
      this.#dialog = make("dialog", { class: "kb-comparison-dialog", "aria-label": label });
      this.#place = document.createComment("");
      this.frame.replaceWith(this.#place);
      this.#dialog.append(this.frame);
      (this.#place.parentElement ?? document.body).append(this.#dialog);
      this.#dialog.addEventListener("close", () => this.#restore(), { once: true });
      this.#dialog.addEventListener("click", (event) => this.#follow(event));
      this.#dialog.showModal();
      this.#onExpand(true);
    }

    /** A link to a place of the page behind leads there. */
    #follow(event) {
      if (event.target.closest("a[href^='#']")) this.close();
    }

    #restore() {
      this.#place.replaceWith(this.frame);
      this.#dialog.remove();
      this.#dialog = null;
      this.#onExpand(false);
    }

    /** Put the frame back where it was, if it fills the screen. */
    close() {
      this.#dialog?.close();
    }
  }

  Object.assign(globalThis.kbComparison, { Frame });
})();
