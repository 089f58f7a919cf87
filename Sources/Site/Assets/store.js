// SPDX-License-Identifier: Apache-2.0
// What every page of the store console does by itself: sounds and a badge for new work, the line that says whether the
// page is live, the worker that keeps the last pages for times without a network.

const head = document.getElementById("console");
export const words = head ? head.dataset : {};

/** Says one of the console's sentences; `{name}` is what is put in. */
export function say(name, put = {}) {
  const key = `word${name.split("-").map((part) => part[0].toUpperCase() + part.slice(1)).join("")}`;
  return (words[key] || "").replace(/\{(\w+)\}/g, (whole, place) => put[place] ?? whole);
}

// Sound: only when a person has switched it on, and after the first touch of each page, as browsers ask for.
let audio;
const hasSound = () => localStorage.getItem("torioki-sound") === "on";

function tone(frequency, start, length) {
  const [wave, volume] = [audio.createOscillator(), audio.createGain()];
  wave.frequency.value = frequency;
  volume.gain.setValueAtTime(0.0001, audio.currentTime + start);
  volume.gain.exponentialRampToValueAtTime(0.2, audio.currentTime + start + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, audio.currentTime + start + length);
  wave.connect(volume).connect(audio.destination);
  wave.start(audio.currentTime + start);
  wave.stop(audio.currentTime + start + length);
}

/** Sounds: "new" for new work, "good" for a code that fits, "bad" for one that does not. */
export function sound(kind) {
  if (!hasSound() || !window.AudioContext) return;
  audio ??= new AudioContext();
  audio.resume();
  if (kind === "new") [660, 880].forEach((frequency, place) => tone(frequency, place * 0.18, 0.35));
  else if (kind === "good") tone(988, 0, 0.12);
  else tone(196, 0, 0.4);
}

const switcher = head?.querySelector("[data-sound]");
function showSwitch() {
  if (!switcher) return;
  switcher.hidden = false;
  switcher.textContent = hasSound() ? switcher.dataset.on : switcher.dataset.off;
  switcher.setAttribute("aria-pressed", String(hasSound()));
}
switcher?.addEventListener("click", () => {
  localStorage.setItem("torioki-sound", hasSound() ? "off" : "on");
  showSwitch();
  sound("good");
});
addEventListener("pointerdown", () => hasSound() && window.AudioContext && (audio ??= new AudioContext()).resume(), {
  once: true,
});

// New work: counted in the title and on the app's icon, and heard once, on whatever page of the console somebody stands.
// What was heard is remembered from page to page: what comes between two of them is not missed.
const heard = "torioki-heard";
const known = new Set();
function look(isFirst) {
  const [fresh, send] = ["fresh", "send"].map((name) => document.querySelector(`[data-part=count-${name}]`));
  if (!head || !fresh || !send) return;
  const count = Number(fresh.dataset.count);
  document.title = document.title.replace(/^(\(\d+\) )?/, count ? `(${count}) ` : "");
  const open = count + Number(send.dataset.count);
  if (open) navigator.setAppBadge?.(open).catch(() => {});
  else navigator.clearAppBadge?.().catch(() => {});
  for (const card of document.querySelectorAll("#new [data-job]")) {
    if (!isFirst && !known.has(card.dataset.job)) card.classList.add("job--fresh");
    known.add(card.dataset.job);
  }
  const store = new URL(head.dataset.counter, location.href).pathname;
  const before = JSON.parse(sessionStorage.getItem(heard) || "null");
  // Ids are in the order in which reservations were made.
  const newest = [fresh.dataset.newest, before?.newest ?? ""].sort().at(-1);
  sessionStorage.setItem(heard, JSON.stringify({ store, newest, send: send.dataset.count }));
  if (before?.store !== store) return;
  if (newest > before.newest || Number(send.dataset.count) > Number(before.send)) sound("new");
}

// Whether what is shown is how things stand.
function tell(isLive) {
  const line = head?.querySelector(".line");
  if (!line) return;
  line.textContent = isLive ? line.dataset.live : line.dataset.lost;
  line.classList.toggle("line--lost", !isLive);
}
document.addEventListener("connection", (event) => tell(event.detail.isLive));
if (!document.querySelector("main[data-live]")) {
  tell(navigator.onLine);
  addEventListener("online", () => tell(true));
  addEventListener("offline", () => tell(false));
}

// The pages of the work that is open are kept before the network goes, each once for its version.
let warming = null;
function warm() {
  if (navigator.serviceWorker?.controller) warming ??= fetchWork().finally(() => (warming = null));
  return warming;
}

async function fetchWork() {
  try {
    const kept = JSON.parse(sessionStorage.getItem("torioki-warm") || "{}");
    for (const link of [...document.querySelectorAll("a[data-warm]")].slice(0, 60)) {
      const version = link.closest("[data-version]").dataset.version;
      if (kept[link.href] === version) continue;
      const answer = await fetch(link.href, { headers: { Accept: "text/html" } });
      if (answer.ok && !answer.redirected) kept[link.href] = version;
      sessionStorage.setItem("torioki-warm", JSON.stringify(kept));
    }
  } catch {
    // Without a network there is nothing to fetch; the next change tries again.
  }
}

async function keep() {
  if (!head || !navigator.serviceWorker) return;
  // What one person saw is not left to the next.
  if (localStorage.getItem("torioki-person") !== head.dataset.person) {
    await caches.delete("torioki-pages");
    sessionStorage.removeItem("torioki-warm");
    localStorage.setItem("torioki-person", head.dataset.person);
  }
  const isFirst = !navigator.serviceWorker.controller;
  await navigator.serviceWorker.register(head.dataset.worker, { scope: "/store/" });
  if (isFirst) {
    await new Promise((done) => {
      if (navigator.serviceWorker.controller) done();
      else navigator.serviceWorker.addEventListener("controllerchange", done, { once: true });
    });
    // What this page was made of came before the worker did.
    const parts = [...document.querySelectorAll("link[rel=stylesheet], script[src], img[src]")];
    await Promise.all(
      [location.href, ...parts.map((part) => part.href || part.src)].map((url) =>
        fetch(url, url === location.href ? { headers: { Accept: "text/html" } } : {}).catch(() => {}),
      ),
    );
  }
  await warm();
  document.documentElement.dataset.kept = "yes";
}

document.querySelector("form.person")?.addEventListener("submit", () => {
  sessionStorage.removeItem("torioki-warm");
  sessionStorage.removeItem(heard);
  localStorage.removeItem("torioki-person");
  window.caches?.delete("torioki-pages");
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
document.addEventListener("renewed", () => {
  look(false);
  warm();
});
showSwitch();
look(true);
// An installation without https has no workers; the console works on, but only with a network.
keep().catch(() => {});
