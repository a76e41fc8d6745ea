// Reads the files of the search index, which kb_ext/core/search/index.py describes: each when it is first needed.
// They are scripts that call `kbSearch.put`, so that they load from file:// and under `script-src 'self'`.
"use strict";
(() => {
  const UNIT_BITS = 8;
  const FORMAT = 2;
  const MAX_BLOCKS = 8; // of terms that begin alike
  const NAMES = 0;
  const HEADINGS = 1;
  const BODY = 2;
  const waiting = new Map();

  /** Take the payload of a file; each of them calls this. */
  function put(name, payload) {
    waiting.get(name)?.(payload);
  }

  /** Load a script; the only way that works everywhere. Rejects when there is none. */
  function loadScript(address) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.async = true;
      script.onload = () => {
        script.remove();
        resolve();
      };
      script.onerror = () => {
        script.remove();
        reject(new Error(`not loaded: ${address}`));
      };
      document.head.append(script);
    });
  }

  async function unpack(payload) {
    const packed = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  /** Order texts as Python and UTF-8 do, by code points. */
  function compare(first, second) {
    const length = Math.min(first.length, second.length);
    for (let at = 0; at < length; at += 1) {
      const a = first.charCodeAt(at);
      const b = second.charCodeAt(at);
      if (a !== b) {
        const [isHighA, isHighB] = [a >= 0xd800 && a < 0xe000, b >= 0xd800 && b < 0xe000];
        return isHighA === isHighB ? a - b : isHighA ? 1 : -1;
      }
    }
    return first.length - second.length;
  }

  class Reader {
    constructor(bytes) {
      this.bytes = bytes;
      this.at = 0;
    }

    number() {
      let number = 0;
      let shift = 0;
      for (;;) {
        const byte = this.bytes[this.at];
        this.at += 1;
        number |= (byte & 0x7f) << shift;
        if (byte < 0x80) return number;
        shift += 7;
      }
    }
  }

  /** Terms of a block, in order, with the offsets between which their positions are encoded. */
  function decodeBlock(bytes, layout) {
    const reader = new Reader(bytes);
    // Positions of another layout are those of other pages: the manifest came out of a cache.
    if (reader.number() !== layout) throw new Error("the search index has changed");
    const decoder = new TextDecoder();
    const terms = new Map();
    let term = new Uint8Array(0);
    while (reader.at < bytes.length) {
      const shared = reader.number();
      const rest = reader.number();
      const length = reader.number();
      const next = new Uint8Array(shared + rest);
      next.set(term.subarray(0, shared));
      next.set(bytes.subarray(reader.at, reader.at + rest), shared);
      term = next;
      reader.at += rest;
      terms.set(decoder.decode(term), [reader.at, reader.at + length]);
      reader.at += length;
    }
    return { bytes, terms };
  }

  function decodePositions(bytes, [start, end]) {
    const reader = new Reader(bytes);
    reader.at = start;
    const positions = [];
    let unit = 0;
    while (reader.at < end) {
      const distance = reader.number();
      unit += distance >> 1;
      const count = distance & 1 ? reader.number() : 1;
      for (let index = 0; index < count; index += 1) positions.push(unit * 256 + bytes[reader.at + index]);
      reader.at += count;
    }
    return positions;
  }

  function parseJson(bytes) {
    return JSON.parse(new TextDecoder().decode(bytes));
  }

  class Index {
    #base;
    #load;
    #query;
    #files = new Map();
    #positions = new Map();

    /** `query` keeps what is loaded apart from what is cached: "?…". */
    constructor(base, { query = "", load = loadScript } = {}) {
      this.#base = base;
      this.#load = load;
      this.#query = query;
    }

    /** Read the manifest: everything about all pages that is needed to rank them. */
    async open() {
      const manifest = await this.#read("index", parseJson);
      if (manifest.format !== FORMAT) throw new Error(`unknown format of the search index: ${manifest.format}`);
      this.#query = `?v=${manifest.version}`;
      this.manifest = manifest;
      this.pages = manifest.pages;
      this.count = this.pages.bucket.length;
      this.#mapUnits();
      return this;
    }

    #mapUnits() {
      const { names, headings, chunks, length } = this.pages;
      const pages = [];
      const fields = [];
      const texts = [];
      const add = (units, page, field) => {
        for (let unit = 0; unit < units; unit += 1) {
          pages.push(page);
          fields.push(field);
        }
      };
      for (let page = 0; page < this.count; page += 1) {
        add(names[page], page, NAMES);
        add(headings[page], page, HEADINGS);
        texts.push(pages.length);
        chunks[page].forEach((units, chunk) => add(units, page, BODY + chunk));
      }
      this.pageOfUnit = Uint32Array.from(pages);
      this.fieldOfUnit = Uint16Array.from(fields);
      this.textOfPage = Uint32Array.from(texts); // the unit in which its text begins
      this.meanLength = length.reduce((sum, one) => sum + one, 0) / Math.max(1, this.count) || 1;
    }

    /** Fetch a file once; one that could not be fetched is tried again the next time. */
    #read(name, decode) {
      let file = this.#files.get(name);
      if (!file) {
        file = this.#fetch(name).then(decode);
        this.#files.set(name, file);
        file.catch(() => this.#files.delete(name));
      }
      return file;
    }

    /** Wait for what is still on its way, so that the next call fetches again what fails. */
    async settle() {
      await Promise.allSettled(this.#files.values());
    }

    async #fetch(name) {
      let payload;
      waiting.set(name, (value) => {
        payload = value;
      });
      try {
        await this.#load(`${this.#base}${name}.js${this.#query}`);
      } finally {
        waiting.delete(name);
      }
      if (payload === undefined) throw new Error(`no payload: ${name}`);
      return unpack(payload);
    }

    /** The block in which a text would stand, by the texts that blocks begin with; -1 before the first. */
    static #findBlock(firsts, text) {
      let low = 0;
      let high = firsts.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (compare(firsts[middle], text) <= 0) low = middle + 1;
        else high = middle;
      }
      return low - 1;
    }

    /** Where a term stands: ascending positions, none for an unknown term. */
    async findPositions(term) {
      if (!this.#positions.has(term)) {
        const number = Index.#findBlock(this.manifest.terms, term);
        const block = number < 0 ? null : await this.#readBlock(number);
        const range = block?.terms.get(term);
        this.#positions.set(term, range ? decodePositions(block.bytes, range) : []);
      }
      return this.#positions.get(term);
    }

    /** The terms that begin with a text, in order, of as many blocks as are worth it. */
    async listTerms(prefix) {
      const found = [];
      for (const block of await this.#readBlocks("terms", prefix, (number) => this.#readBlock(number))) {
        found.push(...[...block.terms.keys()].filter((term) => term.startsWith(prefix)));
      }
      return found;
    }

    /** The names whose key begins with a text: `[key, name, page, rank, title, url, kind]`. */
    async listNames(prefix) {
      const found = [];
      const read = (number) => this.#read(`names-${number}`, parseJson);
      for (const block of await this.#readBlocks("names", prefix, read)) {
        found.push(...block.filter(([key]) => key.startsWith(prefix)));
      }
      return found;
    }

    #readBlock(number) {
      return this.#read(`terms-${number}`, (bytes) => decodeBlock(bytes, this.manifest.layout));
    }

    #readBlocks(kind, prefix, read) {
      const firsts = this.manifest[kind];
      const start = Math.max(0, Index.#findBlock(firsts, prefix) - (kind === "names" ? 1 : 0));
      const numbers = [];
      for (let number = start; number < firsts.length && numbers.length < MAX_BLOCKS; number += 1) {
        if (compare(firsts[number], prefix) > 0 && !firsts[number].startsWith(prefix)) break;
        numbers.push(number);
      }
      return Promise.all(numbers.map(read));
    }

    /** What spelling is compared with: `{words, shown: {word: plural}, names: [[key, name], …]}`. */
    listSpellings() {
      return this.#read("words", parseJson);
    }

    /** A chunk of a page's text, with what results say of the page; pages may share a file. */
    async readText(page, chunk) {
      const { bucket, chunks } = this.pages;
      const texts = await this.#read(`text/${bucket[page].toString(16).padStart(4, "0")}-${chunk}`, parseJson);
      let order = 0;
      for (let other = 0; other < page; other += 1) {
        if (bucket[other] === bucket[page] && chunks[other].length > chunk) order += 1;
      }
      return texts[order];
    }
  }

  Object.assign(globalThis.kbSearch, { put, loadScript, compare, Index, UNIT_BITS, NAMES, HEADINGS, BODY });
})();
