// SPDX-License-Identifier: Apache-2.0
// Sends what a clerk does, in order, each action once. A form marked data-queue is not sent by the browser: what it would
// send is first written down (IndexedDB) and then posted with Accept: application/json. Without a network it waits, also
// through a reload; the key in it (Idempotency-Key) makes it harmless when an answer was lost and it is sent again. What
// the house refuses becomes a task on the page, until somebody has seen it.
import { refresh } from "./live.js";
import { say, sound, words } from "./store.js";
import { toast } from "./toast.js";

const person = words.person;
const opened = new Promise((done, failed) => {
  const request = indexedDB.open("torioki-store", 1);
  request.onupgradeneeded = () => {
    const actions = request.result.createObjectStore("actions", { keyPath: "order", autoIncrement: true });
    actions.createIndex("id", "id", { unique: true });
  };
  request.onsuccess = () => done(request.result);
  request.onerror = () => failed(request.error);
});

async function change(mode, work) {
  const database = await opened;
  return new Promise((done, failed) => {
    const transaction = database.transaction("actions", mode);
    const request = work(transaction.objectStore("actions"));
    transaction.oncomplete = () => done(request.result);
    transaction.onabort = () => failed(transaction.error);
  });
}
const all = () => change("readonly", (actions) => actions.getAll());
const keep = (action) => change("readwrite", (actions) => actions.put(action));
const forget = (action) => change("readwrite", (actions) => actions.delete(action.order));
const isMine = (action) => action.person === person;

/** Writes an action down; one that waits already under the same key is not written twice. */
async function add(action) {
  const before = await change("readonly", (actions) => actions.index("id").get(action.id));
  // The newest word under a key is the one that is meant; its place in the row stays.
  if (before) await forget(before);
  await keep(before?.state === "waits" ? { ...action, order: before.order } : action);
}

const post = (action) =>
  fetch(action.url, {
    method: "POST",
    body: action.body,
    redirect: "manual",
    cache: "no-store",
    headers: { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8" },
  });

let isSignedOut = false;
// How the actions fared that were sent, by their ids.
const outcomes = new Map();

/** Sends what waits, the oldest first, and stops at the first that cannot be sent now. */
async function send() {
  await navigator.locks.request("torioki-queue", async () => {
    for (const action of (await all()).filter((action) => action.state === "waits" && isMine(action))) {
      let answer;
      try {
        answer = await post(action);
      } catch {
        return;
      }
      const said = await answer.json().catch(() => null);
      if (answer.ok && said) {
        isSignedOut = false;
        await forget(action);
        outcomes.set(action.id, said);
        settle(action);
        continue;
      }
      isSignedOut = answer.status === 401;
      // What is no word of ours, such as the page of a proxy in between, says nothing about the action.
      if (!said || said.retry) return;
      await keep({ ...action, state: "refused", why: said.detail || said.title || String(answer.status) });
      outcomes.set(action.id, { refused: true });
      sound("bad");
    }
  });
}

let sending = Promise.resolve();
/** Sends, and shows what is left. */
function flush() {
  sending = sending.then(send).then(show);
  return sending;
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("form[data-queue]")) return;
  event.preventDefault();
  if (form.dataset.sending) return;
  form.dataset.sending = "yes";
  const button = event.submitter;
  const fields = new FormData(form, button);
  const action = {
    id: fields.get("key"),
    url: button?.getAttribute("formaction") || form.getAttribute("action"),
    body: new URLSearchParams(fields).toString(),
    label: button?.dataset.label || form.dataset.label,
    step: button?.dataset.step || form.dataset.step,
    job: form.closest("[data-job]").dataset.job,
    href: form.closest("[data-job]").querySelector("a[data-warm]")?.getAttribute("href") || location.pathname,
    who: form.closest("[data-job]").querySelector("bdi")?.textContent || "",
    madeAt: new Date().toISOString(),
    person,
    state: "waits",
  };
  try {
    await add(action);
  } catch {
    // A browser that keeps nothing can still send.
    const key = document.createElement("input");
    Object.assign(key, { type: "hidden", name: "key", value: action.id });
    form.append(key);
    form.action = action.url;
    form.submit();
    return;
  }
  await flush();
  const fared = outcomes.get(action.id);
  outcomes.delete(action.id);
  delete form.dataset.sending;
  if (fared?.url) await go(fared, form);
  else if (fared?.refused) await again();
  else toast(say("kept", { what: action.label }));
});

/** Reads the page anew when what was done earlier is sent at last: what stands in its form is no longer being written. */
function settle({ id }) {
  const form = document.querySelector(`[name=key][value="${CSS.escape(id)}"]`)?.form;
  if (form && !form.dataset.sending && document.querySelector("main[data-page]")) refresh(form);
}

/** Goes where the browser would have been led. Where that is this page it is only read anew, and says what was done. */
async function go({ url, said }, form) {
  const to = new URL(url, location.href);
  if (to.pathname !== location.pathname || !document.querySelector("main[data-page]")) return location.assign(to);
  document.querySelector("main > .notice--good")?.remove();
  await refresh(form);
  await show();
  if (document.activeElement === document.body) stand();
  toast(said);
}

/** Stands at the head of the page when what had the focus is gone. */
function stand() {
  const head = document.querySelector("main h1");
  head.tabIndex = -1;
  head.focus({ preventScroll: true });
}

/** Reads the page anew after a refusal: it does not show how things stand. */
async function again() {
  if (document.querySelector("main[data-page]")) await refresh();
  await show();
  document.getElementById("tasks").scrollIntoView({ block: "nearest" });
}

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

/** Shows on the page what waits and what was refused. */
async function show() {
  const actions = await all();
  for (const shown of document.querySelectorAll(".waits")) shown.remove();
  for (const hidden of document.querySelectorAll("[data-queued]")) {
    hidden.hidden = hidden.dataset.queued === "hidden";
    delete hidden.dataset.queued;
  }
  const waiting = actions.filter((action) => action.state === "waits" && isMine(action));
  for (const action of waiting) mark(action);
  const tasks = document.getElementById("tasks");
  if (!tasks) return;
  tasks.replaceChildren();
  if (isSignedOut && waiting.length) {
    const note = element("div", "notice notice--bad", "");
    const way = element("a", "", say("sign-in"));
    way.href = words.signIn;
    note.append(way);
    tasks.append(note);
  }
  if (actions.some((action) => action.state === "waits" && !isMine(action))) {
    tasks.append(element("div", "notice notice--bad", say("other")));
  }
  for (const action of actions.filter((action) => action.state === "refused")) tasks.append(task(action));
  tasks.hidden = !tasks.childElementCount;
}

/** Marks the card or page of an action that waits, and shows what may be done after it. */
function mark(action) {
  for (const place of document.querySelectorAll(`[data-job="${CSS.escape(action.job)}"]`)) {
    const note = element("p", "waits", say("waits", { what: action.label }));
    const before = place.querySelector(".job-do, #do") || place;
    before.prepend(note);
    const steps = [action.step];
    // What is made ready was accepted and picked with it.
    if (action.step === "ready") steps.push("accept", "pick");
    for (const form of place.querySelectorAll("form[data-queue]")) {
      if (steps.includes(form.dataset.step)) turn(form, true);
    }
    for (const after of place.querySelectorAll(`[data-after="${CSS.escape(action.step)}"]`)) turn(after, false);
  }
}

function turn(part, isHidden) {
  part.dataset.queued ??= part.hidden ? "hidden" : "shown";
  part.hidden = isHidden;
}

function task(action) {
  const note = element("div", "notice notice--bad task", "");
  note.setAttribute("role", "alert");
  const what = action.who ? `${action.label}（${action.who}）` : action.label;
  note.append(element("p", "", say("refused", { what, why: action.why })));
  const row = element("p", "act-row", "");
  const way = element("a", "button button--plain", say("open"));
  way.href = action.href;
  const seen = element("button", "button button--quiet", say("dismiss"));
  seen.type = "button";
  seen.addEventListener("click", async () => {
    await forget(action);
    await show();
  });
  row.append(way, seen);
  note.append(row);
  return note;
}

// What waits is seen at once, before the next try to send it has come to its end.
show();
document.addEventListener("renewed", show);
document.addEventListener("connection", (event) => event.detail.isLive && flush());
addEventListener("online", flush);
addEventListener("pageshow", flush);
// A network that came back without a word is found out.
setInterval(async () => {
  const waits = (await all()).some((action) => action.state === "waits" && isMine(action));
  if (waits && navigator.onLine && !document.hidden) flush();
}, 10_000);
