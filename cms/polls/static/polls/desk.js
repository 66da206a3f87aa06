// The figures stay live: asked for again while somebody looks at them.

const EVERY = 10_000;

setInterval(async () => {
  const here = document.querySelector("[data-poll-figures]");
  if (!here || document.hidden || here.contains(document.activeElement)) return;
  const answer = await fetch(location.href, { credentials: "same-origin" }).catch(() => null);
  if (!answer || !answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const figures = fresh.querySelector("[data-poll-figures]");
  if (figures && figures.innerHTML !== here.innerHTML) here.innerHTML = figures.innerHTML;
}, EVERY);
