// The search engine: answers queries from the static index beside the pages, without a server and without a
// dictionary. It draws nothing. A classic script, since browsers load no modules from file://; so is all that it
// loads, and `script-src 'self'` is all that a content security policy has to allow.
//
//   const engine = await kbSearch.open(base)   base: address of the top of the site, "" or with a final slash.
//   await engine.search(query, {filters, sort, offset, limit})
//     filters: {kind: [], category: [], tag: [], year: []}, any of them, values as in the counts;
//     sort: "relevance" or "date"; offset: 0; limit: 10.
//     -> {total, whole, corrections: ["…"], corrected, filters: {kind: {post: 3}, category: {}, tag: {}, year: {}},
//         results: [{url, title, titleParts, kind, date, category: [], tags: [],
//                    section: {heading, url} | null, sections: [{heading, url, excerpt}],
//                    excerpt: [{text, mark}, …]}]}
//     whole is false where only parts of the query were found; corrections then say what it may have meant.
//     corrected is the one whose results these are, since there was nothing else, or "". Addresses begin with `base`.
//   await engine.suggest(prefix, limit) -> [{title, name, url, kind}]  name: what matched, where it is not the title.
//
// Nothing is loaded before `open`. Calls may overlap; whoever calls drops the answers that come too late.
// kind is "post", "term", "comparison" or "guide". A promise is rejected when a file cannot be loaded; the next
// call tries again.
"use strict";
(() => {
  const PARTS = ["token", "index", "rank", "find", "excerpt", "correct"];
  const FOLDER = "kb-search/";
  const HERE = document.currentScript.src;
  const kbSearch = (globalThis.kbSearch ??= {});
  const engines = new Map();
  let parts = null;

  function loadScript(address) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.async = false; // in the order in which they are asked for
      script.onload = resolve;
      script.onerror = () => reject(new Error(`not loaded: ${address}`));
      document.head.append(script);
    });
  }

  function loadParts() {
    parts ??= Promise.all(
      PARTS.map((part) => loadScript(HERE.replace("kb-search-engine.js", `kb-search-${part}.js`))),
    ).catch((error) => {
      parts = null;
      throw error;
    });
    return parts;
  }

  /** Open the index of a site; the same engine for the same address. */
  kbSearch.open = (base = "") => {
    if (!engines.has(base)) {
      const opening = loadParts()
        .then(() => openIndex(base))
        .then((index) => new Engine(base, index));
      opening.catch(() => engines.delete(base));
      engines.set(base, opening);
    }
    return engines.get(base);
  };

  function openIndex(base, query = "") {
    return new kbSearch.Index(`${base}${FOLDER}`, { query }).open();
  }

  class Engine {
    #base;
    #index;

    constructor(base, index) {
      this.#base = base;
      this.#index = index;
    }

    search(query, options = {}) {
      return this.#attempt(() => this.#search(query, options));
    }

    suggest(prefix, limit = 8) {
      return this.#attempt(() => this.#suggest(prefix, limit));
    }

    async #attempt(work) {
      try {
        return await work();
      } catch (error) {
        await this.#index.settle();
        if (await this.#renew()) return work();
        throw error;
      }
    }

    /** Read the manifest again, past the cache: the site may have been published anew since it was read. */
    async #renew() {
      const fresh = await openIndex(this.#base, `?t=${Date.now()}`).catch(() => null);
      if (!fresh || fresh.manifest.version === this.#index.manifest.version) return false;
      this.#index = fresh;
      return true;
    }

    async #search(query, { filters = {}, sort = "relevance", offset = 0, limit = 10 }) {
      const { hits, groups, ...about } = await kbSearch.answerQuery(this.#index, query);
      const counts = this.#countFacets(hits, filters);
      const kept = hits.filter(({ page }) => FACETS.every((facet) => this.#passes(page, facet, filters)));
      const { day } = this.#index.pages;
      if (sort === "date") kept.sort((a, b) => day[b.page] - day[a.page]);
      const shown = kept.slice(offset, offset + limit);
      const results = await Promise.all(shown.map((hit) => this.#describe(hit, groups)));
      return { ...about, total: kept.length, filters: counts, results };
    }

    /** The values of a page in a facet. */
    #listValues(page, facet) {
      const { pages, manifest } = this.#index;
      if (facet === "kind") return [manifest.kinds[pages.kind[page]]];
      if (facet === "year") return pages.day[page] ? [String(pages.day[page]).slice(0, 4)] : [];
      if (facet === "category") return pages.category[page].map((one) => manifest.categories[one]);
      return pages.tag[page].map((one) => manifest.tags[one]);
    }

    #passes(page, facet, filters) {
      const wanted = filters[facet] ?? [];
      return !wanted.length || this.#listValues(page, facet).some((value) => wanted.includes(value));
    }

    /** How many hits there are of each value of a facet, under the filters of the other facets. */
    #countFacets(hits, filters) {
      const counts = {};
      for (const facet of FACETS) {
        const others = FACETS.filter((other) => other !== facet);
        const totals = new Map();
        for (const { page } of hits) {
          if (!others.every((other) => this.#passes(page, other, filters))) continue;
          for (const value of this.#listValues(page, facet)) totals.set(value, (totals.get(value) ?? 0) + 1);
        }
        const byCount = (a, b) => b[1] - a[1] || kbSearch.compare(a[0], b[0]);
        counts[facet] = Object.fromEntries([...totals].sort(byCount));
      }
      return counts;
    }

    async #describe({ page, chunk }, groups) {
      const text = await this.#index.readText(page, chunk);
      const url = `${this.#base}${text.url}`;
      const locate = (anchor) => (anchor ? `${url}#${encodeURIComponent(anchor)}` : url);
      const sections = kbSearch
        .findSections(text.sections, groups)
        .map(({ heading, anchor, excerpt }) => ({ heading, url: locate(anchor), excerpt }));
      const [best] = sections;
      return {
        url,
        title: text.title,
        titleParts: kbSearch.splitText(text.title, kbSearch.findMarks(text.title, groups)),
        kind: text.kind,
        date: text.date,
        category: text.category,
        tags: text.tags,
        section: best?.heading ? { heading: best.heading, url: best.url } : null,
        sections: sections.filter(({ heading }) => heading),
        excerpt: best?.excerpt ?? [],
      };
    }

    async #suggest(prefix, limit) {
      const suggestions = await kbSearch.suggestNames(this.#index, prefix, limit);
      return suggestions.map(({ title, name, url, kind }) => ({ title, name, url: `${this.#base}${url}`, kind }));
    }
  }

  const FACETS = ["kind", "category", "tag", "year"];
})();
