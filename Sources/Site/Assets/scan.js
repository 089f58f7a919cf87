// SPDX-License-Identifier: Apache-2.0
// Hears scanners. A scanner is a keyboard that types fast and ends with Enter: it is heard anywhere on the page, but not
// while somebody types in a field. What it read counts up a line of the pick, fills the field of a hand-over, adds to
// the count of a shelf, or leads to the counter. The camera and typing lead the same way.
import { say, sound, words } from "./store.js";

const longestPause = 200;
const shortestCode = 4;
let [buffer, last] = ["", 0];

const field = (node) => node instanceof Element && node.closest("input, textarea, select, [contenteditable]");
const shown = (selector) => [...document.querySelectorAll(selector)].find((part) => !part.closest("[hidden]"));

document.addEventListener(
  "keydown",
  (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const inField = field(event.target);
    if (event.key === "Enter") {
      const code = event.timeStamp - last <= longestPause ? buffer : "";
      buffer = "";
      if (code.length >= shortestCode && document.querySelector("dialog[open]")) {
        // A question is answered by a person: neither its button nor the page behind it is meant.
        event.preventDefault();
        sound("bad");
      } else if (inField) {
        typed(event, inField, code);
      } else if (code.length >= shortestCode) {
        // The button that has the focus is not meant.
        event.preventDefault();
        take(code);
      }
      return;
    }
    if (event.key.length !== 1) return;
    if (event.timeStamp - last > longestPause) buffer = "";
    buffer += event.key;
    last = event.timeStamp;
  },
  true,
);

/**
 * Enter in a field of the pick sends nothing: the sheet is sent by its buttons. What a scanner typed into the field of
 * the place, where the focus goes after the last unit, is an article unless it looks like a shelf's name.
 */
function typed(event, input, code) {
  if (!input.closest("[data-pick]") || input.matches("textarea, select")) return;
  event.preventDefault();
  if (input.name === "staging" && isArticle(input.form, code)) {
    input.value = input.value.endsWith(code) ? input.value.slice(0, -code.length) : input.value;
    return take(code);
  }
  if (input.closest("[data-typing]") && input.value.trim()) {
    take(input.value.trim());
    input.value = "";
  }
}

/** Does with a code what the page is for. */
function take(code) {
  const sheet = shown("[data-pick]");
  if (sheet) return count(sheet, code);
  const into = shown("[data-scan-into]");
  if (into) {
    into.value = code;
    sound("good");
    if (into.dataset.scanInto === "submit") return into.form.requestSubmit();
    word(into.closest("form"), say("read"), true);
    return into.form.querySelector("button[name=key]").focus();
  }
  const list = shown("[data-scan-count]");
  if (list) return add(list, code);
  location.assign(`${words.counter}${words.counter.includes("?") ? "&" : "?"}q=${encodeURIComponent(code)}`);
}

function word(place, text, isGood) {
  const line = place?.querySelector("[data-scan-word]");
  if (!line) return;
  line.textContent = text;
  line.classList.toggle("scan-word--bad", !isGood);
}

/** All the ways in which one code may be written: a GTIN has 14 digits in the house, fewer under its bars. */
function ways(code) {
  const plain = code.trim().toUpperCase();
  return /^\d{8,14}$/.test(plain) ? [plain, plain.padStart(14, "0")] : [plain];
}

/** Tells an article's code: one of the sheet's, or a GTIN with its check digit (GS1 General Specifications 7.9). */
function isArticle(sheet, code) {
  const meant = ways(code);
  const own = [...sheet.querySelectorAll("[data-codes]")].flatMap((line) => line.dataset.codes.split("\n"));
  if (own.some((one) => meant.includes(one.toUpperCase()))) return true;
  if (!/^(\d{8}|\d{12,14})$/.test(code)) return false;
  const sum = [...code].reverse().reduce((sum, digit, place) => sum + Number(digit) * (place % 2 ? 3 : 1), 0);
  return sum % 10 === 0;
}

/** Counts up the line to which a code belongs; says so when there is none. */
function count(sheet, code) {
  const meant = ways(code);
  const lines = [...sheet.querySelectorAll("[data-codes]")].filter((line) =>
    line.dataset.codes.split("\n").some((own) => meant.includes(own.toUpperCase())),
  );
  if (!lines.length) {
    sound("bad");
    return word(sheet, say("stranger", { code }), false);
  }
  const open = lines.find((line) => number(line) < Number(line.dataset.need));
  const line = open || lines[0];
  const name = line.querySelector(".item-name").textContent.trim();
  if (!open) {
    sound("bad");
    return word(sheet, say("enough", { name }), false);
  }
  set(line, number(line) + 1);
  sound("good");
  word(sheet, say("counted", { name, found: number(line), need: line.dataset.need }), true);
  line.scrollIntoView({ block: "nearest" });
  finish(sheet);
}

const input = (line) => line.querySelector("input[name^=found-]");
const number = (line) => Number(input(line)?.value) || 0;

function set(line, units) {
  if (!input(line)) return;
  input(line).value = String(Math.max(0, Math.min(units, Number(line.dataset.need))));
  line.classList.toggle("pick-line--full", number(line) === Number(line.dataset.need));
}

/** When all is in hand, what is missing is the place; then the button. */
function finish(sheet) {
  const lines = [...sheet.querySelectorAll("[data-codes]")];
  if (lines.some((line) => number(line) < Number(line.dataset.need))) return;
  const place = sheet.querySelector("[name=staging]");
  (place.value.trim() ? sheet.querySelector("button[name=key]") : place).focus();
}

/** Adds a unit of a code to the list of a count. */
function add(list, code) {
  const plain = ways(code)[0];
  const lines = list.value.split("\n").filter((line) => line.trim());
  const place = lines.findIndex((line) => line.trim().split(/[\s,]+/)[0] === plain);
  const units = place < 0 ? 1 : (Number(lines[place].trim().split(/[\s,]+/)[1] ?? 1) || 0) + 1;
  if (place < 0) lines.push(`${plain} 1`);
  else lines[place] = `${plain} ${units}`;
  list.value = `${lines.join("\n")}\n`;
  list.scrollTop = list.scrollHeight;
  sound("good");
  word(list.form, `${plain} × ${units}`, true);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-less], [data-more-of], [data-fill], [data-camera]");
  if (!button) return;
  if (button.matches("[data-camera]")) return camera(button);
  if (button.matches("[data-fill]")) {
    const sheet = button.closest("[data-pick]");
    for (const line of sheet.querySelectorAll("[data-codes]")) set(line, Number(line.dataset.need));
    return finish(sheet);
  }
  const line = button.closest("[data-codes]");
  set(line, number(line) + (button.matches("[data-less]") ? -1 : 1));
});

/** Reads with the camera until a code is seen or somebody closes it. */
async function camera(button) {
  const dialog = document.createElement("dialog");
  const video = document.createElement("video");
  video.playsInline = true;
  video.muted = true;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "button button--plain";
  close.textContent = say("close");
  close.addEventListener("click", () => dialog.close());
  dialog.className = "dialog dialog--camera";
  dialog.setAttribute("aria-label", say("see"));
  dialog.append(video, close);
  let stream;
  dialog.addEventListener("close", () => {
    for (const track of stream?.getTracks() ?? []) track.stop();
    dialog.remove();
  });
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    video.srcObject = stream;
    document.body.append(dialog);
    dialog.showModal();
    await video.play();
    const detector = new BarcodeDetector();
    while (dialog.open) {
      const [found] = await detector.detect(video);
      if (found?.rawValue) {
        dialog.close();
        take(found.rawValue);
      }
      await new Promise((done) => requestAnimationFrame(done));
    }
  } catch {
    dialog.remove();
    word(button.closest("form"), say("camera"), false);
  }
}

function furnish() {
  for (const part of document.querySelectorAll("[data-less], [data-more-of], [data-fill], [data-typing]")) {
    part.hidden = false;
  }
  if ("BarcodeDetector" in window && navigator.mediaDevices) {
    for (const part of document.querySelectorAll("[data-camera]")) part.hidden = false;
  }
}
document.addEventListener("renewed", furnish);
furnish();
