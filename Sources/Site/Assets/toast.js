// SPDX-License-Identifier: Apache-2.0
// Says at the foot of the screen that what was just done is done: one word at a time, which goes by itself, but stays
// while somebody points at it or has the focus in it. Errors are never said here: they stay on the page.
//
// A form marked data-toast is sent without leaving the page; what comes back is the page itself, and its good notice is
// the word. What else comes back, the browser shows when it sends the form itself: its key makes that no second time.
import { renew } from "./live.js";

const seconds = 6;
const place = document.querySelector(".toasts");
let going;

function put(text) {
  const word = document.createElement("div");
  word.className = "toast";
  const said = document.createElement("p");
  said.textContent = text;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "toast-close";
  close.setAttribute("aria-label", place.dataset.close);
  close.textContent = "×";
  close.addEventListener("click", end);
  word.append(said, close);
  place.replaceChildren(word);
}

function end() {
  clearTimeout(going);
  place.replaceChildren();
}

function leave() {
  clearTimeout(going);
  if (!place.matches(":hover, :focus-within")) going = setTimeout(end, seconds * 1000);
}

/** Says a word; what was said before is gone. */
export function toast(text) {
  if (!place || !text) return;
  put(text);
  leave();
}

if (place) {
  for (const name of ["pointerenter", "focusin"]) place.addEventListener(name, () => clearTimeout(going));
  // Where the focus goes is known only after it has left.
  for (const name of ["pointerleave", "focusout"]) place.addEventListener(name, () => setTimeout(leave));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button[data-say]");
  if (button) toast(button.dataset.say);
});

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("form[data-toast]")) return;
  event.preventDefault();
  if (form.dataset.sending) return;
  form.dataset.sending = "yes";
  try {
    const answer = await fetch(form.action, {
      method: "POST", body: new URLSearchParams(new FormData(form, event.submitter)), headers: { Accept: "text/html" },
    });
    const page = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
    const good = page && page.querySelector("main .notice--good p");
    if (!good) return form.submit();
    document.querySelector("main > .notice")?.remove();
    renew(page, form);
    toast(good.textContent);
  } catch {
    form.submit();
  } finally {
    delete form.dataset.sending;
  }
});
