// SPDX-License-Identifier: Apache-2.0
// Keeps a page as new as the house. <main data-live="…/events" data-page="…"> names the stream that says when something
// changed, and the address of the page to read anew. Parts that may change carry data-part with a name of their own; one
// in which somebody is writing, choosing or being asked is left alone until they are done; to one with data-grow only what is new
// is added, so that it keeps its place and is read aloud once.

const main = document.querySelector("main[data-live]");
// Forms that were sent: what stands in them is no longer being written.
const sent = new Set();
let title = "";

/** Puts the parts of a newer page in place of the older ones; tells those who listen. `form` was sent just before. */
export function renew(newer, form) {
  if (form) sent.add(form);
  let changed = newer.title !== title;
  if (changed) document.title = title = newer.title;
  for (const part of document.querySelectorAll("[data-part]")) {
    const other = newer.querySelector(`[data-part="${CSS.escape(part.dataset.part)}"]`);
    if (!other || other.outerHTML === part.outerHTML || isBusy(part)) continue;
    if ("grow" in part.dataset) {
      changed = grow(part, other) || changed;
      continue;
    }
    unfold(part, other);
    const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
    part.replaceWith(document.adoptNode(other));
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    changed = true;
  }
  if (form) sent.delete(form);
  if (changed) document.dispatchEvent(new CustomEvent("renewed"));
}

function grow(part, other) {
  const known = new Set([...part.children].map((child) => child.id));
  const added = [...other.children].filter((child) => !known.has(child.id));
  part.append(...added.map((child) => document.adoptNode(child)));
  return added.length > 0;
}

function isBusy(part) {
  if (part.querySelector("dialog[open], form[data-asking]")) return true;
  if ([...sent].some((form) => part.contains(form))) return false;
  const active = document.activeElement;
  if (part.contains(active) && active.matches("input:not([type=hidden]), textarea, select")) return true;
  return [...part.querySelectorAll("input:not([type=hidden]), select, textarea")].some(isChanged);
}

/** Whether somebody has typed, ticked or chosen something that the page did not come with. */
function isChanged(field) {
  if (field.matches("select")) {
    const first = [...field.options].findIndex((option) => option.defaultSelected);
    return field.selectedIndex !== Math.max(0, first);
  }
  if (field.matches("[type=checkbox], [type=radio]")) return field.checked !== field.defaultChecked;
  return field.value !== field.defaultValue;
}

/** Unfolds in a newer part what is unfolded in the older one. */
function unfold(part, other) {
  const open = new Set([...part.querySelectorAll("details[open] > summary")].map((summary) => summary.textContent));
  for (const summary of other.querySelectorAll("summary")) {
    if (open.has(summary.textContent)) summary.parentElement.open = true;
  }
}

let reading = null;
let again = false;
let isLost = false;

/** Reads the page anew; what changes meanwhile is read once more. It is over when the page is as new as the call. */
export function refresh(form) {
  if (form instanceof HTMLFormElement) sent.add(form);
  again = true;
  reading ??= read().finally(() => {
    reading = null;
    // Somebody asked when the last reading had just ended.
    return again && !isLost ? refresh() : undefined;
  });
  return reading;
}

async function read() {
  isLost = false;
  try {
    while (again) {
      again = false;
      const answer = await fetch(main.dataset.page, { headers: { Accept: "text/html" } });
      if (answer.redirected) return location.assign(answer.url);
      if (answer.ok) renew(new DOMParser().parseFromString(await answer.text(), "text/html"));
    }
  } catch {
    isLost = true;
    // Without a network the page stays as it is; the stream comes back first, and then it is read again.
  } finally {
    sent.clear();
  }
}

function tell(isLive) {
  document.documentElement.dataset.connection = isLive ? "live" : "lost";
  document.dispatchEvent(new CustomEvent("connection", { detail: { isLive } }));
}

if (main) {
  const stream = new EventSource(main.dataset.live);
  let wasLost = false;
  stream.addEventListener("open", () => {
    tell(true);
    // What happened while nobody listened is in the page that is read now.
    if (wasLost) refresh();
    wasLost = false;
  });
  stream.addEventListener("error", () => {
    wasLost = true;
    tell(false);
  });
  stream.addEventListener("change", refresh);
  // Between the page and the stream something may have happened; the stream's first word closes the gap. Where it knows
  // that nothing has, it says "current" instead.
  stream.addEventListener("here", refresh);
  addEventListener("pageshow", (event) => event.persisted && refresh());
}
