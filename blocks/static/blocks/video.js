// Puts the provider's player in place of the link, but only once it has been pressed.
for (const figure of document.querySelectorAll(".block-video[data-player]")) {
  const link = figure.querySelector("a");
  link.addEventListener("click", (event) => {
    if (!figure.dataset.player || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    const frame = document.createElement("iframe");
    const glue = figure.dataset.player.includes("?") ? "&" : "?";
    frame.src = `${figure.dataset.player}${glue}autoplay=1`;
    frame.title = link.querySelector(".block-video-title").textContent;
    frame.allow = "autoplay; fullscreen; encrypted-media; picture-in-picture";
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    link.replaceWith(frame);
    frame.focus();
  });
}
