// SPDX-License-Identifier: Apache-2.0
// The switch by which a customer lets this device tell of the reservation. Shown only where the browser has push and its
// owner has not said no. The device subscribes once for all links it opens; what it is told of, the house keeps.

const card = document.querySelector("[data-push]");
const field = card?.querySelector("input");
const { worker, scope, key } = card?.dataset ?? {};

/** Reads base64url into bytes. */
function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}

/** Names an address as the house does: 12 bytes of its SHA-256 in base64url. */
async function mark(endpoint) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(endpoint)));
  return btoa(String.fromCharCode(...hash.slice(0, 12))).replaceAll("+", "-").replaceAll("/", "_");
}

/** Tells whether a subscription was made for the key of this house; one for another key reaches nobody. */
function fits(subscription) {
  const made = subscription.options?.applicationServerKey;
  if (!made) return true;
  const [theirs, ours] = [new Uint8Array(made), bytes(key)];
  return theirs.length === ours.length && theirs.every((byte, place) => byte === ours[place]);
}

async function current() {
  const registration = await navigator.serviceWorker.getRegistration(scope);
  const subscription = await registration?.pushManager.getSubscription();
  return subscription && fits(subscription) ? subscription : null;
}

/** Waits for the worker to run, then subscribes. */
async function subscribe() {
  const registration = await navigator.serviceWorker.register(worker, { scope });
  const starting = registration.installing ?? registration.waiting;
  if (!registration.active && starting) {
    await new Promise((done) =>
      starting.addEventListener("statechange", () => starting.state === "activated" && done()),
    );
  }
  const old = await registration.pushManager.getSubscription();
  if (old && fits(old)) return old;
  await old?.unsubscribe();
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) });
}

async function send(wish, subscription) {
  const { endpoint, keys } = subscription.toJSON();
  const body = new URLSearchParams({ wish, endpoint, p256dh: keys?.p256dh ?? "", auth: keys?.auth ?? "" });
  const answer = await fetch(`${card.dataset.push}?lang=${card.dataset.lang}`, {
    method: "POST", body, redirect: "manual",
  });
  // Done is answered by the way to the page, which is open already.
  if (answer.type !== "opaqueredirect") throw new Error(`${answer.status}`);
}

async function set(isWanted) {
  const said = card.querySelector("[data-said]");
  const fault = card.querySelector("[data-fault]");
  said.textContent = fault.textContent = "";
  field.disabled = true;
  try {
    if (isWanted && (await Notification.requestPermission()) !== "granted") {
      field.checked = false;
      fault.textContent = fault.dataset.denied;
      return;
    }
    const subscription = isWanted ? await subscribe() : await current();
    if (subscription) await send(isWanted ? "tell" : "stop", subscription);
    said.textContent = isWanted ? said.dataset.on : said.dataset.off;
  } catch {
    field.checked = !isWanted;
    fault.textContent = fault.dataset.lost;
  } finally {
    field.disabled = false;
  }
}

async function show() {
  const hasPush = window.isSecureContext && "serviceWorker" in navigator && "PushManager" in window;
  if (!hasPush || !("Notification" in window) || Notification.permission === "denied") return;
  const subscription = await current();
  const told = card.dataset.told.split(" ");
  field.checked = subscription !== null && told.includes(await mark(subscription.endpoint));
  field.addEventListener("change", () => set(field.checked));
  card.hidden = false;
}

// A browser that keeps workers away from this page (a private window) has no push either: the switch stays hidden.
if (card) show().catch(() => {});
