// SPDX-License-Identifier: Apache-2.0
// Sends what is written in <form data-chat> without leaving the page; what comes back is the page itself. Without this
// module the form is a form.
import { renew } from "./live.js";

const form = document.querySelector("form[data-chat]");

async function send(form) {
  const field = form.elements.text;
  const button = form.querySelector("button");
  const fault = form.querySelector("[data-fault]");
  button.disabled = true;
  fault.textContent = "";
  try {
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (answer.ok) {
      field.value = "";
      // A new word has a new key; the same word, sent again after a failure, has the same.
      form.elements.key.value = page.querySelector("form[data-chat]").elements.key.value;
      renew(page);
    } else {
      fault.textContent = page.querySelector("main .notice--bad p, main h1")?.innerText ?? field.dataset.lost;
    }
  } catch {
    fault.textContent = field.dataset.lost;
  } finally {
    button.disabled = false;
    field.focus({ preventScroll: true });
  }
}

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  send(form);
});
