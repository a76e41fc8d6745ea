/* Shows what a term means where it is used: one popover, for the mouse, the keyboard and the finger.

   The texts stand in the page, in <template id="kb-tips">. Without this script every link just leads to the
   page of its term. What is shown can be pointed at, stays until the reader leaves it, and goes with Esc
   (WCAG 2.2, 1.4.13).

   No module: browsers load none from file://. */

"use strict";
(() => {
  const OPEN_DELAY = 250;
  const CLOSE_DELAY = 300;
  /* Pixels between a word and its popover, and between the popover and the edge of the window. */
  const GAP = 4;
  const MARGIN = 8;
  const LINK = "a.kb-term[data-term]";
  const TEXT_ID = "kb-tip-text";
  const NATIVE = Object.hasOwn(HTMLElement.prototype, "popover");

  class Tip {
    /* The link that is explained, and what asked for it: `pointer`, `focus` or `touch`. */
    link = null;
    mode = "";
    #entries;
    #text;
    #more;
    #described = "";

    constructor(store) {
      this.#entries = new Map([...store.content.children].map(entry => [entry.dataset.tip, entry]));
      this.#text = document.createElement("div");
      this.#text.id = TEXT_ID;
      this.#text.setAttribute("role", "tooltip");
      this.#more = document.createElement("a");
      this.#more.className = "kb-tip-more";
      this.#more.textContent = store.dataset.more;
      /* The word itself is the same link, and comes at its own place in the order of the keyboard. */
      this.#more.tabIndex = -1;
      this.element = document.createElement("div");
      this.element.className = "kb-tip";
      this.element.append(this.#text, this.#more);
      if (NATIVE) this.element.popover = "manual";
      else this.element.hidden = true;
      document.body.append(this.element);
    }

    knows(link) {
      return this.#entries.has(link.dataset.term);
    }

    show(link, mode, point = null) {
      if (this.link !== link) {
        this.hide();
        this.#text.replaceChildren(this.#entries.get(link.dataset.term).cloneNode(true));
        this.#more.href = link.href;
        this.#described = link.getAttribute("aria-describedby") ?? "";
        link.setAttribute("aria-describedby", `${this.#described} ${TEXT_ID}`.trim());
      }
      this.link = link;
      this.mode = mode;
      this.#more.hidden = mode !== "touch";
      if (mode === "touch") link.setAttribute("aria-expanded", "true");
      if (!NATIVE) this.element.hidden = false;
      else if (!this.element.matches(":popover-open")) this.element.showPopover();
      this.place(point);
    }

    hide() {
      if (!this.link) return;
      if (this.#described) this.link.setAttribute("aria-describedby", this.#described);
      else this.link.removeAttribute("aria-describedby");
      this.link.removeAttribute("aria-expanded");
      this.link = null;
      this.mode = "";
      this.element.style.visibility = "";
      if (NATIVE) this.element.hidePopover();
      else this.element.hidden = true;
    }

    /* Put the popover below the word, or above it where there is more room; always inside the window. */
    place(point = null) {
      const lines = [...this.link.getClientRects()];
      const line = (point && lines.find(one => one.top <= point.y && point.y <= one.bottom)) ?? lines[0];
      if (!line) {
        this.hide();
        return;
      }
      const { clientWidth, clientHeight } = document.documentElement;
      const above = line.top - GAP - MARGIN;
      const below = clientHeight - line.bottom - GAP - MARGIN;
      const style = this.element.style;
      style.maxHeight = "";
      style.left = "0px";
      const { width, height } = this.element.getBoundingClientRect();
      const upwards = height > below && above > below;
      const room = Math.max(upwards ? above : below, 0);
      const tall = Math.min(height, room);
      style.maxHeight = `${room}px`;
      style.top = `${upwards ? line.top - GAP - tall : line.bottom + GAP}px`;
      style.left = `${Math.max(Math.min(line.left, clientWidth - width - MARGIN), MARGIN)}px`;
    }

    /* While the page scrolls: stay with a word that has the focus, and be seen when it is. */
    follow() {
      const box = this.link.getBoundingClientRect();
      const seen = box.bottom > 0 && box.top < document.documentElement.clientHeight;
      this.place();
      this.element.style.visibility = seen ? "" : "hidden";
    }
  }

  class Watcher {
    #tip;
    #opening = 0;
    #closing = 0;
    #waiting = null;
    #dismissed = null;
    #pointer = { x: -1, y: -1, type: "" };

    constructor(tip) {
      this.#tip = tip;
      const listen = (type, handle, options = {}) =>
        document.addEventListener(type, event => handle.call(this, event), { passive: true, ...options });
      listen("pointermove", this.#onPointerMove);
      listen("pointerdown", this.#onPointerDown, { capture: true });
      listen("click", this.#onClick, { capture: true, passive: false });
      listen("focusin", this.#onFocusIn);
      listen("focusout", this.#onFocusOut);
      listen("keydown", this.#onKeyDown);
      listen("scroll", this.#onScroll, { capture: true });
      document.documentElement.addEventListener("pointerleave", () => this.#leave());
      for (const type of ["blur", "resize", "pagehide"]) {
        window.addEventListener(type, () => this.#close());
      }
    }

    #find(event) {
      const link = event.target instanceof Element ? event.target.closest(LINK) : null;
      return link && this.#tip.knows(link) ? link : null;
    }

    #close() {
      clearTimeout(this.#opening);
      clearTimeout(this.#closing);
      this.#waiting = null;
      this.#tip.hide();
    }

    /* A page that scrolls below a resting mouse moves the words, not the mouse: nothing opens for that. */
    #onPointerMove(event) {
      const rests = event.clientX === this.#pointer.x && event.clientY === this.#pointer.y;
      this.#pointer = { x: event.clientX, y: event.clientY, type: event.pointerType };
      if (rests || event.pointerType === "touch" || event.buttons) return;
      const link = this.#find(event);
      if (link !== this.#dismissed) this.#dismissed = null;
      if (link && link === this.#dismissed) return;
      if (link) this.#enter(link);
      else if (this.#tip.element.contains(event.target)) this.#stay();
      else this.#leave();
    }

    #enter(link) {
      if (link === this.#tip.link) {
        this.#stay();
      } else if (link !== this.#waiting) {
        clearTimeout(this.#opening);
        this.#waiting = link;
        this.#opening = setTimeout(() => {
          this.#stay();
          this.#tip.show(link, "pointer", this.#pointer);
        }, OPEN_DELAY);
      }
    }

    #stay() {
      clearTimeout(this.#opening);
      clearTimeout(this.#closing);
      this.#waiting = null;
      this.#closing = 0;
    }

    #leave() {
      clearTimeout(this.#opening);
      this.#waiting = null;
      if (this.#tip.mode === "pointer" && !this.#closing) {
        this.#closing = setTimeout(() => {
          this.#closing = 0;
          this.#tip.hide();
        }, CLOSE_DELAY);
      }
    }

    #onPointerDown(event) {
      this.#pointer = { x: event.clientX, y: event.clientY, type: event.pointerType };
      if (!this.#tip.element.contains(event.target) && this.#find(event) !== this.#tip.link) this.#close();
    }

    /* The first tap shows what the word means and how to go on; the second one follows the link. */
    #onClick(event) {
      const link = this.#find(event);
      const touched = event.detail > 0 && this.#pointer.type === "touch";
      const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
      if (!link || !touched || elsewhere || (link === this.#tip.link && this.#tip.mode === "touch")) return;
      event.preventDefault();
      this.#tip.show(link, "touch", this.#pointer);
    }

    #onFocusIn(event) {
      const link = this.#find(event);
      if (!link || !link.matches(":focus-visible")) return;
      this.#stay();
      this.#tip.show(link, "focus");
    }

    #onFocusOut() {
      this.#dismissed = null;
      if (this.#tip.mode === "focus") this.#close();
    }

    #onKeyDown(event) {
      if (event.key !== "Escape") return;
      this.#dismissed = this.#tip.link ?? this.#waiting;
      this.#close();
    }

    #onScroll(event) {
      if (event.target instanceof Element && this.#tip.element.contains(event.target)) return;
      if (this.#tip.mode === "focus") this.#tip.follow();
      else this.#close();
    }
  }

  const store = document.getElementById("kb-tips");
  if (store) new Watcher(new Tip(store));
})();
