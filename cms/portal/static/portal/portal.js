// What is nicer with a script. Everything here also works without one, or hides itself.

const COOKIE = "hien-thi";
const SIZES = ["nho", "vua", "lon", "rat-lon"];
const root = document.documentElement;

function remember() {
  const value = `${root.dataset.textSize}.${root.dataset.contrast}`;
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${COOKIE}=${value}; path=/; max-age=31536000; samesite=lax${secure}`;
}

function resize(step) {
  const place = SIZES.indexOf(root.dataset.textSize);
  const wanted = { "-": place - 1, "0": SIZES.indexOf("vua"), "+": place + 1 }[step];
  root.dataset.textSize = SIZES[Math.min(Math.max(wanted, 0), SIZES.length - 1)];
}

function switchContrast(button) {
  const high = button.value === "cao";
  root.dataset.contrast = button.value;
  button.value = high ? "thuong" : "cao";
  button.setAttribute("aria-pressed", String(high));
}

// The form's buttons post to the server; with a script the page need not load again.
for (const form of document.querySelectorAll("[data-display]")) {
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button) return;
    event.preventDefault();
    if (button.name === "size") resize(button.value);
    if (button.name === "contrast") switchContrast(button);
    remember();
  });
}

for (const item of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  item.hidden = false;
  item.querySelector("button").addEventListener("click", async () => {
    await navigator.clipboard.writeText(item.dataset.copy);
    const said = item.querySelector("[role=status]");
    said.textContent = said.dataset.done;
  });
}
