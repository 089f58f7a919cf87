// SPDX-License-Identifier: Apache-2.0
// Asks once more before something is done that cannot be taken back. A form, or the button that sends it, carries the
// question: data-ask-title, data-ask-text, data-ask-yes, and in data-ask-when a selector that must find something in the
// form. Escape and the plain button leave all as it is; the browser gives the focus back. Without this module the form is
// sent as it stands.

const dialog = document.getElementById("ask");

/** Asks; true when the answer is yes. */
export function ask({ askTitle, askText, askYes }) {
  dialog.querySelector("h2").textContent = askTitle;
  dialog.querySelector("h2 + p").textContent = askText;
  dialog.querySelector("button[value=yes]").textContent = askYes;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((done) => {
    dialog.addEventListener("close", () => done(dialog.returnValue === "yes"), { once: true });
  });
}

function question(form, button) {
  const asker = [button, form].find((part) => part?.dataset.askTitle);
  if (!asker) return null;
  const when = asker.dataset.askWhen;
  return !when || form.querySelector(when) ? asker.dataset : null;
}

// Before anybody else hears that the form is sent.
document.addEventListener(
  "submit",
  async (event) => {
    const [form, button] = [event.target, event.submitter];
    // A browser that knows no dialogs sends the form as it stands.
    if (!dialog?.showModal || form === dialog.firstElementChild || form.dataset.asking === "yes") return;
    const asked = question(form, button);
    if (!asked) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (dialog.open) return;
    // While somebody is asked, the page around it stays as it was (live.js).
    form.dataset.asking = "open";
    const isYes = await ask(asked);
    form.dataset.asking = "yes";
    if (isYes) form.requestSubmit(button);
    delete form.dataset.asking;
  },
  true,
);

document.addEventListener("click", (event) => {
  const name = event.target.closest?.("button[data-open]")?.dataset.open;
  if (name) document.getElementById(name).showModal();
});
