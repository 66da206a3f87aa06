// The form sends itself as soon as something is changed, and only the result is drawn again.
// Without this script its button does the same.

const form = document.querySelector(".builder-form");
const status = document.querySelector(".builder-status");
const result = () => document.querySelector("#ket-qua");
const own = document.querySelector(".own-colour");
let asked = null;

function offerOwnColour() {
  own.hidden = form.elements.accent.value !== "own";
}

function offerCopies() {
  for (const button of document.querySelectorAll("[data-copies]")) button.hidden = false;
}

async function renew() {
  const address = `?${new URLSearchParams(new FormData(form))}`;
  asked?.abort();
  asked = new AbortController();
  try {
    const answer = await fetch(address, { signal: asked.signal });
    if (!answer.ok) throw new Error(String(answer.status));
    draw(new DOMParser().parseFromString(await answer.text(), "text/html"));
    history.replaceState(null, "", address);
    status.textContent = status.dataset.done;
  } catch (error) {
    if (error.name !== "AbortError") status.textContent = status.dataset.failed;
  }
}

function draw(page) {
  const open = result().querySelector("details").open;
  result().replaceWith(document.importNode(page.querySelector("#ket-qua"), true));
  result().querySelector("details").open = open;
  // Whoever changes to another widget takes the look along.
  const links = (of) => of.querySelectorAll(".builder-widgets a");
  links(document).forEach((link, place) => (link.href = links(page)[place].getAttribute("href")));
  offerCopies();
}

form.addEventListener("input", () => {
  offerOwnColour();
  clearTimeout(form.waiting);
  form.waiting = setTimeout(renew, 300);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  renew();
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copies]");
  if (!button) return;
  const text = document.getElementById(button.dataset.copies);
  const said = (await copy(text)) ? button.dataset.done : button.dataset.failed;
  button.parentElement.querySelector("[role=status]").textContent = said;
});

// Whether it is copied. Where the browser gives no clipboard (no https), it is chosen at least.
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text.value);
    return true;
  } catch {
    text.focus();
    text.select();
    return document.execCommand("copy");
  }
}

// Frames of ours in the page say how high they are.
addEventListener("message", (event) => {
  if (event.origin !== location.origin || !(event.data?.dhHeight > 0)) return;
  for (const frame of document.querySelectorAll("iframe")) {
    if (frame.contentWindow !== event.source) continue;
    frame.style.height = `${Math.ceil(event.data.dhHeight) + frame.offsetHeight - frame.clientHeight}px`;
  }
});

offerOwnColour();
offerCopies();
