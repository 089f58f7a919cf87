// SPDX-License-Identifier: Apache-2.0
// Tells how far a file has been sent. Without it the form is sent as any other, and the answer is the same page.

for (const form of document.querySelectorAll("form[data-upload]")) {
  const bar = form.querySelector("progress");
  const status = form.querySelector("[role=status]");
  const button = form.querySelector("button");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const request = new XMLHttpRequest();
    const plainly = () => form.submit();
    request.open("POST", form.action);
    request.responseType = "document";
    request.upload.addEventListener("progress", ({ loaded, total, lengthComputable }) => {
      if (lengthComputable) bar.value = Math.round((100 * loaded) / total);
    });
    request.upload.addEventListener("load", () => {
      bar.removeAttribute("value");
      status.textContent = status.dataset.working;
    });
    // A form that was sent leads elsewhere; what else is answered, the browser shows when it sends the form itself. Its
    // key makes that no second import.
    request.addEventListener("load", () => {
      if (request.status === 200 && request.responseURL !== form.action) location.assign(request.responseURL);
      else plainly();
    });
    request.addEventListener("error", plainly);
    const data = new FormData(form);
    button.disabled = true;
    bar.hidden = false;
    status.textContent = status.dataset.sending;
    request.send(data);
  });
}
