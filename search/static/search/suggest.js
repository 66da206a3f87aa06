// Suggestions while someone types in a search box: an ARIA combobox with a list box.
// Without this script the box is a box; the form behind it works all the same.

const ENDPOINT = "/api/v1/search/suggest/?q=";
const PAUSE = 150;
const LEAST = 2;
const LONGEST = 120;

class Combobox {
  constructor(input, number) {
    this.input = input;
    this.list = document.createElement("ul");
    this.list.id = `goi-y-${number}`;
    this.list.className = "suggestions";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Gợi ý");
    this.list.hidden = true;
    this.current = -1;
    this.asked = null;
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false" };
    for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
    input.setAttribute("aria-controls", this.list.id);
    input.after(this.list);
    input.addEventListener("input", () => this.wait());
    input.addEventListener("keydown", (event) => this.press(event));
    input.addEventListener("blur", () => this.close());
    // The box keeps the focus while a suggestion is pressed.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.choose(event.target.closest("li")));
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const text = this.input.value.trimStart();
    this.asked?.abort();
    if (text.trim().length < LEAST || text.length > LONGEST) return this.close();
    this.asked = new AbortController();
    try {
      const answer = await fetch(ENDPOINT + encodeURIComponent(text), { signal: this.asked.signal });
      const found = answer.ok ? (await answer.json()).results : [];
      if (document.activeElement === this.input) this.show(found);
    } catch {
      // Typed on, or no network: the form still works.
    }
  }

  show(found) {
    this.list.replaceChildren(...found.map((one, place) => this.option(one, place)));
    this.current = -1;
    this.input.removeAttribute("aria-activedescendant");
    this.list.hidden = !found.length;
    this.input.setAttribute("aria-expanded", String(found.length > 0));
  }

  option(one, place) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${place}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.url = one.type === "item" ? one.url : "";
    option.dataset.text = one.text;
    const text = document.createElement("span");
    text.textContent = one.text;
    option.append(text);
    if (one.label) {
      const label = document.createElement("small");
      label.textContent = one.label;
      option.append(" ", label);
    }
    return option;
  }

  close() {
    clearTimeout(this.timer);
    this.asked?.abort();
    this.show([]);
  }

  press(event) {
    if (event.isComposing) return;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps && !this.list.hidden) {
      event.preventDefault();
      this.move(steps[event.key]);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter" && this.current >= 0) {
      event.preventDefault();
      this.choose(this.list.children[this.current]);
    }
  }

  // Past the last comes the box itself, and then the first.
  move(step) {
    const options = [...this.list.children];
    this.current = ((this.current + 1 + step + options.length + 1) % (options.length + 1)) - 1;
    options.forEach((one, place) => one.setAttribute("aria-selected", String(place === this.current)));
    const chosen = options[this.current];
    if (!chosen) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", chosen.id);
    chosen.scrollIntoView({ block: "nearest" });
  }

  choose(option) {
    if (!option) return;
    if (option.dataset.url) {
      location.assign(option.dataset.url);
      return;
    }
    this.input.value = option.dataset.text;
    this.close();
    this.input.form.requestSubmit();
  }
}

document.querySelectorAll("form[role=search] input[name=q]").forEach((input, number) => {
  new Combobox(input, number);
});
