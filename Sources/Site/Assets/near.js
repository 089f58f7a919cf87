// SPDX-License-Identifier: Apache-2.0
// Sorts the stores of a shop page by their distance from the reader, when the reader asks for it. Only a rough position
// (two decimals, about a kilometre) leaves the browser, and only to this service.

const button = document.querySelector("button[data-near]");
const note = document.querySelector("[data-near-note]");

function show({ coords }) {
  const url = new URL(location.href);
  url.searchParams.set("near", `${coords.latitude.toFixed(2)},${coords.longitude.toFixed(2)}`);
  url.searchParams.delete("store");
  url.hash = "shelves";
  location.assign(url);
}

function failed() {
  button.disabled = false;
  note.textContent = note.dataset.nearNote;
}

if (button && note && "geolocation" in navigator) {
  button.hidden = note.hidden = false;
  button.addEventListener("click", () => {
    button.disabled = true;
    navigator.geolocation.getCurrentPosition(show, failed, { maximumAge: 600_000, timeout: 10_000 });
  });
}
