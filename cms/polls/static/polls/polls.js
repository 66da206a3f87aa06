// Votes without leaving the page. Without a script the form is sent as any other.

const AWAY = "Không gửi được phiếu: máy chủ không trả lời. Hãy thử lại sau giây lát; mỗi người chỉ được tính một phiếu.";

function read(name) {
  try { return localStorage.getItem(name); } catch { return null; }
}

function keep(name, value) {
  try { localStorage.setItem(name, value); } catch { /* Then it lives as long as this page. */ }
}

const ours = new Map();

// A random name for this browser and this poll alone: whoever presses twice, or whose
// answer was lost on the way, is one voter all the same.
function newcomer(poll) {
  const name = `dh-poll-${poll}`;
  let value = ours.get(name) || read(name);
  if (!value) {
    const bytes = crypto.getRandomValues(new Uint8Array(18));
    value = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    keep(name, value);
  }
  ours.set(name, value);
  return value;
}

function say(section, text) {
  const line = document.createElement("p");
  line.className = "poll-error";
  line.setAttribute("role", "alert");
  line.textContent = text;
  section.querySelector("[data-poll-said]").replaceChildren(line);
}

async function ask(section, options) {
  const form = section.querySelector("[data-poll-form]");
  const answer = await fetch(form.action, {
    ...options,
    credentials: "same-origin",
    headers: { "Poll-Fragment": section.dataset.heading },
  });
  const holder = document.createElement("template");
  holder.innerHTML = await answer.text();
  return holder.content;
}

// The poll as the server now shows it, in place of the one here; or what it has to say.
function put(section, content) {
  const fresh = content.querySelector("[data-poll]");
  if (!fresh) {
    const error = content.querySelector(".poll-error");
    say(section, error ? error.textContent : AWAY);
    return section;
  }
  section.replaceWith(fresh);
  start(fresh);
  return fresh;
}

async function vote(section, form) {
  const poll = section.dataset.poll;
  const body = new FormData(form);
  if (!body.has("token")) body.set("newcomer", newcomer(poll));
  const button = form.querySelector("button");
  section.setAttribute("aria-busy", "true");
  button.disabled = true;
  try {
    const fresh = put(section, await ask(section, { method: "POST", body }));
    if (fresh !== section) {
      keep(`dh-poll-${poll}-voted`, "1");
      fresh.querySelector(".poll-question").focus();
      for (const twin of document.querySelectorAll(`[data-poll="${poll}"]`)) {
        if (twin !== fresh) refresh(twin);
      }
    }
  } catch {
    say(section, AWAY);
  } finally {
    section.removeAttribute("aria-busy");
    button.disabled = false;
  }
}

// The poll as it stands for this visitor now. Where there is no answer, it stays as it is.
function refresh(section) {
  ask(section, { method: "GET" }).then((content) => {
    if (content.querySelector("[data-poll]")) put(section, content);
  }, () => {});
}

// One box at least, which HTML can only say of radio buttons.
function demandOne(form) {
  const boxes = [...form.querySelectorAll("[type=checkbox]")];
  const demand = () => {
    if (boxes.length) boxes[0].required = !boxes.some((box) => box.checked);
  };
  form.addEventListener("change", demand);
  demand();
}

function start(section) {
  const form = section.querySelector("[data-poll-form]");
  if (!form) return;
  demandOne(form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    vote(section, form);
  });
}

for (const section of document.querySelectorAll("[data-poll]")) {
  start(section);
  // A page that is the same for all does not know that this visitor has voted.
  const form = section.querySelector("[data-poll-form]");
  if (form && !form.elements.token && read(`dh-poll-${section.dataset.poll}-voted`)) {
    refresh(section);
  }
}
