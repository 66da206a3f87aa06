// Wagtail makes an address from a title by dropping the letters it does not know, which
// leaves "djng-thun" of "Đồng Thuận". Here the marks are taken off first: "dong-thuan".
const withoutMarks = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").replace(/Đ/g, "D");

const onTitle = (event) => {
  if (event.target.matches?.('[data-controller~="w-slug"]') && event.detail?.value) {
    event.detail.value = withoutMarks(event.detail.value);
  }
};

// While capturing, so before the field's own controller has seen the title.
for (const name of ["w-sync:check", "w-sync:apply"]) {
  document.addEventListener(name, onTitle, true);
}

// The same for what an editor types into the field by hand.
document.addEventListener(
  "blur",
  ({ target }) => {
    if (target.matches?.('[data-controller~="w-slug"]')) target.value = withoutMarks(target.value);
  },
  true,
);
