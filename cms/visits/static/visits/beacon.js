// Tells the counter that this page was opened. It reads nothing of the reader and stores nothing.

const ADDRESS = "/api/v1/visits/beacon/";

// Of where the reader came from the site is enough.
function origin() {
  try {
    const from = new URL(document.referrer).origin;
    return from === location.origin ? "" : from;
  } catch {
    return "";
  }
}

function count() {
  const body = JSON.stringify({ page: location.pathname, referrer: origin() });
  if (navigator.sendBeacon?.(ADDRESS, body)) return;
  fetch(ADDRESS, { method: "POST", body, keepalive: true }).catch(() => {});
}

if (document.prerendering) {
  document.addEventListener("prerenderingchange", count, { once: true });
} else {
  count();
}

// A page that comes back from the browser's memory runs no script anew.
addEventListener("pageshow", (event) => {
  if (event.persisted) count();
});
