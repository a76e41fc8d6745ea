/* Filters an index of terms while the reader types. Without this script the whole index stands there.

   What is typed is looked for in names, readings, English names and other names, whatever their width, case
   or kana. It is kept in the address (#q=…), and taken from there or from ?q=….

   No module: browsers load none from file://. */

"use strict";
(() => {
  const VARIANTS = /[\s・,.\-‐–—_/「」()（）]/gu;

  /* Half-width, capitals, katakana and long vowels at the end of a word make no difference. */
  function fold(text) {
    const plain = text.normalize("NFKC").toLowerCase().replace(VARIANTS, "");
    const hiragana = plain.replace(/[ァ-ヶ]/gu, kana => String.fromCodePoint(kana.codePointAt(0) - 0x60));
    return hiragana.replace(/ー+/gu, "ー").replace(/(?<=[ぁ-ゖ])ー$/u, "");
  }

  function readAddress() {
    const fragment = location.hash.startsWith("#q=") ? location.hash.slice(1) : "";
    return new URLSearchParams(fragment || location.search).get("q") ?? "";
  }

  function collectNames(item) {
    const shown = [...item.querySelectorAll("a.kb-term, .kb-tip-reading, .kb-tip-english")];
    const names = [...shown.map(node => node.textContent), ...(item.dataset.names ?? "").split(" / ")];
    return names.map(fold).filter(Boolean);
  }

  class Filter {
    #root;
    #items;
    #parts;
    #rows;
    #status;
    #input;

    constructor(root, number) {
      this.#root = root;
      this.#items = [...root.querySelectorAll("ul.kb-terms > li")].map(item => ({
        item,
        names: collectNames(item),
        slug: item.querySelector("a.kb-term")?.dataset.term,
      }));
      /* Inner parts first, so that a row is hidden when all its letters are. */
      const rows = root.querySelectorAll(".kb-row-of-terms");
      this.#parts = [...root.querySelectorAll(".kb-letter, .kb-kana"), ...rows];
      this.#rows = [...root.querySelectorAll(".kb-glossary-rows a")];
      this.#build(`kb-glossary-filter-${number}`);
    }

    #build(id) {
      const label = document.createElement("label");
      label.htmlFor = id;
      label.textContent = this.#root.dataset.label;
      this.#input = document.createElement("input");
      Object.assign(this.#input, { id, type: "search", autocomplete: "off", spellcheck: false });
      this.#input.placeholder = this.#root.dataset.hint;
      this.#status = document.createElement("p");
      this.#status.className = "kb-glossary-count";
      this.#status.setAttribute("role", "status");
      const box = document.createElement("search");
      box.className = "kb-glossary-filter";
      box.append(label, this.#input, this.#status);
      this.#root.prepend(box);
      this.#input.addEventListener("input", event => {
        if (!event.isComposing) this.#take();
      });
      this.#input.addEventListener("compositionend", () => this.#take());
    }

    /* Ask for what the address says. */
    follow() {
      const wanted = readAddress();
      if (wanted === this.#input.value) return;
      this.#input.value = wanted;
      this.#apply();
    }

    #take() {
      const text = this.#input.value.trim();
      const address = new URL(location.href);
      address.searchParams.delete("q");
      address.hash = text ? new URLSearchParams({ q: text }).toString() : "";
      history.replaceState(history.state, "", address);
      this.#apply();
    }

    #apply() {
      const wanted = fold(this.#input.value);
      const found = new Set();
      for (const { item, names, slug } of this.#items) {
        item.hidden = Boolean(wanted) && !names.some(name => name.includes(wanted));
        if (!item.hidden) found.add(slug);
      }
      for (const part of this.#parts) {
        part.hidden = !part.querySelector("ul.kb-terms > li:not([hidden])");
      }
      for (const link of this.#rows) {
        const section = document.getElementById(decodeURIComponent(link.hash.slice(1)));
        link.classList.toggle("kb-empty", Boolean(section?.hidden));
        if (section?.hidden) link.setAttribute("aria-disabled", "true");
        else link.removeAttribute("aria-disabled");
      }
      this.#tell(wanted, found.size);
    }

    #tell(wanted, count) {
      const { none, count: text } = this.#root.dataset;
      if (!wanted) this.#status.textContent = "";
      else this.#status.textContent = count ? text.replace("{count}", count) : none;
    }
  }

  const filters = [...document.querySelectorAll(".kb-glossary")].map((root, number) => new Filter(root, number));
  /* An address can speak to one index only. */
  filters[0]?.follow();
  window.addEventListener("hashchange", () => {
    if (location.hash.startsWith("#q=")) filters[0]?.follow();
  });
})();
