// Tells the counter that this page was opened. It reads nothing of the reader and stores nothing.

const ADDRESS = "/api/v1/visits/beacon/";
// Milliseconds until it is told again, where nobody answered.
const WAITS = [2000, 15000, 60000];

// Of where the reader came from the site is enough.
function origin() {
  try {
    const from = new URL(document.referrer).origin;
    return from === location.origin ? "" : from;
  } catch {
    return "";
  }
}

// A random id for this one opening: told again under it, the visit counts once.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const untold = new Set();

function count() {
  const body = JSON.stringify({ id: newId(), page: location.pathname, referrer: origin() });
  untold.add(body);
  tell(body, 0);
}

async function tell(body, tries) {
  try {
    const sent = { method: "POST", body, keepalive: true, credentials: "omit" };
    const answer = await fetch(ADDRESS, sent);
    if (answer.status < 500) return untold.delete(body);
  } catch {
    // Nobody is there, or the answer was lost.
  }
  if (tries < WAITS.length) setTimeout(() => tell(body, tries + 1), WAITS[tries]);
}

// Whoever leaves before there was an answer: the browser sends it for a page that is gone.
addEventListener("pagehide", () => {
  for (const body of untold) navigator.sendBeacon?.(ADDRESS, body);
});

if (document.prerendering) {
  document.addEventListener("prerenderingchange", count, { once: true });
} else {
  count();
}

// A page that comes back from the browser's memory runs no script anew.
addEventListener("pageshow", (event) => {
  if (event.persisted) count();
});
