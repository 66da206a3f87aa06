// Browsers send the links' own `ping` without a script; those that do not are helped here.
for (const link of document.querySelectorAll("a[ping]")) {
  const address = link.getAttribute("ping");
  link.removeAttribute("ping");
  link.addEventListener("click", () => navigator.sendBeacon(address));
}
