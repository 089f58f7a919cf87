// SPDX-License-Identifier: Apache-2.0
// <torioki-reserve sku="…" lang="ja">: shows on any web shop's page which stores have an item, and reserves it there in
// two steps. It asks only the service this script came from, sends no cookies, and needs of the page's policy no more than
// script-src and connect-src of that origin: its styles are built sheets, its markup is built node by node.
(() => {
  const service = new URL(document.currentScript.src).origin;
  // Said before the service has said anything; every other text comes from it.
  const first = {
    ja: { loading: "在庫を確認しています…", failed: "ただいま在庫を確認できません。", again: "もう一度確認する" },
    en: { loading: "Looking at the stores’ stock…", failed: "The stock cannot be looked up right now.", again: "Try again" },
  };

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host {
      --ink: var(--torioki-ink, #23304a); --soft: var(--torioki-soft, #5a6375); --ground: var(--torioki-ground, #fffdf8);
      --accent: var(--torioki-accent, #24406e); --on-accent: var(--torioki-on-accent, #fffdf8);
      --line: var(--torioki-line, #8b8474); --bad: var(--torioki-bad, #ab3823); --good: var(--torioki-good, #33634a);
      display: block; position: relative; container-type: inline-size; color: var(--ink); background: var(--ground);
      border: 1px solid var(--line); border-radius: 14px; padding: 1rem; line-height: 1.6;
      font-family: var(--torioki-font, inherit); text-align: start; overflow-wrap: anywhere;
    }
    :host([hidden]) { display: none; }
    *, *::before { box-sizing: border-box; }
    h2, h3, p, ul, fieldset, legend { margin: 0; padding: 0; border: 0; list-style: none; min-width: 0; }
    section, form, .stack { display: grid; gap: .75rem; }
    h2 { font-size: 1.125rem; } h3 { font-size: 1rem; }
    :focus-visible { outline: 3px solid var(--bad); outline-offset: 2px; }
    h2:focus, h3:focus { outline: none; }
    small, .fine { color: var(--soft); font-size: .8125rem; display: block; }
    button, .button {
      font: inherit; font-weight: 600; min-height: 44px; padding: .4rem 1.25rem; border-radius: 999px; cursor: pointer;
      border: 1.5px solid var(--accent); background: var(--ground); color: var(--accent); text-align: center;
      display: inline-block; text-decoration: none;
    }
    .main { background: var(--accent); color: var(--on-accent); }
    button[disabled] { opacity: .6; cursor: progress; }
    summary { min-height: 44px; padding: .5rem 0; cursor: pointer; color: var(--accent); font-weight: 600; }
    .store { position: relative; display: flex; gap: .75rem; align-items: flex-start; padding: .6rem 0; border-top: 1px solid var(--line); }
    .store input { width: 24px; height: 24px; margin: .1rem 0 0; flex: none; accent-color: var(--accent); }
    .store label::after { content: ""; position: absolute; inset: 0; cursor: pointer; }
    .store input { position: relative; z-index: 1; }
    .store span { flex: 1; min-width: 0; } .store strong { color: var(--good); white-space: nowrap; }
    .out, .out strong { color: var(--soft); font-weight: 400; }
    .near { display: grid; gap: .5rem; }
    label, legend { font-weight: 600; }
    .store label, .check label { font-weight: inherit; }
    input:not([type=radio], [type=checkbox]), select {
      font: inherit; width: 100%; min-height: 44px; padding: .4rem .75rem; color: var(--ink); background: var(--ground);
      border: 1.5px solid var(--line); border-radius: 10px;
    }
    [aria-invalid=true] { border-color: var(--bad) !important; }
    .fault { color: var(--bad); font-weight: 600; font-size: .875rem; }
    .check { display: flex; gap: .75rem; align-items: flex-start; min-height: 44px; }
    .check input { width: 24px; height: 24px; flex: none; margin: 0; accent-color: var(--accent); }
    .acts { display: flex; flex-wrap: wrap; gap: .5rem; }
    @container (min-width: 34rem) { .near { grid-template-columns: 1fr auto; align-items: end; } }
    /* Light or dark as the page around it is (color-scheme), not as the reader wishes of pages that know both. */
    @supports (color: light-dark(#000, #fff)) {
      :host {
        --ink: var(--torioki-ink, light-dark(#23304a, #ece6d9)); --soft: var(--torioki-soft, light-dark(#5a6375, #aeb5c1));
        --ground: var(--torioki-ground, light-dark(#fffdf8, #1b212c));
        --accent: var(--torioki-accent, light-dark(#24406e, #a9c1ee));
        --on-accent: var(--torioki-on-accent, light-dark(#fffdf8, #10182a));
        --line: var(--torioki-line, light-dark(#8b8474, #7f8796)); --bad: var(--torioki-bad, light-dark(#ab3823, #f0937d));
        --good: var(--torioki-good, light-dark(#33634a, #96cdaa));
      }
    }
  `);

  /** Builds an element: make("p", { class: "fine" }, "text", child). */
  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
      else if (value === true) element.setAttribute(key, "");
      else if (value !== false && value != null) element.setAttribute(key, value);
    }
    element.append(...children.filter((child) => child != null));
    return element;
  }

  /** Draws the Idempotency-Key of a wish; randomUUID is not there on pages without TLS. */
  function drawKey() {
    return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  class ToriokiReserve extends HTMLElement {
    static observedAttributes = ["sku", "lang"];
    #root = this.attachShadow({ mode: "open" });
    #answer = null;
    #near = "";
    #store = "";
    #typed = {};
    #wish = { body: "", key: "" };
    #asking = 0;

    constructor() {
      super();
      this.#root.adoptedStyleSheets = [sheet];
    }

    connectedCallback() { this.#look(); }

    attributeChangedCallback(_, before, after) {
      if (this.isConnected && before !== after) this.#look();
    }

    get #language() {
      const lang = this.getAttribute("lang") || document.documentElement.lang || "ja";
      return lang.toLowerCase().startsWith("en") ? "en" : "ja";
    }

    #say(word) { return this.#answer?.words[word] ?? first[this.#language][word] ?? ""; }

    async #fetch(path, options = {}) {
      const answer = await fetch(`${service}/embed/v1/${path}`, {
        ...options, mode: "cors", credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store",
        headers: { "Accept-Language": this.#language, ...options.headers },
      });
      return { ok: answer.ok, status: answer.status, body: await answer.json() };
    }

    /** Reads which stores have it, and shows the first step. */
    async #look() {
      const asking = ++this.#asking;
      const sku = this.getAttribute("sku");
      if (!sku) return this.#show(make("p", {}, ""));
      this.#show(make("p", { role: "status" }, this.#say("loading")));
      try {
        const query = new URLSearchParams({ sku, lang: this.#language });
        if (this.#near) query.set("near", this.#near);
        const { ok, body } = await this.#fetch(`availability?${query}`);
        if (asking !== this.#asking) return;
        if (!ok) throw new Error(body.detail ?? body.title);
        this.#answer = body;
        this.#stores();
      } catch {
        if (asking !== this.#asking) return;
        this.#show(
          make("p", { role: "alert" }, this.#say("failed")),
          make("button", { type: "button", onclick: () => this.#look() }, this.#say("again")));
      }
    }

    #show(...children) {
      this.#root.replaceChildren(make("section", { lang: this.#language, "aria-label": this.#say("title") }, ...children));
    }

    /** Step one: a store. */
    #stores(focus) {
      const having = this.#answer.stores.filter((store) => store.has);
      if (!having.length) return this.#show(make("h2", {}, this.#answer.name), make("p", {}, this.#say("soldOutEverywhere")));
      if (!having.some((store) => store.location === this.#store)) this.#store = having[0].location;
      const shown = this.#answer.stores.slice(0, 5);
      const rest = this.#answer.stores.slice(5);
      const title = make("h2", { tabindex: "-1" }, this.#say("title"));
      const form = make("form", { onsubmit: (event) => { event.preventDefault(); this.#person(); } },
        make("fieldset", {}, make("legend", {}, this.#say("stepStore")), ...shown.map((store) => this.#row(store)),
          rest.length ? this.#more(rest) : null),
        make("button", { class: "main" }, this.#say("next")));
      this.#show(title, make("p", {}, `${this.#answer.name} `, make("small", {}, `${this.#answer.price} ${this.#say("taxIncluded")}`)),
        this.#nearness(), form);
      if (focus) title.focus();
    }

    #more(stores) {
      const hasChosen = stores.some((store) => store.location === this.#store);
      return make("details", { open: hasChosen }, make("summary", {}, this.#say("moreStores")),
        ...stores.map((store) => this.#row(store)));
    }

    #row(store) {
      const radio = make("input", {
        type: "radio", name: "store", value: store.location, id: `store-${store.location}`, disabled: !store.has,
        onchange: () => { this.#store = store.location; },
      });
      radio.checked = store.location === this.#store;
      return make("div", { class: store.has ? "store" : "store out" }, radio,
        make("span", {}, make("label", { for: `store-${store.location}` }, store.name),
          make("small", {}, [store.distance, store.hours].filter(Boolean).join(" · ")),
          make("small", {}, store.address)),
        make("strong", {}, store.stock));
    }

    /** Sorts the stores by their distance from one of them, or from the reader who asks for it. */
    #nearness() {
      const select = make("select", { id: "near", onchange: () => { this.#near = select.value; this.#look(); } },
        make("option", { value: "" }, this.#say("nearAny")),
        ...[...this.#answer.stores].sort((a, b) => (a.location < b.location ? -1 : 1)).map((store) =>
          make("option", { value: store.location }, store.name)));
      select.value = this.#answer.stores.some((store) => store.location === this.#near) ? this.#near : "";
      const note = make("small", { role: "status" }, this.#say("nearMeNote"));
      const here = "geolocation" in navigator ? make("button", { type: "button", onclick: () => {
        here.disabled = true;
        navigator.geolocation.getCurrentPosition(({ coords }) => {
          this.#near = `${coords.latitude.toFixed(2)},${coords.longitude.toFixed(2)}`;
          this.#store = "";
          this.#look();
        }, () => {
          here.disabled = false;
          note.textContent = this.#say("nearMeFailed");
        }, { maximumAge: 600_000, timeout: 10_000 });
      } }, this.#say("nearMe")) : null;
      return make("div", { class: "stack" },
        make("div", { class: "near" }, make("div", {}, make("label", { for: "near" }, this.#say("nearWhich")), select), here),
        here ? note : null);
    }

    /** Step two: name and contact. */
    #person(problem) {
      const store = this.#answer.stores.find((one) => one.location === this.#store);
      const title = make("h2", { tabindex: "-1" }, this.#say("stepContact"));
      const fault = (name) => problem?.faults?.find((one) => one.field === name)?.text;
      const field = (name, label, attributes, hint) => {
        const text = fault(name);
        const input = make("input", {
          id: name, name, ...attributes, "aria-invalid": text ? "true" : false,
          "aria-describedby": [text ? `${name}-fault` : "", hint ? `${name}-hint` : ""].join(" ").trim() || false,
        });
        input.value = this.#typed[name] ?? attributes.value ?? "";
        return make("div", {}, make("label", { for: name }, label), input,
          text ? make("p", { class: "fault", id: `${name}-fault` }, text) : null,
          hint ? make("small", { id: `${name}-hint` }, hint) : null);
      };
      const call = make("input", { type: "checkbox", id: "call", name: "call" });
      call.checked = this.#typed.call ?? false;
      const send = make("button", { class: "main" }, this.#say("reserve"));
      const form = make("form", { novalidate: true, onsubmit: (event) => { event.preventDefault(); this.#reserve(form, send); } },
        field("quantity", this.#say("quantity"), { inputmode: "numeric", maxlength: "4", required: true, value: "1" }),
        field("name", this.#say("name"), { autocomplete: "name", maxlength: "200", required: true }, this.#say("nameHint")),
        make("p", { class: "fine" }, this.#say("oneContact")),
        field("phone", this.#say("phone"), { type: "tel", autocomplete: "tel", maxlength: "40" }, this.#say("phoneHint")),
        field("mail", this.#say("mail"), { type: "email", autocomplete: "email", maxlength: "254" }),
        make("div", { class: "check" }, call, make("span", {}, make("label", { for: "call" }, this.#say("callMe")),
          make("small", {}, this.#say("callMeHint")))),
        make("div", { class: "acts" }, send,
          make("button", { type: "button", onclick: () => { this.#keep(form); this.#stores(true); } }, this.#say("changeStore"))));
      this.#show(title, make("p", {}, `${this.#answer.name} · ${store.name}`),
        problem ? make("p", { class: "fault", role: "alert" }, problem.detail ?? problem.title ?? "") : null, form);
      (this.#root.querySelector("[aria-invalid=true]") ?? title).focus();
    }

    #keep(form) {
      for (const name of ["quantity", "name", "phone", "mail"]) this.#typed[name] = form.elements[name].value;
      this.#typed.call = form.elements.call.checked;
    }

    async #reserve(form, send) {
      this.#keep(form);
      send.disabled = true;
      send.textContent = this.#say("sending");
      const body = JSON.stringify({ sku: this.getAttribute("sku"), store: this.#store, ...this.#typed });
      // The same wish keeps its key, however often it is sent: it reserves once. Another wish is another one.
      if (this.#wish.body !== body) this.#wish = { body, key: drawKey() };
      try {
        const { ok, body: answer } = await this.#fetch(`reservations?lang=${this.#language}`, {
          method: "POST", body,
          headers: { "Content-Type": "application/json", "Idempotency-Key": `"${this.#wish.key}"` },
        });
        if (!ok) return this.#person(answer);
        this.#wish = { body: "", key: "" };
        this.#done(answer);
      } catch {
        this.#person({ detail: this.#say("failed") });
      }
    }

    #done(made) {
      const title = make("h2", { tabindex: "-1" }, this.#say("done"));
      this.#show(title, make("p", {}, this.#say("doneText")),
        make("p", {}, `${made.store} · ${this.#say("pickUpBy")} ${made.pick_up_by}`),
        make("p", {}, make("a", { class: "button main", href: made.link, rel: "noreferrer" }, this.#say("follow"))));
      title.focus();
      this.dispatchEvent(new CustomEvent("torioki-reserved", {
        bubbles: true, composed: true, detail: { reservation: made.reservation, link: made.link },
      }));
    }
  }

  if (!customElements.get("torioki-reserve")) customElements.define("torioki-reserve", ToriokiReserve);
})();
