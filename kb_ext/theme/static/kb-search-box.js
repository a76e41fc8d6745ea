// The suggestions below the search box: a combobox with a list, loaded when the box is first focused.
// https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
"use strict";

(() => {
  const { clearRecent, fill, keepRecent, openEngine, readRecent } = globalThis.kbSearchPart;
  const LIMIT = 8;
  const PAUSE = 90;

  class Box {
    constructor(form, texts) {
      this.form = form;
      this.input = form.querySelector("input");
      this.texts = texts;
      this.options = [];
      this.active = -1;
      this.asked = 0;
      this.timer = 0;
      this.list = this.makeList();
      this.status = this.makeStatus();
      this.listen();
      this.update();
    }

    makeList() {
      const list = document.createElement("div");
      list.id = "kb-search-suggestions";
      list.className = "kb-search-suggestions";
      list.setAttribute("role", "listbox");
      list.setAttribute("aria-label", this.texts.suggestions);
      list.hidden = true;
      if ("popover" in list) {
        list.popover = "manual";
      }
      this.form.append(list);
      const attributes = {
        "role": "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
      };
      for (const [name, value] of Object.entries(attributes)) {
        this.input.setAttribute(name, value);
      }
      return list;
    }

    makeStatus() {
      const status = document.createElement("span");
      status.className = "kb-visually-hidden";
      status.setAttribute("role", "status");
      this.form.append(status);
      return status;
    }

    listen() {
      this.input.addEventListener("input", () => this.schedule());
      this.input.addEventListener("focus", () => this.update());
      this.input.addEventListener("keydown", event => this.onKey(event));
      this.input.addEventListener("blur", () => this.close());
      // A press on an option must not take the focus, and so close the list, before the click.
      this.list.addEventListener("pointerdown", event => event.preventDefault());
      this.list.addEventListener("click", event => this.onClick(event));
      addEventListener("resize", () => this.place());
      addEventListener("scroll", () => this.place(), { passive: true });
    }

    schedule() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.update(), PAUSE);
    }

    async update() {
      const query = this.input.value.trim();
      const number = ++this.asked;
      if (!query) {
        this.show(readRecent().map(recent => ({ title: recent, recent: true })), "");
        return;
      }
      const found = await this.suggest(query);
      if (number === this.asked && document.activeElement === this.input) {
        this.show([...found.slice(0, LIMIT), { title: query, all: true }], query);
      }
    }

    async suggest(query) {
      try {
        return await (await openEngine()).suggest(query);
      } catch {
        return [];
      }
    }

    show(options, query) {
      this.options = options;
      this.active = -1;
      this.input.removeAttribute("aria-activedescendant");
      const drawn = options.map((option, number) => this.drawOption(option, number, query));
      this.list.replaceChildren(...(options[0]?.recent ? [this.drawRecentHead(), ...drawn] : drawn));
      const count = options.filter(option => !option.all).length;
      this.status.textContent = query ? fill(this.texts.suggested, { count }) : "";
      this.toggle(options.length > 0 && document.activeElement === this.input);
    }

    drawOption(option, number, query) {
      const line = document.createElement("div");
      line.id = `kb-search-option-${number}`;
      line.className = "kb-search-option";
      line.setAttribute("role", "option");
      line.setAttribute("aria-selected", "false");
      line.dataset.number = number;
      const title = document.createElement("span");
      title.className = "kb-search-option-title";
      title.append(...(option.all ? [fill(this.texts.all, { query: option.title })] : mark(option.title, query)));
      if (option.name) {
        const name = document.createElement("span");
        name.className = "kb-search-option-name";
        name.append(...mark(option.name, query));
        title.append(" ", name);
      }
      line.append(title);
      if (option.kind) {
        const kind = document.createElement("span");
        kind.className = `kb-kind kb-kind-${option.kind}`;
        kind.textContent = this.texts.kinds?.[option.kind] ?? option.kind;
        line.append(kind);
      }
      line.classList.toggle("kb-search-all", Boolean(option.all));
      return line;
    }

    drawRecentHead() {
      const head = document.createElement("div");
      head.className = "kb-search-recent-head";
      head.setAttribute("role", "presentation");
      const clear = document.createElement("button");
      clear.type = "button";
      clear.tabIndex = -1;
      clear.className = "kb-search-clear";
      clear.textContent = this.texts.clear;
      head.append(this.texts.recent, clear);
      return head;
    }

    toggle(open) {
      this.list.hidden = !open;
      this.input.setAttribute("aria-expanded", String(open));
      if (!this.list.popover) {
        return;
      }
      if (open !== this.list.matches(":popover-open")) {
        open ? this.list.showPopover() : this.list.hidePopover();
      }
      this.place();
    }

    /** Keep the list below the box; in the top layer nothing clips it. */
    place() {
      if (this.list.hidden) {
        return;
      }
      const box = this.form.getBoundingClientRect();
      const width = Math.min(Math.max(box.width, 416), innerWidth - 16);
      this.list.style.setProperty("--kb-top", `${box.bottom}px`);
      this.list.style.setProperty("--kb-left", `${Math.max(8, Math.min(box.left + 8, innerWidth - width - 8))}px`);
      this.list.style.setProperty("--kb-width", `${width}px`);
      this.list.style.setProperty("--kb-height", `${Math.max(160, innerHeight - box.bottom - 16)}px`);
    }

    /** Close the list; an answer that is still on its way does not open it again. */
    close() {
      clearTimeout(this.timer);
      this.asked += 1;
      this.toggle(false);
    }

    onKey(event) {
      if (event.isComposing || event.keyCode === 229) {
        return;
      }
      const moves = { ArrowDown: 1, ArrowUp: -1 };
      if (event.key in moves && this.options.length) {
        event.preventDefault();
        this.list.hidden ? this.update() : this.move(moves[event.key]);
      } else if (event.key === "Enter" && this.active >= 0 && !this.list.hidden) {
        event.preventDefault();
        this.follow(this.options[this.active]);
      } else if (event.key === "Escape") {
        // The first Esc closes the list, the next empties the box.
        if (!this.list.hidden) {
          event.preventDefault();
        }
        this.close();
      }
    }

    /** Move through the options and the box itself, around the end. */
    move(step) {
      const count = this.options.length + 1;
      this.active = ((this.active + 1 + step + count) % count) - 1;
      this.list.querySelectorAll("[role=option]").forEach((line, number) => {
        line.setAttribute("aria-selected", String(number === this.active));
      });
      const line = this.list.querySelector("[aria-selected=true]");
      if (line) {
        line.scrollIntoView({ block: "nearest" });
        this.input.setAttribute("aria-activedescendant", line.id);
      } else {
        this.input.removeAttribute("aria-activedescendant");
      }
    }

    onClick(event) {
      if (event.target.closest(".kb-search-clear")) {
        clearRecent();
        this.show([], "");
        return;
      }
      const line = event.target.closest("[role=option]");
      if (line) {
        this.follow(this.options[Number(line.dataset.number)]);
      }
    }

    follow(option) {
      if (option.url !== undefined) {
        keepRecent(option.title);
        location.assign(option.url);
        return;
      }
      this.input.value = option.title;
      this.form.requestSubmit();
    }
  }

  /** Return the parts of a title, with what was typed marked where it stands in it. */
  function mark(title, query) {
    const at = query ? title.toLowerCase().indexOf(query.toLowerCase()) : -1;
    if (at < 0) {
      return [title];
    }
    const found = document.createElement("mark");
    found.textContent = title.slice(at, at + query.length);
    return [title.slice(0, at), found, title.slice(at + query.length)];
  }

  globalThis.kbSearchBox = { attach: (form, texts) => new Box(form, texts) };
})();
