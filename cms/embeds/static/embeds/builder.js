// The form sends itself as soon as something is changed, and only the result is drawn again.
// Without this script its button does the same.

const form = document.querySelector(".builder-form");
const result = () => document.querySelector("#ket-qua");
const own = document.querySelector(".own-colour");
let asked = null;

function offerOwnColour() {
  own.hidden = form.elements.accent.value !== "own";
}

function offerCopies() {
  for (const button of document.querySelectorAll("[data-copies]")) button.hidden = !navigator.clipboard;
}

async function renew() {
  const address = `?${new URLSearchParams(new FormData(form))}`;
  asked?.abort();
  asked = new AbortController();
  try {
    const answer = await fetch(address, { signal: asked.signal });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const open = result().querySelector("details").open;
    result().replaceWith(document.importNode(page.querySelector("#ket-qua"), true));
    result().querySelector("details").open = open;
    history.replaceState(null, "", address);
    offerCopies();
  } catch (error) {
    // The button is still there, and says what is the matter.
    if (error.name !== "AbortError") form.querySelector("button").hidden = false;
  }
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
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).value);
  button.parentElement.querySelector("[role=status]").textContent = button.dataset.done;
});

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
