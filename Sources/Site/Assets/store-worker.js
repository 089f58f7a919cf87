// SPDX-License-Identifier: Apache-2.0
// Keeps the console's last pages and what they are made of, for times without a network. Pages come from the network
// whenever it answers; what is kept is only shown when it does not. Commands never pass here: queue.js has them.
// EDITION stands before this text: the edition of the assets, see StoreApp.swift.

const PAGES = "torioki-pages";
const ASSETS = `torioki-assets-${EDITION}`;
const PAGES_KEPT = 150;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) {
        if (name.startsWith("torioki-assets-") && name !== ASSETS) await caches.delete(name);
      }
      await clients.claim();
    })(),
  );
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/assets/") || url.pathname.startsWith("/images/")) {
    event.respondWith(asset(request));
  } else if (url.pathname.startsWith("/store") && request.headers.get("Accept")?.includes("text/html")) {
    event.respondWith(page(request, url));
  }
});

/** What never changes under its address comes from here first. */
async function asset(request) {
  const kept = await caches.match(request, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(ASSETS)).put(request, answer.clone());
  return answer;
}

async function page(request, url) {
  try {
    const answer = await fetch(request);
    // What was scanned or just done belongs to one moment.
    const isLasting = !["done", "proof", "q"].some((name) => url.searchParams.has(name));
    if (answer.ok && !answer.redirected && isLasting) await keep(request.url, answer.clone());
    // Whoever is led to the sign-in sees nothing of what was kept.
    if (answer.redirected && new URL(answer.url).pathname === "/sign-in") await caches.delete(PAGES);
    return answer;
  } catch (error) {
    const pages = await caches.open(PAGES);
    for (const name of ["done", "proof", "q"]) url.searchParams.delete(name);
    const store = url.pathname.split("/").slice(0, 3).join("/");
    const kept =
      (await pages.match(url.href, { ignoreVary: true })) ||
      (await pages.match(`${url.origin}${store}${url.search}`, { ignoreVary: true })) ||
      (await pages.match(`${url.origin}${store}`, { ignoreVary: true }));
    if (!kept) throw error;
    return kept;
  }
}

async function keep(href, answer) {
  const pages = await caches.open(PAGES);
  await pages.delete(href, { ignoreVary: true });
  await pages.put(href, answer);
  const keys = await pages.keys();
  for (const old of keys.slice(0, Math.max(0, keys.length - PAGES_KEPT))) await pages.delete(old);
}
