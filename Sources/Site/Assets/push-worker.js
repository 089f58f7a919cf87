// SPDX-License-Identifier: Apache-2.0
// Shows what the house tells by push, and opens the customer's page when it is touched. It keeps nothing and answers for no
// page: without it everything is as before.

addEventListener("install", () => skipWaiting());

addEventListener("push", (event) => {
  event.waitUntil(show(event.data));
});

/** Browsers ask that every message be shown; one that cannot be read is shown as plain news. */
async function show(data) {
  let said = {};
  try {
    said = data.json();
  } catch {
    // The page itself says what is new.
  }
  await registration.showNotification(said.title ?? "取り置き", {
    body: said.body ?? "", lang: said.lang ?? "ja", tag: said.tag ?? "", renotify: Boolean(said.tag),
    data: { link: said.link ?? "" },
  });
}

addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.link));
});

/** Brings the page to the front where it is open already; opens it where it is not. */
async function open(link) {
  if (!link) return;
  const url = new URL(link, location.origin);
  // A message is sealed by whoever has the keys; still nothing but our own pages is opened.
  if (url.origin !== location.origin) return;
  const pages = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const page = pages.find((one) => new URL(one.url).pathname === url.pathname);
  await (page ? page.focus() : clients.openWindow(url.href));
}
