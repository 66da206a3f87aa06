// While words are typed: how long they are as the platform counts, and what they will look like.
const COUNTS = {
    telegram: (text) => text.normalize("NFC").length,
    youtube: (text) => new TextEncoder().encode(text.normalize("NFC")).length,
};
const characters = (text) => [...text.normalize("NFC")].length;

const field = document.querySelector("textarea[name=text]");
const shown = document.querySelector(".channel-count");
const preview = document.querySelector("[data-preview]");
const copy = document.querySelector("[data-copy]");

if (field && shown) {
    const count = COUNTS[shown.dataset.count] ?? characters;
    const words = shown.textContent;
    field.addEventListener("input", () => {
        const length = count(field.value);
        shown.textContent = words.replace(/\d+/, String(length));
        shown.toggleAttribute("data-over", length > Number(shown.dataset.limit));
        if (preview) preview.textContent = field.value;
    });
}

if (copy && preview && navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", () => navigator.clipboard.writeText(preview.textContent));
}
