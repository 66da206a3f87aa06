// What is nicer with a script while reading a document. Without one, every link and anchor works.

const text = document.querySelector("[data-document]");
const make = (name) => document.querySelector(`template[${name}]`)?.content.firstElementChild.cloneNode(true);
const FRAGMENTS = "/dieu-khoan/";

// --- The table of contents is open where there is room beside the text -----------------------

const contents = document.querySelector("[data-contents]");
const wide = matchMedia("(min-width: 64rem)");
const unfold = () => { if (contents) contents.open = wide.matches; };
unfold();
wide.addEventListener("change", unfold);
contents?.addEventListener("click", (event) => {
  if (event.target.closest("a") && !wide.matches) contents.open = false;
});

// --- Copying a link, or the citation as lawyers write it ------------------------------------

function citationOf(provision) {
  const words = [];
  for (let one = provision; one; one = one.parentElement.closest(".provision")) {
    if (one.dataset.cite) words.push(one.dataset.cite);
  }
  if (words.length) return [...words, text.dataset.document].join(" ");
  // A chapter by its number and its title, as the API has it.
  const title = provision.querySelector(":scope > .provision-title")?.cloneNode(true);
  title?.querySelector("a.anchor")?.remove();
  return [title?.textContent.trim(), text.dataset.document].filter(Boolean).join(", ");
}

function place(box, near) {
  const target = near.getBoundingClientRect();
  const own = box.getBoundingClientRect();
  const left = Math.max(8, Math.min(target.left, innerWidth - own.width - 8));
  const below = target.bottom + 6;
  const top = below + own.height < innerHeight ? below : Math.max(8, target.top - own.height - 6);
  box.style.left = `${left}px`;
  box.style.top = `${top}px`;
}

function offerTools() {
  const tools = make("data-tools");
  if (!tools?.showPopover) return;
  const said = tools.querySelector("[role=status]");
  let provision = null;
  document.body.append(tools);
  const copy = async (words) => {
    try {
      await navigator.clipboard.writeText(words);
      said.textContent = said.dataset.done;
    } catch {
      said.textContent = said.dataset.failed;
    }
  };
  tools.querySelector("[data-copy-link]").addEventListener("click", () => {
    copy(new URL(`#${provision.id}`, location.href.split(/[?#]/)[0]).href);
  });
  tools.querySelector("[data-copy-citation]").addEventListener("click", () => copy(citationOf(provision)));
  text.addEventListener("click", (event) => {
    const anchor = event.target.closest("a.anchor");
    if (!anchor || event.ctrlKey || event.metaKey) return;
    provision = anchor.closest(".provision");
    const citing = tools.querySelector("[data-citing]");
    if (citing) citing.href = `${citing.dataset.citing}?dieu=${encodeURIComponent(provision.id)}`;
    said.textContent = "";
    tools.showPopover();
    place(tools, anchor);
    tools.querySelector("button").focus({ preventScroll: true });
  });
}

// --- The text of a cited provision, beside the citation ----------------------------------------

const fetched = new Map();

function fetchProvision(address) {
  if (!fetched.has(address)) {
    const answer = fetch(FRAGMENTS + address).then((response) => {
      if (!response.ok) throw new Error(response.status);
      return response.text();
    });
    answer.catch(() => fetched.delete(address));
    fetched.set(address, answer);
  }
  return fetched.get(address);
}

function showCited() {
  const card = make("data-card");
  if (!card?.showPopover) return;
  const inside = card.querySelector("[data-content]");
  const open = card.querySelector("[data-open]");
  let waiting = 0;
  let shown = null;
  document.body.append(card);

  const hide = () => {
    clearTimeout(waiting);
    if (card.matches(":popover-open")) card.hidePopover();
    shown = null;
  };
  const show = async (link) => {
    clearTimeout(waiting);
    if (shown === link) return;
    shown = link;
    const address = link.dataset.provision.replace(/\/?$/, "/");
    let html = "";
    try {
      html = await fetchProvision(address);
    } catch {
      html = "";
    }
    if (shown !== link) return;
    if (html) inside.innerHTML = html;
    else inside.textContent = inside.dataset.failed;
    // Ids are the page's own; a copy must not have them too.
    for (const one of inside.querySelectorAll("[id]")) one.removeAttribute("id");
    open.href = link.href;
    card.showPopover();
    card.scrollTop = 0;
    if (innerWidth > 480) place(card, link);
  };
  const later = (action, pause) => {
    clearTimeout(waiting);
    waiting = setTimeout(action, pause);
  };

  text.addEventListener("pointerover", (event) => {
    const link = event.target.closest("a.citation");
    if (link && event.pointerType === "mouse") later(() => show(link), 250);
  });
  for (const one of [text, card]) {
    one.addEventListener("pointerout", (event) => {
      if (event.pointerType !== "mouse") return;
      const to = event.relatedTarget;
      if (to && (card.contains(to) || to.closest?.("a.citation") === shown)) return;
      if (shown || event.target.closest?.("a.citation")) later(hide, 350);
    });
  }
  card.addEventListener("pointerenter", () => clearTimeout(waiting));
  text.addEventListener("focusin", (event) => {
    const link = event.target.closest("a.citation");
    if (link?.matches(":focus-visible")) later(() => show(link), 250);
  });
  // A finger cannot hover: the first tap shows, the link in the card leads on.
  text.addEventListener("click", (event) => {
    const link = event.target.closest("a.citation");
    if (!link || event.pointerType === "mouse" || event.pointerType === "" || event.ctrlKey) return;
    event.preventDefault();
    show(link);
  });
  document.addEventListener("pointerdown", (event) => {
    if (!card.contains(event.target) && !event.target.closest("a.citation")) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  card.querySelector("[data-close]").addEventListener("click", () => {
    const link = shown;
    hide();
    link?.focus({ preventScroll: true });
  });
  open.addEventListener("click", hide);
}

if (text) {
  offerTools();
  showCited();
}
