// The search on every page: small, and asleep until the box is focused. Classic scripts, because browsers
// refuse modules on file://, where the search works, too.
"use strict";

(() => {
  const root = document.documentElement;
  const here = new URL(".", document.currentScript.src);
  const scripts = new Map();
  let opened = null;

  /** Load a script that lies beside this one, once. */
  function load(name) {
    if (!scripts.has(name)) {
      scripts.set(name, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = new URL(name, here);
        script.addEventListener("load", resolve);
        script.addEventListener("error", () => {
          scripts.delete(name);
          reject(new Error(`${name} cannot be loaded`));
        });
        document.head.append(script);
      }));
    }
    return scripts.get(name);
  }

  /** Open the search engine, once; what failed is tried again. */
  function openEngine() {
    opened ??= load("kb-search-engine.js")
      .then(() => globalThis.kbSearch.open(root.dataset.content_root || "./"))
      .catch(error => {
        opened = null;
        throw error;
      });
    return opened;
  }

  /** Read the texts of the interface, in the site's language. */
  function readTexts(element) {
    return JSON.parse(element.dataset.kbTexts || "{}");
  }

  /** Put values into the places of a text: "{count}件". */
  function fill(text, values) {
    return (text || "").replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place));
  }

  const RECENT = "kb-search-recent";
  const RECENT_LIMIT = 8;

  /** What was searched for on this device, the latest first; kept nowhere else. */
  function readRecent() {
    try {
      const kept = JSON.parse(localStorage.getItem(RECENT) || "[]");
      return Array.isArray(kept) ? kept.filter(query => typeof query === "string") : [];
    } catch {
      return [];
    }
  }

  function keepRecent(query) {
    const others = readRecent().filter(kept => kept !== query);
    try {
      localStorage.setItem(RECENT, JSON.stringify([query, ...others].slice(0, RECENT_LIMIT)));
    } catch {
      // A browser that keeps nothing searches as well.
    }
  }

  function clearRecent() {
    try {
      localStorage.removeItem(RECENT);
    } catch {
      // Nothing was kept.
    }
  }

  const WORDS = "kb-search-words";

  /** Remember which words the next page is to highlight; its address stays clean. */
  function passWords(words, target) {
    try {
      const path = new URL(target, location.href).pathname;
      sessionStorage.setItem(WORDS, JSON.stringify({ path, words: words.slice(0, 12) }));
    } catch {
      // The page opens without highlights.
    }
  }

  function takeWords() {
    try {
      const passed = JSON.parse(sessionStorage.getItem(WORDS) || "null");
      sessionStorage.removeItem(WORDS);
      return passed && passed.path === location.pathname ? passed.words.map(word => word.toLowerCase()) : [];
    } catch {
      return [];
    }
  }

  /** Highlight what led here, without touching the page: Esc takes it off again. */
  function highlightWords() {
    const article = document.querySelector("article");
    const words = globalThis.Highlight && globalThis.CSS?.highlights ? takeWords() : [];
    const ranges = words.length && article ? [...findWords(article, words)] : [];
    if (!ranges.length) {
      return;
    }
    CSS.highlights.set("kb-search", new Highlight(...ranges));
    document.addEventListener("keydown", event => {
      if (event.key === "Escape") {
        CSS.highlights.delete("kb-search");
      }
    });
  }

  function* findWords(article, words) {
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const text = node.data.toLowerCase();
      for (const word of text.length === node.data.length ? words : []) {
        for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
          const range = new Range();
          range.setStart(node, at);
          range.setEnd(node, at + word.length);
          yield range;
        }
      }
    }
  }

  /** Keep the Enter that commits a conversion of the input method from submitting the form. */
  function guardComposition(form, input) {
    let committing = false;
    input.addEventListener("keydown", event => {
      // Safari ends the composition before it sends the key; 229 still tells.
      committing = event.key === "Enter" && (event.isComposing || event.keyCode === 229);
    });
    input.addEventListener("keyup", () => {
      committing = false;
    });
    form.addEventListener("submit", event => {
      if (committing || !input.value.trim()) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
    });
  }

  function isTyping(target) {
    return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
  }

  /** `/` goes to the search box, wherever it is on this page. */
  function onSlash(event) {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
    if (event.key !== "/" || !plain || isTyping(event.target)) {
      return;
    }
    const input = document.querySelector(".kb-search-form input") || document.querySelector(".sidebar-search");
    const drawer = document.getElementById("__navigation");
    if (!input) {
      return;
    }
    event.preventDefault();
    if (!input.checkVisibility?.({ visibilityProperty: true }) && drawer && input.closest(".sidebar-drawer")) {
      drawer.checked = true;
    }
    input.focus();
    input.select();
  }

  /** On narrow screens, where the box is in the drawer, put a way to the search into the header. */
  function addHeaderLink(form, texts) {
    const header = document.querySelector(".mobile-header .header-right");
    if (!header || document.querySelector(".kb-search-form")) {
      return;
    }
    const link = document.createElement("a");
    link.className = "kb-search-link";
    link.href = form.getAttribute("action") || "search.html";
    link.setAttribute("aria-label", texts.search || "Search");
    header.prepend(link);
  }

  function wakeBox(form, texts) {
    const input = form.querySelector("input");
    guardComposition(form, input);
    input.addEventListener("focus", () => {
      load("kb-search-box.js").then(() => globalThis.kbSearchBox.attach(form, texts)).catch(() => {});
      openEngine().catch(() => {});
    }, { once: true });
    form.addEventListener("submit", () => keepRecent(input.value.trim()));
  }

  globalThis.kbSearchPart = {
    clearRecent, fill, guardComposition, keepRecent, openEngine, passWords, readRecent, readTexts,
  };
  root.dataset.kbSearch = "idle";
  document.addEventListener("keydown", onSlash);
  for (const form of document.querySelectorAll(".kb-search-box")) {
    const texts = readTexts(form);
    wakeBox(form, texts);
    addHeaderLink(form, texts);
  }
  highlightWords();
})();
